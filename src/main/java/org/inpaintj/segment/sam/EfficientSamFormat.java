package org.inpaintj.segment.sam;

import java.util.Map;

import org.inpaintj.onnx.Tensor;
import org.inpaintj.raster.Letterbox;
import org.inpaintj.segment.SegmentPrompt;

/**
 * This is the format of EfficientSAM. Its decoder takes coordinates in pixels of an image whose size it is told, and
 * makes masks of that size: it is told the size of its own grid, so that the masks come as they are, for the graph
 * resizes them in another way than the original program.
 */
record EfficientSamFormat(ImagePreprocessor preprocessor, int grid, String masks, String scores) implements SamFormat {

    static EfficientSamFormat of(final EncoderDecoderPair pair, final int side) {
        final ImagePreprocessor plain =
                new ImagePreprocessor(ImagePreprocessor.Resize.STRETCH_SHARPLY, false, side, new float[3],
                new float[] { 255, 255, 255 });
        return new EfficientSamFormat(plain, pair.maskSize(), pair.output("output_masks", "masks"),
                pair.output("iou_predictions", "scores"));
    }

    @Override
    public String title() {
        return "EfficientSAM";
    }

    @Override
    public boolean takesBoxes() {
        return true;
    }

    @Override
    public int maskSize() {
        return 0;
    }

    @Override
    public Map<String, Tensor> feeds(final Letterbox letterbox, final SegmentPrompt prompt) {
        final PromptTensors tensors = new PromptTensors(prompt.points(), letterbox);
        prompt.box().ifPresent(box -> tensors.box(box, letterbox));
        return Map.of("batched_point_coords", tensors.points(2, (float) grid / letterbox.canvas().width()),
                "batched_point_labels", tensors.labels(2), "orig_im_size", Tensor.of(new float[] { grid, grid }, 2));
    }
}
