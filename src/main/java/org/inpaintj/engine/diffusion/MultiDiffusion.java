package org.inpaintj.engine.diffusion;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;

import org.inpaintj.core.Box;
import org.inpaintj.core.Plane;
import org.inpaintj.raster.Mask;
import org.inpaintj.sampling.Denoiser;
import org.inpaintj.sampling.GuidedPrediction;
import org.inpaintj.sampling.NoiseLevel;

/**
 * MultiDiffusion (Bar-Tal et al. 2023): a denoiser of latents larger than those its network was trained with. It looks
 * at them through overlapping windows, whose predictions are averaged at every step, the more weight the farther from a
 * window's border. So the windows agree, and the network never takes more memory than for one of them.
 */
final class MultiDiffusion implements Denoiser {

    /** Neighbours overlap by at least this share of their size. */
    private static final double OVERLAP = 0.25;

    private final Denoiser each;
    private final Consumer<Box> look;
    private final List<Box> boxes;
    private final int width, height;
    private final float[] clean;

    /**
     * @param each   denoises the latents of one window
     * @param look   is told the window before each of them
     * @param boxes  of {@link #over}
     * @param width  of all latents
     * @param height of all latents
     * @param clean  latents of the picture, the prediction where no window is; not looked at where they are everywhere
     */
    MultiDiffusion(final Denoiser each, final Consumer<Box> look, final List<Box> boxes, final int width,
            final int height,
            final float[] clean) {
        this.each = each;
        this.look = look;
        this.boxes = List.copyOf(boxes);
        this.width = width;
        this.height = height;
        this.clean = clean;
    }

    /**
     * Windows that cover a mask, evenly spread; those without a masked sample are left out.
     *
     * @param mask above 0 = masked, over all latents
     * @param wide width of a window, at most that of the latents
     * @param high height of a window, at most that of the latents
     */
    static List<Box> over(final Plane mask, final int wide, final int high) {
        final Mask masked = Mask.of(mask);
        final Box bounds = masked.bounds();
        final List<Box> boxes = new ArrayList<>();
        for (final int y : starts(bounds.y(), bounds.height(), high, mask.height()))
            for (final int x : starts(bounds.x(), bounds.width(), wide, mask.width())) {
                final Box box = new Box(x, y, wide, high);
                if (!masked.over(box).isEmpty())
                    boxes.add(box);
            }
        return boxes;
    }

    /** Where windows of a length start so that they cover a stretch of a line. */
    private static int[] starts(final int from, final int length, final int window, final int all) {
        final double step = window * (1 - OVERLAP);
        final int count = length <= window ? 1 : (int) Math.ceil((length - window) / step) + 1;
        final double first = count == 1 ? from + (length - window) / 2.0 : from;
        final int[] starts = new int[count];
        for (int k = 0; k < count; k++)
            starts[k] = (int) Math.round(Math.max(0, Math.min(all - window,
                    count == 1 ? first : first + (double) k * (length - window) / (count - 1))));
        return starts;
    }

    @Override
    public float[] clean(final float[] x, final NoiseLevel level) {
        return merged(look(x, part -> each.clean(part, level)));
    }

    @Override
    public GuidedPrediction both(final float[] x, final NoiseLevel level) {
        final List<GuidedPrediction> parts = look(x, part -> each.both(part, level));
        return new GuidedPrediction(merged(parts.stream().map(GuidedPrediction::guided).toList()),
                merged(parts.stream().map(GuidedPrediction::unguided).toList()));
    }

    private <T> List<T> look(final float[] x, final Function<float[], T> predict) {
        final List<T> parts = new ArrayList<>();
        for (final Box box : boxes) {
            look.accept(box);
            parts.add(predict.apply(cut(x, width, height, box)));
        }
        return parts;
    }

    /** @param parts predictions of the windows, in their order */
    private float[] merged(final List<float[]> parts) {
        final int plane = width * height, planes = parts.get(0).length / boxes.get(0).width() / boxes.get(0).height();
        final double[] sum = new double[plane * planes], weight = new double[plane];
        for (int b = 0; b < boxes.size(); b++) {
            final Box box = boxes.get(b);
            final float[] part = parts.get(b);
            for (int r = 0; r < box.height(); r++)
                for (int c = 0; c < box.width(); c++) {
                    final int at = (box.y() + r) * width + box.x() + c;
                    final double w = (double) tent(r, box.height()) * tent(c, box.width());
                    weight[at] += w;
                    for (int p = 0; p < planes; p++)
                        sum[p * plane + at] += w * part[(p * box.height() + r) * box.width() + c];
                }
        }
        final float[] out = new float[sum.length];
        for (int i = 0; i < out.length; i++)
            out[i] = weight[i % plane] > 0 ? (float) (sum[i] / weight[i % plane]) : clean[i % clean.length];
        return out;
    }

    private static int tent(final int at, final int size) {
        return Math.min(at + 1, size - at);
    }

    /** The part in a window of all planes of a size. */
    static float[] cut(final float[] x, final int width, final int height, final Box box) {
        final int planes = x.length / (width * height);
        final float[] out = new float[planes * box.width() * box.height()];
        for (int p = 0; p < planes; p++)
            for (int r = 0; r < box.height(); r++)
                System.arraycopy(x, (p * height + box.y() + r) * width + box.x(), out,
                        (p * box.height() + r) * box.width(), box.width());
        return out;
    }
}
