package org.inpaintj.engine.diffusion;

import java.util.Arrays;
import java.util.Optional;

import org.inpaintj.core.Box;
import org.inpaintj.engine.diffusion.DiffusionParameters.Content;
import org.inpaintj.engine.diffusion.family.DiffusionModel;

/**
 * One way over a picture.
 *
 * @param box      the part that is worked on, in pixels of the picture
 * @param canvas   how large it is worked on
 * @param strength 0 changes nothing, 1 repaints freely
 * @param exactly  run all steps whatever the strength
 * @param content  what the masked part starts from
 * @param windows  whether the model looks through {@link MultiDiffusion} of the size it was trained at
 */
record HiresPass(Box box, ProcessingCanvas canvas, double strength, boolean exactly, Content content, boolean windows) {

    /** What the denoiser looks at: the canvas or the first of its windows, in samples of the latents. */
    Box seen(final DiffusionModel model) {
        final int factor = model.vae().factor(), most = windows ? model.size() : Integer.MAX_VALUE;
        return new Box(0, 0, Math.min(canvas.width(), most) / factor, Math.min(canvas.height(), most) / factor);
    }

    /** The part of a picture on the canvas. */
    DiffusionPipeline.Picture picture(final DiffusionPipeline.Picture whole) {
        return new DiffusionPipeline.Picture(
                Arrays.stream(whole.planes()).map(p -> canvas.place(cut(p, whole.width()))).toArray(float[][]::new),
                whole.mask().map(m -> clamped(canvas.place(cut(m, whole.width())))), canvas.width(), canvas.height());
    }

    /**
     * The picture with its part as it was painted, mask or not.
     *
     * @param painted planes of the canvas
     * @return new planes of the picture's size; 0..1 in the box
     */
    float[][] put(final float[][] painted, final DiffusionPipeline.Picture whole) {
        final float[][] out = new float[painted.length][];
        for (int c = 0; c < out.length; c++) {
            final float[] part = clamped(canvas.take(painted[c]));
            out[c] = whole.planes()[c].clone();
            for (int y = 0; y < box.height(); y++)
                System.arraycopy(part, y * box.width(), out[c], (box.y() + y) * whole.width() + box.x(), box.width());
        }
        return out;
    }

    /** The picture that the next pass starts from: what was painted, but only under the mask. */
    static DiffusionPipeline.Picture composite(final float[][] painted, final DiffusionPipeline.Picture whole) {
        final Optional<float[]> mask = whole.mask();
        final float[][] planes = new float[painted.length][];
        for (int c = 0; c < planes.length; c++) {
            planes[c] = painted[c].clone();
            for (int i = 0; mask.isPresent() && i < planes[c].length; i++)
                planes[c][i] = whole.planes()[c][i] + mask.get()[i] * (painted[c][i] - whole.planes()[c][i]);
        }
        return new DiffusionPipeline.Picture(planes, mask, whole.width(), whole.height());
    }

    private float[] cut(final float[] plane, final int width) {
        final float[] out = new float[box.width() * box.height()];
        for (int y = 0; y < box.height(); y++)
            System.arraycopy(plane, (box.y() + y) * width + box.x(), out, y * box.width(), box.width());
        return out;
    }

    /** Resampling overshoots at edges. */
    private static float[] clamped(final float[] plane) {
        final float[] out = new float[plane.length];
        for (int i = 0; i < out.length; i++)
            out[i] = Math.min(1, Math.max(0, plane[i]));
        return out;
    }
}
