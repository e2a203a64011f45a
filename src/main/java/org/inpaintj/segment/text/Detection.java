package org.inpaintj.segment.text;

import org.inpaintj.segment.BoundingBox;

/**
 * A detection is something that was found.
 *
 * @param phrase which of the given phrases it is; empty if the network is sure that something is there, but of no word
 * @param score  how sure the network is, 0 to 1
 * @param bounds where it is, in pixels of the image, measured from its upper left corner; may reach a little beyond it
 */
public record Detection(String phrase, double score, BoundingBox bounds) {
}
