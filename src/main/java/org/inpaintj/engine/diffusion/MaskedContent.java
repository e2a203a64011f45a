package org.inpaintj.engine.diffusion;

import java.util.Arrays;

/**
 * The WebUI's masked content "fill", in floats: the masked part of a picture takes the colours around it, coarse first
 * and finer nearer to the known part.
 */
final class MaskedContent {

    /** Sigmas of the blurs, px, and how often each result is laid over the coarser ones. */
    private static final int[] SIGMAS = { 256, 64, 16, 4, 2, 0 }, REPEATS = { 1, 1, 2, 4, 2, 1 };
    private static final int PASSES = 3;

    private MaskedContent() {}

    /**
     * @param planes one a channel, row by row; not changed
     * @param mask   1 = to be filled; grey mixes
     * @return new planes; zeros where nothing at all is known
     */
    static float[][] fill(final float[][] planes, final float[] mask, final int width, final int height) {
        final float[][] known = new float[planes.length + 1][];
        final float[] opaque = new float[mask.length];
        for (int i = 0; i < mask.length; i++)
            opaque[i] = 1 - mask[i];
        for (int c = 0; c < planes.length; c++) {
            known[c] = planes[c].clone();
            for (int i = 0; i < mask.length; i++)
                known[c][i] *= opaque[i];
        }
        known[planes.length] = opaque;
        final float[][] out = new float[known.length][mask.length];
        for (int s = 0; s < SIGMAS.length; s++) {
            final float[][] layer = new float[known.length][];
            for (int c = 0; c < known.length; c++)
                layer[c] = SIGMAS[s] == 0 ? known[c] : blur(known[c], width, height, SIGMAS[s]);
            for (int r = 0; r < REPEATS[s]; r++)
                over(layer, out);
        }
        for (int c = 0; c < planes.length; c++)
            for (int i = 0; i < mask.length; i++)
                out[c][i] = out[planes.length][i] > 0 ? out[c][i] / out[planes.length][i] : 0;
        return Arrays.copyOf(out, planes.length);
    }

    /** Lays premultiplied colours over others; the last plane is the opacity. */
    private static void over(final float[][] top, final float[][] out) {
        final float[] alpha = top[top.length - 1];
        for (int c = 0; c < top.length; c++)
            for (int i = 0; i < alpha.length; i++)
                out[c][i] = top[c][i] + out[c][i] * (1 - alpha[i]);
    }

    /** A Gaussian as three extended box blurs (Gwosdek et al. 2011); edges are continued. */
    private static float[] blur(final float[] plane, final int width, final int height, final double sigma) {
        final double variance = sigma * sigma / PASSES;
        final int l = (int) Math.floor((Math.sqrt(12 * variance + 1) - 1) / 2);
        final double edge = (2 * l + 1) * (l * (l + 1.0) - 3 * variance) / (6 * (variance - (l + 1.0) * (l + 1)));
        final float[] out = plane.clone();
        for (int pass = 0; pass < PASSES; pass++) {
            for (int y = 0; y < height; y++)
                box(out, y * width, 1, width, l, edge);
            for (int x = 0; x < width; x++)
                box(out, x, width, height, l, edge);
        }
        return out;
    }

    private static void box(final float[] plane, final int from, final int stride, final int n, final int l,
            final double edge) {
        final double[] sums = new double[n + 1];
        for (int i = 0; i < n; i++)
            sums[i + 1] = sums[i] + plane[from + i * stride];
        final double first = plane[from], last = plane[from + (n - 1) * stride], total = 2 * l + 1 + 2 * edge;
        final double[] ends = new double[n];
        for (int i = 0; i < n; i++) {
            final int low = i - l - 1, high = i + l + 1;
            ends[i] = plane[from + Math.max(0, low) * stride] + plane[from + Math.min(n - 1, high) * stride];
        }
        for (int i = 0; i < n; i++) {
            final int low = i - l, high = i + l;
            final double sum = sums[Math.min(n, high + 1)] - sums[Math.max(0, low)] + Math.max(0, -low) * first
                    + Math.max(0, high - n + 1) * last;
            plane[from + i * stride] = (float) ((sum + edge * ends[i]) / total);
        }
    }
}
