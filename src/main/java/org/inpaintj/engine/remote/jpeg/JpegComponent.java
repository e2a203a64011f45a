package org.inpaintj.engine.remote.jpeg;

import org.inpaintj.core.Plane;

/** One component of a picture: its coefficients, and the samples that they stand for. */
final class JpegComponent {

    /** Where the coefficients of a block lie that come one after the other, T.81 figure A.6. */
    static final int[] ZIGZAG = { 0, 1, 8, 16, 9, 2, 3, 10, 17, 24, 32, 25, 18, 11, 4, 5, 12, 19, 26, 33, 40, 48, 41,
        34, 27, 20, 13, 6, 7, 14, 21, 28, 35, 42, 49, 56, 57, 50, 43, 36, 29, 22, 15, 23, 30, 37, 44, 51, 58, 59, 52,
        45, 38, 31, 39, 46, 53, 60, 61, 54, 47, 55, 62, 63 };

    private static final int SIDE = 8, AREA = 64;
    private static final double[] COSINES = new double[AREA];

    static {
        for (int x = 0; x < SIDE; x++)
            for (int u = 0; u < SIDE; u++)
                COSINES[x * SIDE + u] = (u == 0 ? Math.sqrt(0.125) : 0.5) * Math.cos((2 * x + 1) * u * Math.PI / 16);
    }

    final int id, across, down, table;
    /** Blocks that hold samples, and blocks in memory, which fill whole units. */
    int blocksWide, blocksHigh, stride;
    short[] coefficients;
    int predicted;

    /**
     * @param across how often it is sampled across within a unit, 1 to 4
     * @param down   the same downwards
     * @param table  of its quantization
     */
    JpegComponent(final int id, final int across, final int down, final int table) {
        this.id = id;
        this.across = across;
        this.down = down;
        this.table = table;
    }

    /**
     * Takes memory for a picture of so many pixels.
     *
     * @param most how often the components that are sampled most are
     */
    void size(final int width, final int height, final int mostAcross, final int mostDown) {
        final int unitsWide = up(width, SIDE * mostAcross), unitsHigh = up(height, SIDE * mostDown);
        blocksWide = up(up(width * across, mostAcross), SIDE);
        blocksHigh = up(up(height * down, mostDown), SIDE);
        stride = unitsWide * across;
        coefficients = new short[Math.multiplyExact(AREA, Math.multiplyExact(stride, unitsHigh * down))];
    }

    static int up(final int number, final int by) {
        return (number + by - 1) / by;
    }

    /** Where the coefficients of a block begin. */
    int block(final int column, final int row) {
        return AREA * (row * stride + column);
    }

    /** Its samples, 0 to 255 and beyond, of all blocks. */
    Plane samples(final int[] quantization) {
        final int rows = coefficients.length / AREA / stride;
        final Plane out = new Plane(stride * SIDE, rows * SIDE);
        final double[] in = new double[AREA], half = new double[AREA];
        for (int row = 0; row < rows; row++)
            for (int column = 0; column < stride; column++) {
                final int from = block(column, row);
                for (int i = 0; i < AREA; i++)
                    in[ZIGZAG[i]] = coefficients[from + i] * (double) quantization[i];
                transform(in, half);
                transform(half, in);
                for (int y = 0; y < SIDE; y++)
                    for (int x = 0; x < SIDE; x++)
                        out.values()[(row * SIDE + y) * out.width() + column * SIDE + x] =
                                (float) (in[y * SIDE + x] + 128);
            }
        return out;
    }

    /** The inverse cosine transform of each row, written as columns. */
    private static void transform(final double[] in, final double[] out) {
        for (int row = 0; row < SIDE; row++)
            for (int x = 0; x < SIDE; x++) {
                double sum = 0;
                for (int u = 0; u < SIDE; u++)
                    sum += COSINES[x * SIDE + u] * in[row * SIDE + u];
                out[x * SIDE + row] = sum;
            }
    }
}
