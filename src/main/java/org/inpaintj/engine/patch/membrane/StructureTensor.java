package org.inpaintj.engine.patch.membrane;

import java.util.Arrays;

import org.inpaintj.engine.patch.level.ParallelBands;
import org.inpaintj.engine.patch.level.PushPullFill;
import org.inpaintj.engine.patch.level.PyramidLevel;

/**
 * The directions in which an image changes: the products of its derivatives, averaged (Foerstner and Guelch, A Fast
 * Operator for Detection and Precise Location of Distinct Points, Corners and Centres of Circular Features, 1987). They
 * are measured in the cells between four known pixels; over all other cells the membrane of each product is spanned
 * (Weickert and Welk, Tensor Field Interpolation with PDEs, 2006), so where directions disagree none is left.
 */
final class StructureTensor implements ParallelBands.Task {

    /** Weights of the average by the distance in cells: a Gaussian of 1 cell. */
    private static final float[] WINDOW = { 0.399f, 0.242f, 0.054f, 0.0044f };

    /** A squared derivative far below what is seen in an image; in a flat one all directions are alike. */
    private static final float FLAT = 1e-12f;

    private static final int REACH = WINDOW.length - 1, ROWS = 32;

    /** Sums a cell: the weight, the two squares, and the product. */
    private static final int SUMS = 4;

    private final PyramidLevel level, cells;

    private StructureTensor(final PyramidLevel level, final PyramidLevel cells) {
        this.level = level;
        this.cells = cells;
    }

    /**
     * The tensors of an image with a hole.
     *
     * @param level at least two pixels wide and high, with a hole, whose samples do not count
     * @return a level of the cells: x, y is the one between the pixels x, y and x + 1, y + 1. Its channels are the mean
     *         squares of the horizontal and the vertical derivative and their mean product, all over the sum of the two
     *         squares. Null if no cell is known.
     */
    static PyramidLevel of(final PyramidLevel level, final ParallelBands bands) {
        final PyramidLevel cells = new PyramidLevel(level.width - 1, level.height - 1, SUMS - 1);
        for (int y = 0; y < cells.height; y++)
            for (int x = 0; x < cells.width; x++) {
                final int i = level.index(x, y), below = i + level.stride;
                cells.state[cells.index(x, y)] = (byte) ((level.state[i] | level.state[i + 1] | level.state[below]
                        | level.state[below + 1]) & PyramidLevel.HOLE);
            }
        cells.close();
        if (cells.allHole())
            return null;
        bands.run(new StructureTensor(level, cells), (cells.height - 1) / ROWS + 1);
        PushPullFill.fill(cells, bands);
        return cells;
    }

    @Override
    public void run(final int band) {
        final int first = band * ROWS, last = Math.min(cells.height, first + ROWS) - 1;
        final int from = Math.max(0, first - REACH), to = Math.min(cells.height - 1, last + REACH);
        final float[] products = new float[cells.width * SUMS], rows = new float[(to - from + 1) * products.length];
        for (int y = from; y <= to; y++) {
            products(y, products);
            final int at = (y - from) * products.length;
            for (int x = 0; x < cells.width; x++)
                for (int u = Math.max(0, x - REACH); u <= Math.min(cells.width - 1, x + REACH); u++)
                    add(WINDOW[Math.abs(u - x)], products, u * SUMS, rows, at + x * SUMS);
        }
        final float[] sums = new float[SUMS];
        for (int y = first; y <= last; y++)
            for (int x = 0; x < cells.width; x++) {
                final int cell = cells.index(x, y);
                if (cells.state[cell] == PyramidLevel.HOLE)
                    continue;
                Arrays.fill(sums, 0);
                for (int v = Math.max(from, y - REACH); v <= Math.min(to, y + REACH); v++)
                    add(WINDOW[Math.abs(v - y)], rows, (v - from) * products.length + x * SUMS, sums, 0);
                tensor(sums, cells.f, cell * cells.depth);
            }
    }

    private static void add(final float weight, final float[] from, final int at, final float[] to, final int sum) {
        for (int k = 0; k < SUMS; k++)
            to[sum + k] += weight * from[at + k];
    }

    /** The sums of one row before they are averaged: zeros where a cell is not known. */
    private void products(final int y, final float[] to) {
        Arrays.fill(to, 0);
        final float[] f = level.f;
        for (int x = 0; x < cells.width; x++) {
            if (cells.state[cells.index(x, y)] == PyramidLevel.HOLE)
                continue;
            final int at = x * SUMS, a = level.index(x, y) * level.depth, b = a + level.stride * level.depth;
            to[at] = 1;
            for (int i = a, j = b; i < a + level.channels; i++, j++) {
                final float up = f[i + level.depth] - f[i], down = f[j + level.depth] - f[j];
                final float dx = 0.5f * (up + down),
                        dy = 0.5f * (f[j] - f[i] + f[j + level.depth] - f[i + level.depth]);
                to[at + 1] += dx * dx;
                to[at + 2] += dy * dy;
                to[at + 3] += dx * dy;
            }
        }
    }

    private static void tensor(final float[] sums, final float[] to, final int at) {
        final float xx = sums[1] / sums[0] + FLAT / 2, yy = sums[2] / sums[0] + FLAT / 2, trace = xx + yy;
        to[at] = xx / trace;
        to[at + 1] = yy / trace;
        to[at + 2] = sums[3] / sums[0] / trace;
    }
}
