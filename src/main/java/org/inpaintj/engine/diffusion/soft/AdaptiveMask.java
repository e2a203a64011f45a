package org.inpaintj.engine.diffusion.soft;

import org.inpaintj.core.Plane;
import org.inpaintj.raster.ExtendedBoxBlur;
import org.inpaintj.raster.PillowResampler;

/**
 * The adaptive mask of soft inpainting in the WebUI: how opaque a result is, from how much its latents have changed. A
 * latent that stayed nearly the same shows the original.
 */
public final class AdaptiveMask {

    private static final int WHITE = 255;
    private static final double SIGMA = 4;
    private static final WeightedHistogramFilter MOST = new WeightedHistogramFilter(0.9, 1),
            MIDDLE = new WeightedHistogramFilter(0.25, 0.75);

    private AdaptiveMask() {}

    /**
     * The opacity of a picture, 0 to 1.
     *
     * @param before latents that were started from, one channel after the other
     * @param after  those that came out
     * @param mask   1 = repaint, over one channel
     * @param factor pixels along a side of a latent
     * @return over the pixels; 0 where nothing has changed for about {@code factor} times two and three times four px
     */
    public static Plane of(final SoftInpainting soft, final float[] before, final float[] after, final Plane mask,
            final int factor) {
        final Plane changed = MIDDLE.apply(MOST.apply(distance(before, after, mask.width(), mask.height())));
        final byte[] levels = new byte[changed.values().length];
        for (int i = 0; i < levels.length; i++)
            levels[i] = (byte) (int) (WHITE * opacity(soft, changed.values()[i], mask.values()[i]));
        final int width = mask.width() * factor, height = mask.height() * factor;
        return ExtendedBoxBlur.blur(plane(PillowResampler.LANCZOS.resize(levels, 1, mask.width(), mask.height(), width,
                height), width, height), SIGMA);
    }

    private static Plane plane(final byte[] levels, final int width, final int height) {
        final float[] out = new float[levels.length];
        for (int i = 0; i < out.length; i++)
            out[i] = (levels[i] & 0xff) / (float) WHITE;
        return new Plane(out, width, height);
    }

    /** How far each latent moved, over all channels. */
    private static Plane distance(final float[] before, final float[] after, final int width, final int height) {
        final float[] out = new float[width * height];
        for (int i = 0; i < out.length; i++) {
            double sum = 0;
            for (int k = i; k < before.length; k += out.length)
                sum += ((double) after[k] - before[k]) * ((double) after[k] - before[k]);
            out[i] = (float) Math.sqrt(sum);
        }
        return new Plane(out, width, height);
    }

    /**
     * @param changed how far a latent moved
     * @param mask    1 = repaint; counts only with a mask influence
     */
    static double opacity(final SoftInpainting soft, final double changed, final double mask) {
        final double kept = 1 - Math.pow(mask, soft.soft_preservation() / 2);
        final double mixed = 0.5 * (1 - soft.soft_influence()) + kept * soft.soft_influence();
        final double half = soft.soft_threshold() * mixed / (1.00001 - mixed);
        if (half <= 0)
            return changed > 0 ? 1 : 0;
        final double u = 1 / (1 + Math.pow(changed / half, soft.soft_difference()));
        return 1 - u * u * u * (u * (6 * u - 15) + 10);
    }
}
