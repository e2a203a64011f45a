package org.inpaintj.sampling;

/**
 * Clean latents as they were predicted once, in two ways; arrays of one length that the receiver may change and keep.
 *
 * @param guided   with guidance
 * @param unguided by the negative prompt alone; equal to {@code guided} where there is no guidance
 */
public record GuidedPrediction(float[] guided, float[] unguided) {
}
