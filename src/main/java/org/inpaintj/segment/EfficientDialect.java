package org.inpaintj.segment;

import java.util.Map;

import org.inpaintj.onnx.Tensor;

/**
 * EfficientSAM: coordinates in pixels of the image, whose size the decoder is told, and masks of that size. Images
 * beyond {@link #LARGEST} pixels are handled in the encoder's square instead, since all masks come back at once.
 */
record EfficientDialect(Intake intake, String masks, String scores) implements Dialect {

    /** Pixels of an image; its masks then take 200 MB. */
    private static final long LARGEST = 1 << 24;

    static EfficientDialect of(final Pairing pair, final int side) {
        final Intake plain = new Intake(Intake.Resize.STRETCH_SHARPLY, false, side, new float[3],
                new float[] { 255, 255, 255 });
        return new EfficientDialect(plain, pair.output("output_masks", "masks"), pair.output("iou_predictions", "scores"));
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
    public Map<String, Tensor> feeds(final Frame frame, final Prompt prompt) {
        final boolean large = (long) frame.width() * frame.height() > LARGEST;
        final Frame own = large ? frame
                : new Frame(frame.width(), frame.height(), frame.side(), frame.width(), frame.height());
        final Clicks clicks = new Clicks(prompt.points(), own);
        prompt.box().ifPresent(box -> clicks.box(box, own));
        return Map.of("batched_point_coords", clicks.points(2), "batched_point_labels", clicks.labels(2),
                "orig_im_size", Tensor.of(new float[] { own.down(), own.across() }, 2));
    }
}
