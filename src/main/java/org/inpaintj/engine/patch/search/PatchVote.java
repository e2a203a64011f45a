package org.inpaintj.engine.patch.search;

import org.inpaintj.engine.patch.level.ParallelBands;
import org.inpaintj.engine.patch.level.PyramidLevel;

/**
 * Sets every hole pixel to the weighted mean of what the sources of all query patches over it show there. A patch
 * weighs as much as its pixels are to be believed on average, times a Gaussian of where in the patch the pixel lies.
 * Similarity does not count: deep in the hole all distances are small, and the interior would overrule the boundary.
 */
public final class PatchVote implements ParallelBands.Task {

    private static final int CHUNK = 1024;

    private final NearestNeighbourField field;
    private final float[] belief;
    private final float[] window;

    /**
     * @param belief weight of a query patch
     * @param sd     standard deviation of the Gaussian, px
     */
    public PatchVote(final NearestNeighbourField field, final float[] belief, final double sd) {
        this.field = field;
        this.belief = belief;
        window = window(field.patches.size, sd);
    }

    /** A Gaussian over a patch, row by row, 1 at its middle. */
    public static float[] window(final int size, final double sd) {
        final float[] window = new float[size * size];
        for (int v = 0; v < size; v++)
            for (int u = 0; u < size; u++) {
                final int x = u - size / 2, y = v - size / 2;
                window[v * size + u] = (float) StrictMath.exp(-(x * x + y * y) / (2 * sd * sd));
            }
        return window;
    }

    public void run(final ParallelBands bands) {
        bands.run(this, (field.patches.level.hole.length + CHUNK - 1) / CHUNK);
    }

    @Override
    public void run(final int band) {
        final PyramidLevel level = field.patches.level;
        final float[] sum = new float[level.depth];
        for (int n = band * CHUNK; n < Math.min(level.hole.length, (band + 1) * CHUNK); n++)
            vote(level, level.hole[n], sum);
    }

    private void vote(final PyramidLevel level, final int pixel, final float[] sum) {
        final int size = field.patches.size, depth = level.depth;
        java.util.Arrays.fill(sum, 0);
        float total = 0;
        for (int d = 0, v = 0; v < size; v++)
            for (int u = 0; u < size; u++, d++) {
                final int i = pixel - v * level.stride - u;
                final int s = i < 0 ? -1 : field.source[i];
                if (s < 0)
                    continue;
                final float w = belief[i] * window[d];
                total += w;
                add(level.f, (s + v * level.stride + u) * depth, w, sum);
            }
        if (total > 0)
            for (int k = 0; k < depth; k++)
                level.f[pixel * depth + k] = sum[k] / total;
    }

    private static void add(final float[] f, final int from, final float w, final float[] sum) {
        for (int k = 0; k < sum.length; k++)
            sum[k] += w * f[from + k];
    }
}
