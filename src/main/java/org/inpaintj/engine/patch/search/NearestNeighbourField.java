package org.inpaintj.engine.patch.search;

import org.inpaintj.engine.patch.level.ParallelBands;
import org.inpaintj.engine.patch.level.PyramidLevel;
import org.inpaintj.engine.patch.level.Xorshift;

/** The match field: for each query patch the source patch it is thought to look like. */
public final class NearestNeighbourField {

    static final int SHIFT = 4;

    /** Rows of queries that are searched one after the other; bands of them run side by side. */
    static final int ROWS = 1 << SHIFT;

    final Patches patches;

    /** Index of the source, by the index of the query; -1 where there is no query. */
    final int[] source;

    /** Distance to it, as of the last search. */
    final float[] distance;

    private NearestNeighbourField(final Patches patches) {
        this.patches = patches;
        source = new int[patches.level.area];
        distance = new float[patches.level.area];
    }

    /** Sources drawn at random, as far as possible at most {@code reach} px from their queries in x and in y. */
    public static NearestNeighbourField random(final Patches patches, final int reach, final long seed,
            final ParallelBands bands) {
        return start(patches, null, reach, seed, bands);
    }

    /**
     * The field of the next finer level: twice the coarse source, or one drawn as in {@link #random} if that is none.
     */
    public static NearestNeighbourField finer(final Patches patches, final NearestNeighbourField coarse,
            final int reach, final long seed, final ParallelBands bands) {
        return start(patches, coarse, reach, seed, bands);
    }

    private static NearestNeighbourField start(final Patches patches, final NearestNeighbourField coarse,
            final int reach, final long seed, final ParallelBands bands) {
        final NearestNeighbourField m = new NearestNeighbourField(patches);
        java.util.Arrays.fill(m.source, -1);
        bands.run(new Start(m, coarse, reach, seed), m.bands());
        return m;
    }

    /**
     * Mean distance of the queries as of the last search, each over its belief.
     *
     * @param belief weight of a query patch
     */
    public double misfit(final float[] belief) {
        double sum = 0;
        int n = 0;
        for (int i = 0; i < source.length; i++)
            if (source[i] >= 0) {
                sum += distance[i] / belief[i];
                n++;
            }
        return sum / n;
    }

    /** Bands that the queries make. */
    int bands() {
        return Math.max(0, patches.bottom - patches.top + ROWS >> SHIFT);
    }

    private record Start(NearestNeighbourField to, NearestNeighbourField coarse, int reach, long seed)
            implements ParallelBands.Task {

        @Override
        public void run(final int band) {
            final Patches patches = to.patches;
            final PyramidLevel level = patches.level;
            final Xorshift random = new Xorshift(seed, 0, band);
            final int y0 = patches.top + (band << SHIFT), y1 = Math.min(patches.bottom, y0 + ROWS - 1);
            for (int y = y0; y <= y1; y++)
                for (int x = patches.left; x <= patches.right; x++) {
                    final int i = level.index(x, y);
                    if (!patches.query(i))
                        continue;
                    final int from = coarse == null ? -1 : fromCoarse(x, y);
                    to.source[i] = from >= 0 && patches.source(from) ? from : patches.draw(x, y, reach, random);
                }
        }

        private int fromCoarse(final int x, final int y) {
            final PyramidLevel level = to.patches.level, half = coarse.patches.level;
            final int cx = Math.min(x >> 1, half.width - coarse.patches.size);
            final int cy = Math.min(y >> 1, half.height - coarse.patches.size);
            final int found = coarse.source[half.index(cx, cy)];
            if (found < 0)
                return -1;
            final int picture = found / half.area, s = found - picture * half.area;
            final int fx = 2 * half.x(s) + x - 2 * cx, fy = 2 * half.y(s) + y - 2 * cy;
            return picture * level.area + level.index(Math.min(fx, level.width - to.patches.size),
                    Math.min(fy, level.height - to.patches.size));
        }
    }
}
