package org.inpaintj.engine.patch.search;

import org.inpaintj.engine.patch.level.ParallelBands;
import org.inpaintj.engine.patch.level.PyramidLevel;

/**
 * The fine variation of source patches. The squared distance of two patches with independent noise holds the noise of
 * both, so the nearest source is a smooth one, and a fill of nearest sources is smoother than its surroundings.
 * Sparing each source a share of its own noise makes up for that. Edges count as noise here, so none is spared more
 * than the noisiest source beside the hole: in a flat one a piece of something far away would otherwise cost less than
 * nothing, and keep its place once it is there.
 */
final class PatchNoise {

    private static final int ROWS = 32;

    private PatchNoise() {}

    /**
     * Sums of the squared differences from the mean of the 3 x 3 measured pixels around, over each patch and all
     * channels, times a share, but no more than the most beside the hole; by the index of the patch and meant for
     * sources only.
     */
    static float[] of(final Patches patches, final float share, final ParallelBands bands) {
        final float[] sums = new float[patches.flags.length];
        final int rows = patches.level.height - patches.size + 1;
        for (int n = 0; n < patches.level.pictures && share > 0 && rows > 0; n++)
            bands.run(new Sums(patches, n * patches.level.area, share, sums), (rows + ROWS - 1) / ROWS);
        final float most = beside(patches, sums);
        for (int i = 0; i < sums.length; i++)
            sums[i] = Math.min(sums[i], most);
        return sums;
    }

    /** The largest sum of a source that a query meets, side by side; without any there is no limit. */
    private static float beside(final Patches patches, final float[] sums) {
        final int across = patches.size, down = patches.size * patches.level.stride;
        float most = -1;
        for (int y = patches.top; y <= patches.bottom; y++)
            for (int i = patches.level.index(patches.left, y), end = patches.level.index(patches.right, y);
                    i <= end; i++)
                if (patches.query(i))
                    for (final int j : new int[] { i + across, i - across, i + down, i - down })
                        if (j >= 0 && j < patches.level.area && patches.source(j))
                            most = Math.max(most, sums[j]);
        return most < 0 ? Float.POSITIVE_INFINITY : most;
    }

    /** @param start where the picture begins that they are of */
    private record Sums(Patches patches, int start, float share, float[] to) implements ParallelBands.Task {

        @Override
        public void run(final int band) {
            final PyramidLevel level = patches.level;
            final int size = patches.size, stride = level.stride, y0 = band * ROWS;
            final int y1 = Math.min(level.height - size, y0 + ROWS - 1);
            final float[] row = new float[stride], across = new float[(y1 - y0 + size) * stride];
            for (int y = y0; y < y1 + size; y++) {
                for (int x = 0, i = start + level.index(0, y); x < level.width; x++)
                    row[x] = level.state[i + x] == 0 ? variation(level, i + x) : 0;
                for (int u = 0; u < size; u++)
                    add(row, u, across, (y - y0) * stride, level.width - size + 1);
            }
            for (int y = y0; y <= y1; y++)
                for (int v = 0; v < size; v++)
                    add(across, (y - y0 + v) * stride, to, start + level.index(0, y), level.width - size + 1);
        }

        private float variation(final PyramidLevel level, final int i) {
            final int depth = level.depth, down = level.stride;
            float sum = 0;
            for (int k = 0; k < level.channels; k++) {
                float around = 0;
                int n = 0;
                for (int j = i - down; j <= i + down; j += down)
                    for (int m = j - 1; m <= j + 1; m++)
                        if (level.state[m] == 0) {
                            around += level.f[m * depth + k];
                            n++;
                        }
                final float d = level.f[i * depth + k] - around / n;
                sum += d * d;
            }
            return share * sum;
        }

        private static void add(final float[] from, final int start, final float[] to, final int at, final int n) {
            for (int i = 0; i < n; i++)
                to[at + i] += from[start + i];
        }
    }
}
