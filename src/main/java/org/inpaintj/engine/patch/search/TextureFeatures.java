package org.inpaintj.engine.patch.search;

import org.inpaintj.engine.patch.level.ParallelBands;
import org.inpaintj.engine.patch.level.PyramidLevel;

/**
 * Texture features (after Newson et al., Video Inpainting of Complex Scenes, 2014): how much grey varies from pixel to
 * pixel, horizontally and vertically, averaged over 5 x 5 pixels. They tell a flat patch from a textured one of the
 * same mean colour, which matters in a hole whose estimate is still blurred.
 */
public final class TextureFeatures {

    private static final int ROWS = 32;

    private TextureFeatures() {}

    /** Sets the features of all known pixels from measured pixels alone. */
    public static void ofKnown(final PyramidLevel level, final float weight, final ParallelBands bands) {
        for (int n = 0; n < level.pictures; n++)
            bands.run(new Energy(level, n * level.area, weight, level.state, 0, level.height - 1, false),
                    (level.height + ROWS - 1) / ROWS);
    }

    /**
     * Averages the features of full size down to a level. What is finer than a level's pixels leaves no trace in its
     * colours, but tells smooth sources from noisy ones.
     *
     * @param fine     the next finer level
     * @param features those of its pixels, averaged down from full size, two a pixel by its index; null if it is the
     *                 full size
     * @param coarse   the level
     * @return those of the level's known pixels, two a pixel by its index
     */
    public static float[] halve(final PyramidLevel fine, final float[] features, final PyramidLevel coarse) {
        final float[] from = features == null ? fine.f : features, half = new float[2 * coarse.state.length];
        final int step = features == null ? fine.depth : 2, offset = features == null ? fine.channels : 0;
        for (int n = 0; n < coarse.pictures; n++)
            for (int y = 0; y < coarse.height; y++)
                for (int x = 0; x < coarse.width; x++) {
                    final int o = n * coarse.area + coarse.index(x, y);
                    if (coarse.state[o] != PyramidLevel.HOLE)
                        halve(fine, n * fine.area, from, step, offset, x, y, half, 2 * o);
                }
        return half;
    }

    private static void halve(final PyramidLevel fine, final int start, final float[] from, final int step,
            final int offset, final int x, final int y, final float[] to, final int at) {
        int n = 0;
        for (int v = 2 * y; v < Math.min(fine.height, 2 * y + 2); v++)
            for (int u = 2 * x; u < Math.min(fine.width, 2 * x + 2); u++) {
                final int i = start + fine.index(u, v);
                if (fine.state[i] == PyramidLevel.HOLE)
                    continue;
                to[at] += from[i * step + offset];
                to[at + 1] += from[i * step + offset + 1];
                n++;
            }
        to[at] /= n;
        to[at + 1] /= n;
    }

    /** Mixes the features of known pixels with others. */
    public static void mix(final PyramidLevel level, final float[] features, final float share) {
        for (int i = 0; i < level.state.length; i++) {
            if ((level.state[i] & (PyramidLevel.HOLE | PyramidLevel.OUTSIDE)) != 0)
                continue;
            final int t = i * level.depth + level.channels;
            level.f[t] += share * (features[2 * i] - level.f[t]);
            level.f[t + 1] += share * (features[2 * i + 1] - level.f[t + 1]);
        }
    }

    /** Sets the features of the hole's pixels from its estimate and what surrounds it. */
    public static void ofEstimate(final PyramidLevel level, final float weight, final ParallelBands bands) {
        final byte[] all = new byte[level.state.length];
        for (int i = 0; i < all.length; i++)
            all[i] = (byte) (level.state[i] & PyramidLevel.OUTSIDE);
        bands.run(new Energy(level, 0, weight, all, level.top, level.bottom, true),
                (level.bottom - level.top + ROWS) / ROWS);
    }

