package org.inpaintj.engine.patch.level;

/**
 * How deep a hole pixel lies: its exact Euclidean distance to the nearest known pixel, in two passes (Meijster,
 * Roerdink and Hesselink, A General Algorithm for Computing Distance Transforms in Linear Time, 2000). The image's
 * border is not known.
 */
public final class HoleDepth {

    /** Larger than any squared distance, and small enough to be added to one. */
    private static final int FAR = 1 << 29;

    private HoleDepth() {}

    /**
     * Squared distances, indexed like the level's pixels; 0 for known pixels, and only meant for the bounding box of
     * the hole. The level has a known pixel.
     */
    public static int[] squared(final PyramidLevel level, final ParallelBands bands) {
        final int[] d = new int[level.state.length];
        if (level.hole.length == 0)
            return d;
        final int x0 = Math.max(0, level.left - 1), x1 = Math.min(level.width - 1, level.right + 1);
        final int y0 = Math.max(0, level.top - 1), y1 = Math.min(level.height - 1, level.bottom + 1);
        final int chunk = 64;
        bands.run(new Columns(level, d, x0, x1, y0, y1, chunk), (x1 - x0) / chunk + 1);
        bands.run(new Rows(level, d, x0, x1, y0, y1, chunk), (y1 - y0) / chunk + 1);
        return d;
    }

    /** Twice the largest depth, px. */
    public static double diameter(final PyramidLevel level, final int[] squared) {
        int deepest = 0;
        for (final int i : level.hole)
            deepest = Math.max(deepest, squared[i]);
        return 2 * Math.sqrt(deepest);
    }

    /** Distance along the column; {@link #FAR} where it holds no known pixel. */
    private record Columns(PyramidLevel level, int[] d, int x0, int x1, int y0, int y1, int chunk) implements ParallelBands.Task {

        @Override
        public void run(final int band) {
            final int from = x0 + band * chunk, to = Math.min(x1, from + chunk - 1);
            final byte[] state = level.state;
            final int stride = level.stride;
            for (int y = y0; y <= y1; y++) {
                final int row = level.index(0, y);
                for (int i = row + from; i <= row + to; i++)
                    d[i] = state[i] != PyramidLevel.HOLE ? 0 : y == y0 ? FAR : Math.min(FAR, d[i - stride] + 1);
            }
            for (int y = y1 - 1; y >= y0; y--) {
                final int row = level.index(0, y);
                for (int i = row + from; i <= row + to; i++)
                    d[i] = Math.min(d[i], d[i + stride] + 1);
            }
        }
    }

    /** Lower envelope of the parabolas that the column distances put on a row. */
    private record Rows(PyramidLevel level, int[] d, int x0, int x1, int y0, int y1, int chunk) implements ParallelBands.Task {

        @Override
        public void run(final int band) {
            final int n = x1 - x0 + 1;
            final int[] g = new int[n], apex = new int[n], start = new int[n];
            for (int y = y0 + band * chunk; y <= Math.min(y1, y0 + band * chunk + chunk - 1); y++) {
                final int row = level.index(x0, y);
                System.arraycopy(d, row, g, 0, n);
                int q = -1;
                for (int u = 0; u < n; u++) {
                    if (g[u] >= FAR)
                        continue;
                    final long gu = (long) g[u] * g[u];
                    int begin = 0;
                    while (q >= 0) {
                        final int v = apex[q];
                        final long gv = (long) g[v] * g[v];
                        if (gv + (long) (start[q] - v) * (start[q] - v)
                                <= gu + (long) (start[q] - u) * (start[q] - u)) {
                            final long beyond = Math.floorDiv((long) u * u - (long) v * v + gu - gv, 2L * (u - v)) + 1;
                            begin = (int) Math.min(n, beyond);
                            break;
                        }
                        q--;
                    }
                    if (begin < n) {
                        q++;
                        apex[q] = u;
                        start[q] = q == 0 ? 0 : begin;
                    }
                }
                for (int u = n - 1; u >= 0; u--) {
                    if (q < 0) {
                        d[row + u] = FAR;
                        continue;
                    }
                    final int v = apex[q];
                    d[row + u] = (int) Math.min(FAR, (long) (u - v) * (u - v) + (long) g[v] * g[v]);
                    if (u == start[q] && q > 0)
                        q--;
                }
            }
        }
    }

    /**
     * How far a pixel is to be believed: 1 if known, {@code decay} to the power of minus its depth in the hole. From
     * a depth of 24 on it falls no further, for the numbers would vanish.
     */
    public static float[] confidence(final PyramidLevel level, final int[] squared, final double decay) {
        final float[] table = new float[24 * 24 + 1];
        for (int i = 0; i < table.length; i++)
            table[i] = (float) StrictMath.pow(decay, -Math.sqrt(i));
        final float[] confidence = new float[level.state.length];
        java.util.Arrays.fill(confidence, 1);
        for (final int i : level.hole)
            confidence[i] = table[Math.min(table.length - 1, squared[i])];
        return confidence;
    }
}
