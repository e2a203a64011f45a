package org.inpaintj.engine.diffusion.family;

/**
 * Widths and heights that a model works at, px.
 *
 * @param trained  width and height that it was trained at
 * @param multiple widths and heights must be multiples of this
 * @param largest  greatest width and height that the network can take
 */
public record ImageSizes(int trained, int multiple, int largest) {
}
