package org.inpaintj.engine.patch;

/**
 * PatchMatch (Barnes et al., A Randomized Correspondence Algorithm for Structural Image Editing, 2009): each sweep
 * offers a query the sources of the neighbours already visited, moved along, and a source drawn at random in each of
 * a series of shrinking squares. Across the edge of a band the neighbour's source of the sweep before is taken.
 */
final class PatchSearch implements Bands.Task {

    private final Matches matches;
    private final float[] confidence;
    private final int columns;
    private final int[] edges;
    private final long seed;
    private int radius, sweep;

    /** @param confidence weight of a pixel of the query */
    PatchSearch(final Matches matches, final float[] confidence, final long seed) {
        this.matches = matches;
        this.confidence = confidence;
        this.seed = seed;
        columns = matches.patches.right - matches.patches.left + 1;
        edges = new int[Math.max(0, columns * matches.bands())];
    }

    /**
     * Searches once more; the first sweep of a call measures the present matches anew.
     *
     * @param sweeps directions alternate
     * @param reach  half the side of the first random square, px
     * @param stage  tells calls with the same seed apart
     */
    void run(final int sweeps, final int reach, final int stage, final Bands bands) {
        final Patches patches = matches.patches;
        radius = reach;
        for (int k = 0; k < sweeps; k++) {
            sweep = stage << 8 | k;
            for (int band = 0; band < matches.bands(); band++) {
                final int first = patches.top + (band << Matches.SHIFT);
                final int beyond = forward() ? first - 1 : Math.min(patches.bottom + 1, first + Matches.ROWS);
                System.arraycopy(matches.source, patches.level.index(patches.left, beyond), edges, band * columns, columns);
            }
            bands.run(this, matches.bands());
        }
    }

    private boolean forward() {
        return (sweep & 1) == 0;
    }

    @Override
    public void run(final int band) {
        final Patches patches = matches.patches;
        final Level level = patches.level;
        final float[] f = level.f;
        final int depth = level.depth, stride = level.stride, size = patches.size;
        final int[] source = matches.source;
        final byte[] flags = patches.flags;
        final boolean measure = (sweep & 0xFF) == 0;
        final int step = forward() ? 1 : -1, down = step * stride;
        final int maxX = level.width - size, maxY = level.height - size;
        final int y0 = patches.top + (band << Matches.SHIFT), y1 = Math.min(patches.bottom, y0 + Matches.ROWS - 1);
        long random = Xorshift.seed(seed, sweep, band);
        for (int row = 0; row <= y1 - y0; row++) {
            final int first = level.index(step > 0 ? patches.left : patches.right, step > 0 ? y0 + row : y1 - row);
            for (int column = 0, i = first; column < columns; column++, i += step) {
                if (!patches.query(i))
                    continue;
                int best = source[i];
                float least = measure
                        ? PatchDistance.of(f, depth, confidence, stride, size, i, best, Float.MAX_VALUE)
                        : matches.distance[i];
                if (patches.query(i - down)) {
                    final int from = row == 0
                            ? edges[band * columns + (step > 0 ? column : columns - 1 - column)] : source[i - down];
                    final int c = from + down;
                    if (c != best && flags[c] == 0) {
                        final float d = PatchDistance.of(f, depth, confidence, stride, size, i, c, least);
                        if (d < least) {
                            least = d;
                            best = c;
                        }
                    }
                }
                if (patches.query(i - step)) {
                    final int c = source[i - step] + step;
                    if (c != best && flags[c] == 0) {
                        final float d = PatchDistance.of(f, depth, confidence, stride, size, i, c, least);
                        if (d < least) {
                            least = d;
                            best = c;
                        }
                    }
                }
                int by = best / stride - Level.FRAME, bx = best - (by + Level.FRAME) * stride - Level.FRAME;
                for (int r = radius; r >= 1; r >>= 1) {
                    random = Xorshift.next(random);
                    final int cy = by + Xorshift.high(random, 2 * r + 1) - r;
                    final int cx = bx + Xorshift.low(random, 2 * r + 1) - r;
                    if (cx < 0 || cy < 0 || cx > maxX || cy > maxY)
                        continue;
                    final int c = (cy + Level.FRAME) * stride + cx + Level.FRAME;
                    if (flags[c] != 0)
                        continue;
                    final float d = PatchDistance.of(f, depth, confidence, stride, size, i, c, least);
                    if (d < least) {
                        least = d;
                        best = c;
                        by = cy;
                        bx = cx;
                    }
                }
                source[i] = best;
                matches.distance[i] = least;
            }
        }
    }
}