    /**
     * Central differences where both neighbours count, one-sided ones where one does; their mean over the pixels of
     * the window that count.
     *
     * @param start where the picture begins that they are of
     * @param state 0 = the pixel counts
     * @param hole  which pixels get the features: those of the hole, or all others
     */
    private record Energy(PyramidLevel level, int start, float weight, byte[] state, int first, int last, boolean hole)
            implements ParallelBands.Task {

        @Override
        public void run(final int band) {
            final int w = level.width, stride = level.stride;
            final int y0 = first + band * ROWS, y1 = Math.min(last, y0 + ROWS - 1), rows = y1 - y0 + 1;
            final float[] grey = new float[(rows + 6) * stride];
            for (int y = Math.max(-PyramidLevel.FRAME, y0 - 3); y <= Math.min(level.height + 1, y1 + 3); y++)
                grey((start + level.index(-PyramidLevel.FRAME, y)) * level.depth, grey, (y - y0 + 3) * stride);
            // differences of one row, summed over five columns, for each of the rows and two more on each side
            final float[] dx = new float[(rows + 4) * w], dy = new float[(rows + 4) * w], n = new float[(rows + 4) * w];
            final float[] gx = new float[stride], gy = new float[stride], one = new float[stride];
            for (int y = Math.max(0, y0 - 2); y <= Math.min(level.height - 1, y1 + 2); y++) {
                differences(grey, (y - y0 + 3) * stride, start + level.index(-PyramidLevel.FRAME, y), gx, gy, one);
                final int o = (y - y0 + 2) * w;
                five(gx, dx, o, w);
                five(gy, dy, o, w);
                five(one, n, o, w);
            }
            for (int y = y0; y <= y1; y++)
                means(dx, dy, n, (y - y0) * w, start + level.index(0, y));
        }

        /** One row of grey: the mean of the channels. */
        private void grey(final int from, final float[] to, final int at) {
            final float[] f = level.f;
            final int channels = level.channels;
            final float share = 1f / channels;
            for (int x = 0, i = from; x < level.stride; x++, i += level.depth) {
                float sum = 0;
                for (int k = 0; k < channels; k++)
                    sum += f[i + k];
                to[at + x] = sum * share;
            }
        }

        /** One row of absolute differences, 0 where the pixel does not count, and 1 or 0 for whether it does. */
        private void differences(final float[] grey, final int at, final int from, final float[] gx, final float[] gy,
                final float[] one) {
            final int stride = level.stride;
            for (int x = PyramidLevel.FRAME; x < stride - PyramidLevel.FRAME; x++) {
                final int i = from + x, g = at + x;
                if ((state[i] | state[i - 1] | state[i + 1] | state[i - stride] | state[i + stride]) == 0) {
                    gx[x] = Math.abs(grey[g + 1] - grey[g - 1]) * 0.5f;
                    gy[x] = Math.abs(grey[g + stride] - grey[g - stride]) * 0.5f;
                    one[x] = 1;
                } else if (state[i] == 0) {
                    gx[x] = difference(grey, g, 1, state[i - 1], state[i + 1]);
                    gy[x] = difference(grey, g, stride, state[i - stride], state[i + stride]);
                    one[x] = 1;
                } else
                    gx[x] = gy[x] = one[x] = 0;
            }
        }

        private static float difference(final float[] grey, final int i, final int step, final int before,
                final int after) {
            final float d = (after == 0 ? grey[i + step] : grey[i]) - (before == 0 ? grey[i - step] : grey[i]);
            return Math.abs(before == 0 && after == 0 ? d * 0.5f : d);
        }

        /** Writes the features of one row. */
        private void means(final float[] dx, final float[] dy, final float[] n, final int from, final int first) {
            final int w = level.width;
            for (int x = 0, t = first * level.depth + level.channels; x < w; x++, t += level.depth) {
                if ((level.state[first + x] == PyramidLevel.HOLE) != hole)
                    continue;
                final float counted = column(n, from + x, w);
                final float scale = counted > 0 ? weight / counted : 0;
                level.f[t] = scale * column(dx, from + x, w);
                level.f[t + 1] = scale * column(dy, from + x, w);
            }
        }

        private static void five(final float[] from, final float[] to, final int at, final int n) {
            for (int x = 0; x < n; x++)
                to[at + x] = from[x] + from[x + 1] + from[x + 2] + from[x + 3] + from[x + 4];
        }

        private static float column(final float[] of, final int i, final int w) {
            return of[i] + of[i + w] + of[i + 2 * w] + of[i + 3 * w] + of[i + 4 * w];
        }
    }
}
