package org.inpaintj.engine.patch.search;

import org.inpaintj.engine.patch.level.ParallelBands;
import org.inpaintj.engine.patch.level.PyramidLevel;
import org.inpaintj.engine.patch.level.Xorshift;

/**
 * PatchMatch (Barnes et al., A Randomized Correspondence Algorithm for Structural Image Editing, 2009): each sweep
 * offers a query the sources of the neighbours already visited, moved along, and a source drawn at random in each of
 * a series of shrinking squares. Across the edge of a band the neighbour's source of the sweep before is taken.
 */
public final class PatchSearch implements ParallelBands.Task {

    private final NearestNeighbourField field;
    private final Patches patches;
    private final PyramidLevel level;
    private final LevelSearch search;
    private final int columns;
    private final int[] edges;
    private final long seed;
    private int radius, sweep;

    public PatchSearch(final NearestNeighbourField field, final LevelSearch search, final long seed) {
        this.field = field;
        this.search = search;
        this.seed = seed;
        patches = field.patches;
        level = patches.level;
        columns = patches.right - patches.left + 1;
        edges = new int[Math.max(0, columns * field.bands())];
    }

    /**
     * Searches once more; the first sweep of a call measures the present matches anew.
     *
     * @param sweeps directions alternate
     * @param reach  half the side of the first random square, px
     * @param call   tells calls with the same seed apart
     */
    public void run(final int sweeps, final int reach, final int call, final ParallelBands bands) {
        radius = reach;
        for (int k = 0; k < sweeps; k++) {
            sweep = call << 8 | k;
            for (int band = 0; band < field.bands(); band++) {
                final int first = patches.top + (band << NearestNeighbourField.SHIFT);
                final int beyond = forward() ? first - 1
                        : Math.min(patches.bottom + 1, first + NearestNeighbourField.ROWS);
                System.arraycopy(field.source, level.index(patches.left, beyond), edges, band * columns, columns);
            }
            bands.run(this, field.bands());
        }
    }

    private boolean forward() {
        return (sweep & 1) == 0;
    }

    @Override
    public void run(final int band) {
        final int step = forward() ? 1 : -1, down = step * level.stride;
        final int y0 = patches.top + (band << NearestNeighbourField.SHIFT),
                y1 = Math.min(patches.bottom, y0 + NearestNeighbourField.ROWS - 1);
        long random = Xorshift.seed(seed, sweep, band);
        for (int row = 0; row <= y1 - y0; row++) {
            final int y = step > 0 ? y0 + row : y1 - row;
            final int edge = band * columns - level.index(patches.left, y);
            int i = level.index(step > 0 ? patches.left : patches.right, y);
            for (int column = 0; column < columns; column++, i += step)
                if (patches.query(i)) {
                    final int above = row == 0 ? edges[edge + i] : field.source[i - down];
                    random = visit(i, patches.query(i - down) ? above + down : -1,
                            patches.query(i - step) ? field.source[i - step] + step : -1, random);
                }
        }
    }

    /**
     * Looks for a better source of one query.
     *
     * @param above  what the neighbour in the row before offers, or -1
     * @param beside what the neighbour in the column before offers, or -1
     * @return the state of the random numbers
     */
    private long visit(final int i, final int above, final int beside, final long before) {
        final int stride = level.stride, size = patches.size;
        final int maxX = level.width - size, maxY = level.height - size;
        long random = before;
        int best = field.source[i], bx = 0, by = 0, start = 0;
        float least = field.distance[i];
        final boolean measure = (sweep & 0xFF) == 0;
        // the rows that are known best first: they tell candidates apart soonest
        final float[] confidence = search.confidence();
        final boolean up = confidence[i + (size - 1) * stride + size / 2] > confidence[i + size / 2];
        final int first = up ? (size - 1) * stride : 0, step = up ? -stride : stride;
        for (int k = measure ? -1 : 0, r = 2 * radius; k < 2 || r > 1; k++) {
            int c, cx = 0, cy = 0;
            if (k < 2)
                c = k < 0 ? best : k == 0 ? above : beside;
            else {
                if (k == 2) {
                    start = level.pictures == 1 ? 0 : best / level.area * level.area;
                    by = (best - start) / stride - PyramidLevel.FRAME;
                    bx = best - start - (by + PyramidLevel.FRAME) * stride - PyramidLevel.FRAME;
                }
                r >>= 1;
                random = Xorshift.next(random);
                cy = by + Xorshift.high(random, 2 * r + 1) - r;
                cx = bx + Xorshift.low(random, 2 * r + 1) - r;
                c = cx < 0 || cy < 0 || cx > maxX || cy > maxY ? -1 : start + (cy + PyramidLevel.FRAME) * stride + cx
                        + PyramidLevel.FRAME;
            }
            if (k < 0)
                least = Float.MAX_VALUE;
            else if (c < 0 || c == best || patches.flags[c] != 0)
                continue;
            final float d = PatchDistance.of(level.f, level.depth, confidence, step, size, i + first, c + first,
                    -search.noise()[c] * search.belief()[i], least);
            if (d < least) {
                least = d;
                best = c;
                bx = cx;
                by = cy;
            }
        }
        field.source[i] = best;
        field.distance[i] = least;
        if (level.pictures > 1)
            look(i, first, step);
        return random;
    }

    /**
     * Looks for a better source of one query in the other pictures: at the same place, and where its present one lies.
     * It is taken only if it fits better.
     *
     * @param first where the row that is compared first begins, from the query
     * @param step  from row to row
     */
    private void look(final int i, final int first, final int step) {
        final int present = field.source[i] % level.area;
        for (int start = 0; start < level.state.length; start += level.area)
            for (int k = 0; k < 2; k++) {
                final int c = start + (k == 0 ? i : present);
                if (c == field.source[i] || patches.flags[c] != 0)
                    continue;
                final float d = PatchDistance.of(level.f, level.depth, search.confidence(), step, patches.size,
                        i + first, c + first, -search.noise()[c] * search.belief()[i], field.distance[i]);
                if (d < field.distance[i]) {
                    field.distance[i] = d;
                    field.source[i] = c;
                }
            }
    }
}
