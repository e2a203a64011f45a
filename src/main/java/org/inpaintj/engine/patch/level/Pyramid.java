package org.inpaintj.engine.patch.level;

/** Halving and doubling. */
public final class Pyramid {

    private Pyramid() {}

    /**
     * The level of half the size. A pixel is the mean of its known children and is a hole if fewer than two of the
     * four are known: were one unknown child enough, a fine net of scratches would leave nothing to copy from. Only
     * measured children count in the mean as long as there is one; with fewer than two of them the pixel is a
     * stand-in. Odd sizes repeat the last row or column.
     */
    public static PyramidLevel down(final PyramidLevel fine, final ParallelBands bands) {
        return down(fine, fine.pictures, bands);
    }

    /** The same of the first pictures alone. */
    static PyramidLevel down(final PyramidLevel fine, final int pictures, final ParallelBands bands) {
        final PyramidLevel coarse = new PyramidLevel(fine.width + 1 >> 1, fine.height + 1 >> 1, fine.channels,
                pictures);
        for (int n = 0; n < pictures; n++)
            bands.run(new Down(fine, coarse, n), coarse.height + Down.ROWS - 1 >> Down.SHIFT);
        coarse.close();
        return coarse;
    }

    private static final class Down implements ParallelBands.Task {

        static final int SHIFT = 5, ROWS = 1 << SHIFT;

        private final PyramidLevel fine, coarse;
        private final int picture;

        Down(final PyramidLevel fine, final PyramidLevel coarse, final int picture) {
            this.fine = fine;
            this.coarse = coarse;
            this.picture = picture;
        }

        @Override
        public void run(final int band) {
            for (int y = band << SHIFT; y < Math.min(coarse.height, (band + 1) << SHIFT); y++)
                row(y);
        }

        private void row(final int y) {
            final byte[] state = fine.state;
            final int below = 2 * y + 1 < fine.height ? fine.stride : 0;
            int a = picture * fine.area + fine.index(0, 2 * y), o = picture * coarse.area + coarse.index(0, y);
            for (int x = 0; x < coarse.width; x++, a += 2, o++) {
                final int b = 2 * x + 1 < fine.width ? a + 1 : a;
                if ((state[a] | state[b] | state[a + below] | state[b + below]) == 0)
                    mean(a * fine.depth, b * fine.depth, (a + below) * fine.depth, (b + below) * fine.depth,
                            o * fine.depth);
                else
                    mixed(a, b, a + below, b + below, o);
            }
        }

        private void mean(final int a, final int b, final int c, final int d, final int o) {
            final float[] f = fine.f;
            for (int k = 0; k < fine.channels; k++)
                coarse.f[o + k] = 0.25f * (f[a + k] + f[b + k] + f[c + k] + f[d + k]);
        }

        private void mixed(final int a, final int b, final int c, final int d, final int o) {
            final byte[] state = fine.state;
            final int measured = is(state[a], 0) + is(state[b], 0) + is(state[c], 0) + is(state[d], 0);
            final int known = measured + is(state[a], PyramidLevel.STANDIN) + is(state[b], PyramidLevel.STANDIN)
                    + is(state[c], PyramidLevel.STANDIN) + is(state[d], PyramidLevel.STANDIN);
            if (known < 2) {
                coarse.state[o] = PyramidLevel.HOLE;
                return;
            }
            if (measured < 2)
                coarse.state[o] = PyramidLevel.STANDIN;
            final int wanted = measured > 0 ? 0 : PyramidLevel.STANDIN;
            final float share = 1f / (measured > 0 ? measured : known);
            for (int k = 0; k < fine.channels; k++)
                coarse.f[o * coarse.depth + k] = share * (part(a, k, wanted) + part(b, k, wanted) + part(c, k, wanted)
                        + part(d, k, wanted));
        }

        private float part(final int i, final int k, final int wanted) {
            return fine.state[i] == wanted ? fine.f[i * fine.depth + k] : 0;
        }

        private static int is(final int state, final int wanted) {
            return state == wanted ? 1 : 0;
        }
    }

    /** Weights of the four nearest pixels for a point a quarter pixel before the third: Keys' cubic, a = -3/4. */
    private static final float[] CUBIC = { -0.03515625f, 0.26171875f, 0.87890625f, -0.10546875f };

    /**
     * Writes the twice enlarged coarse colours of one pixel by cubic convolution; beyond the border the last row or
     * column repeats.
     *
     * @param coarse samples, interleaved; pixel i starts at {@code i * depth}
     * @param level  gives the geometry of {@code coarse}
     * @param depth  samples a pixel in {@code coarse}
     * @param x      column in the fine level
     * @param y      row in the fine level
     * @param to     gets {@code channels} samples
     * @param at     where in {@code to}
     */
    public static void up(final float[] coarse, final PyramidLevel level, final int depth, final int channels,
            final int x,
            final int y, final float[] to, final int at) {
        for (int k = 0; k < channels; k++)
            to[at + k] = 0;
        for (int v = 0; v < 4; v++) {
            final int cy = clamp((y >> 1) - 2 + (y & 1) + v, level.height);
            final float wy = CUBIC[(y & 1) == 0 ? v : 3 - v];
            for (int u = 0; u < 4; u++) {
                final int cx = clamp((x >> 1) - 2 + (x & 1) + u, level.width);
                final float w = wy * CUBIC[(x & 1) == 0 ? u : 3 - u];
                final int from = level.index(cx, cy) * depth;
                for (int k = 0; k < channels; k++)
                    to[at + k] += w * coarse[from + k];
            }
        }
    }

    private static int clamp(final int i, final int size) {
        return Math.max(0, Math.min(size - 1, i));
    }
}
