package org.inpaintj.segment.sam;

import java.util.Map;

import org.inpaintj.onnx.Tensor;
import org.inpaintj.raster.Letterbox;
import org.inpaintj.segment.SegmentPrompt;

/**
 * A format is how the networks of one family of exports of Segment Anything are spoken to. Implementations are
 * immutable.
 */
interface SamFormat {

    /** What to call the family in messages. */
    String title();

    ImagePreprocessor preprocessor();

    /** True if a box can be part of a prompt. */
    boolean takesBoxes();

    /** Columns and rows of the mask that can be part of a prompt, 0 if none can. */
    int maskSize();

    /**
     * What the decoder is fed, apart from the features of the embedding.
     *
     * @param letterbox of the image on the encoder's square
     */
    Map<String, Tensor> feeds(Letterbox letterbox, SegmentPrompt prompt);

    /** The output of logits, [..., masks, rows, columns]. */
    String masks();

    /** The output of predicted intersections over unions, one a mask. */
    String scores();
}
