package org.inpaintj.engine.patch;

/**
 * Sets every hole pixel to the weighted mean of what the sources of all query patches over it show there. A patch
 * weighs as much as its pixels are to be believed on average, times a Gaussian of where in the patch the pixel lies.
 * Similarity does not count: deep in the hole all distances are small, and the interior would overrule the boundary.
 */
final class PatchVote implements Bands.Task {

    private static final int CHUNK = 1024;

    private final Matches matches;
    private final float[] belief;
    private final float[] window;

    /**
     * @param belief weight of a query patch
     * @param sd     standard deviation of the Gaussian, px
     */
    PatchVote(final Matches matches, final float[] belief, final double sd) {
        this.matches = matches;
        this.belief = belief;
        window = window(matches.patches.size, sd);
    }

    /** A Gaussian over a patch, row by row, 1 at its middle. */
    static float[] window(final int size, final double sd) {
        final float[] window = new float[size * size];
        for (int v = 0; v < size; v++)
            for (int u = 0; u < size; u++) {
                final int x = u - size / 2, y = v - size / 2;
                window[v * size + u] = (float) StrictMath.exp(-(x * x + y * y) / (2 * sd * sd));
            }
        return window;
    }

    void run(final Bands bands) {
        bands.run(this, (matches.patches.level.hole.length + CHUNK - 1) / CHUNK);
    }

    @Override
    public void run(final int band) {
        final Patches patches = matches.patches;
        final Level level = patches.level;
        final float[] f = level.f;
        final int[] source = matches.source;
        final int size = patches.size, stride = level.stride, depth = level.depth;
        final float[] sum = new float[depth];
        for (int n = band * CHUNK; n < Math.min(level.hole.length, (band + 1) * CHUNK); n++) {
            final int pixel = level.hole[n];
            java.util.Arrays.fill(sum, 0);
            float total = 0;
            for (int v = 0; v < size; v++) {
                final int row = pixel - v * stride;
                if (row < 0)
                    break;
                for (int u = 0; u < size; u++) {
                    final int i = row - u;
                    if (i < 0 || source[i] < 0)
                        continue;
                    final float w = belief[i] * window[v * size + u];
                    final int s = (source[i] + v * stride + u) * depth;
                    total += w;
                    for (int k = 0; k < depth; k++)
                        sum[k] += w * f[s + k];
                }
            }
            if (total > 0)
                for (int k = 0; k < depth; k++)
                    f[pixel * depth + k] = sum[k] / total;
        }
    }
}
