package org.inpaintj.segment.sam;

import java.util.HashMap;
import java.util.Map;

import org.inpaintj.onnx.Tensor;
import org.inpaintj.onnx.file.OnnxModelInfo;
import org.inpaintj.raster.Letterbox;
import org.inpaintj.segment.SegmentPrompt;

/**
 * This is the format of decoders that read points and labels in one list, boxes as two of them: the export script of
 * Segment Anything and what follows it (MobileSAM, HQ-SAM, EdgeSAM), and samexporter's SAM 2. The full-size
 * {@code masks} of the first are never asked for: common versions of the script froze their proportions.
 */
record OfficialSamFormat(String title, ImagePreprocessor preprocessor, int maskSize, boolean sized, boolean padded,
        String masks,
        String scores) implements SamFormat {

    private static final String COARSE = "low_res_masks";
    /** Side of the full-size masks that nobody looks at, px: at the image's size they would take most of the time. */
    private static final int UNUSED = 64;

    static OfficialSamFormat of(final EncoderDecoderPair pair, final int side) {
        final OnnxModelInfo decoder = pair.decoder();
        final boolean second = decoder.input("high_res_feats_0").isPresent();
        final boolean masked = decoder.input("mask_input").isPresent();
        final String title = second ? "SAM 2" : decoder.input("interm_embeddings").isPresent() ? "HQ-SAM"
                : masked ? "Segment Anything" : "EdgeSAM";
        final boolean sized = decoder.input("orig_im_size").isPresent();
        return new OfficialSamFormat(title,
                pair.preprocessor(second ? ImagePreprocessor.Resize.STRETCH_SMOOTHLY
                        : ImagePreprocessor.Resize.FIT, side),
                masked ? pair.maskSize() : 0, sized, PromptTensors.padded(decoder, "point_labels"),
                pair.output(COARSE, "masks"), pair.output("iou_predictions", "scores"));
    }

    @Override
    public boolean takesBoxes() {
        return true;
    }

    @Override
    public Map<String, Tensor> feeds(final Letterbox letterbox, final SegmentPrompt prompt) {
        final PromptTensors tensors = new PromptTensors(prompt.points(), letterbox);
        prompt.box().ifPresent(box -> tensors.box(box, letterbox));
        if (prompt.box().isEmpty() && !padded)
            tensors.padding();
        final Map<String, Tensor> feeds = new HashMap<>();
        feeds.put("point_coords", tensors.points(1));
        feeds.put("point_labels", tensors.labels(1));
        if (maskSize > 0) {
            feeds.put("mask_input", prompt.mask().map(m -> Tensor.of(m.values(), 1, 1, maskSize, maskSize))
                    .orElseGet(() -> Tensor.zeros(1, 1, maskSize, maskSize)));
            feeds.put("has_mask_input", Tensor.of(new float[] { prompt.mask().isPresent() ? 1 : 0 }, 1));
        }
        if (sized)
            feeds.put("orig_im_size", masks.equals(COARSE) ? Tensor.of(new float[] { UNUSED, UNUSED }, 2)
                    : Tensor.of(new float[] { letterbox.height(), letterbox.width() }, 2));
        return feeds;
    }
}
