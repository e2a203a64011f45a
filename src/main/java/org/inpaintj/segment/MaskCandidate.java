package org.inpaintj.segment;

import org.inpaintj.raster.Mask;

/**
 * A candidate is one answer of Segment Anything to a prompt. Immutable; the mask at the image's resolution is computed
 * when it is asked for, since mostly only one of several is looked at.
 *
 * @param score  how well the network thinks it did: predicted intersection over union with the object, about 0 to 1
 * @param output the mask's place among the network's outputs, 0-based
 * @param logits the network's own mask
 * @param transform  where the logits lie in the image
 */
public record MaskCandidate(float score, int output, MaskLogits logits, ResizeTransform transform) {

    /**
     * The pixels of the image inside the object, 1 each, over their bounding box. Computed anew at each call, some ten
     * milliseconds for four million pixels.
     */
    public Mask mask() {
        return transform.mask(logits);
    }
}
