package org.inpaintj.lora;

import java.util.stream.IntStream;

/** Products of small matrices, 32-bit floats in C order, each row on a thread of its own; the same bits every time. */
final class MatrixProduct {

    private MatrixProduct() {}

    /**
     * a · b.
     *
     * @param a       of shape rows, inner
     * @param b       of shape inner, columns
     * @return of shape rows, columns
     */
    static float[] of(final float[] a, final int rows, final int inner, final float[] b, final int columns) {
        final float[] out = new float[Math.multiplyExact(rows, columns)];
        IntStream.range(0, rows).parallel().forEach(row -> {
            final int start = row * columns;
            for (int k = 0; k < inner; k++) {
                final float factor = a[row * inner + k];
                final int from = k * columns;
                for (int c = 0; c < columns; c++)
                    out[start + c] += factor * b[from + c];
            }
        });
        return out;
    }

    /** The transpose of a matrix of shape rows, columns. */
    static float[] transpose(final float[] a, final int rows, final int columns) {
        final float[] out = new float[a.length];
        for (int r = 0; r < rows; r++)
            for (int c = 0; c < columns; c++)
                out[c * rows + r] = a[r * columns + c];
        return out;
    }

    /**
     * A convolution's weight from its Tucker form: out[o, i, k] = sum over p, q of core[p, q, k] up[p, o] down[q, i].
     *
     * @param core of shape ranks, innerRanks, kernel
     * @param up   of shape ranks, outs
     * @param down of shape innerRanks, ins
     * @return of shape outs, ins, kernel
     */
    static float[] tucker(final float[] core, final int kernel, final float[] up, final int ranks, final float[] down,
            final int innerRanks) {
        final int outs = up.length / ranks, ins = down.length / innerRanks;
        final float[] inner = new float[ranks * ins * kernel];
        IntStream.range(0, ranks).parallel().forEach(p -> {
            for (int q = 0; q < innerRanks; q++)
                for (int i = 0; i < ins; i++) {
                    final float factor = down[q * ins + i];
                    final int from = (p * innerRanks + q) * kernel, to = (p * ins + i) * kernel;
                    for (int k = 0; k < kernel; k++)
                        inner[to + k] += factor * core[from + k];
                }
        });
        return of(transpose(up, ranks, outs), outs, ranks, inner, ins * kernel);
    }
}
