package org.inpaintj.segment.sam;

import java.util.HashMap;
import java.util.Map;

import org.inpaintj.onnx.Tensor;
import org.inpaintj.onnx.file.OnnxModelInfo;
import org.inpaintj.raster.Letterbox;
import org.inpaintj.segment.SegmentPrompt;

/**
 * This is the format of the split exports of transformers: {@code vision_encoder} and
 * {@code prompt_encoder_mask_decoder}. That of SAM 2 takes boxes beside the points; that of the first Segment Anything
 * takes none, and takes labels of corners for nothing at all.
 */
record TransformersSamFormat(String title, ImagePreprocessor preprocessor, boolean takesBoxes, boolean padded,
        String masks,
        String scores) implements SamFormat {

    static TransformersSamFormat of(final EncoderDecoderPair pair, final int side) {
        final OnnxModelInfo decoder = pair.decoder();
        final boolean boxes = decoder.input("input_boxes").isPresent();
        final boolean second = decoder.inputs().stream().anyMatch(p -> p.name().matches("image_embeddings\\.\\d+"));
        return new TransformersSamFormat(second ? "SAM 2" : "Segment Anything",
                pair.preprocessor(second ? ImagePreprocessor.Resize.STRETCH
                        : ImagePreprocessor.Resize.FIT, side), boxes,
                PromptTensors.padded(decoder, "input_labels"), pair.output("pred_masks", "masks"),
                pair.output("iou_scores", "scores"));
    }

    @Override
    public int maskSize() {
        return 0;
    }

    @Override
    public Map<String, Tensor> feeds(final Letterbox letterbox, final SegmentPrompt prompt) {
        final PromptTensors tensors = new PromptTensors(prompt.points(), letterbox);
        if (prompt.box().isEmpty() && !padded)
            tensors.padding();
        final Map<String, Tensor> feeds = new HashMap<>();
        feeds.put("input_points", tensors.points(2));
        feeds.put("input_labels", tensors.labels(2));
        if (takesBoxes)
            feeds.put("input_boxes", prompt.box()
                    .map(b -> Tensor.of(new float[] { letterbox.x(b.left()), letterbox.y(b.top()),
                    letterbox.x(b.right()), letterbox.y(b.bottom()) }, 1, 1, 4))
                    .orElseGet(() -> Tensor.zeros(1, 0, 4)));
        return feeds;
    }
}
