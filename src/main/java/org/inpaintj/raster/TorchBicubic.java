package org.inpaintj.raster;

import org.inpaintj.core.Plane;

/**
 * Resizes planes of floats by cubic convolution with a = -3/4 (Keys 1981) between pixel centres, the border repeated,
 * as PyTorch's {@code interpolate(mode="bicubic", align_corners=False)}.
 */
public final class TorchBicubic {

    private static final int TAPS = 4;
    private static final float A = -0.75f;

    private TorchBicubic() {}

    /** Which four inputs an output is made of, and how much of each. */
    private record Taps(int[][] at, float[][] weights) {

        static Taps of(final int from, final int to) {
            final float scale = (float) from / to;
            final int[][] at = new int[to][TAPS];
            final float[][] weights = new float[to][];
            for (int i = 0; i < to; i++) {
                final float centre = scale * (i + 0.5f) - 0.5f;
                final int first = (int) Math.floor(centre) - 1;
                final float t = centre - (first + 1);
                for (int k = 0; k < TAPS; k++)
                    at[i][k] = Math.max(0, Math.min(from - 1, first + k));
                weights[i] = new float[] { far(1 + t), near(t), near(1 - t), far(2 - t) };
            }
            return new Taps(at, weights);
        }

        /** The kernel within 1. */
        private static float near(final float x) {
            return ((A + 2) * x - (A + 3)) * x * x + 1;
        }

        /** The kernel from 1 to 2. */
        private static float far(final float x) {
            return ((A * x - 5 * A) * x + 8 * A) * x - 4 * A;
        }
    }

    /** A plane at another size, row by row. */
    public static void resize(final Plane plane, final int width, final int height, final TorchBilinear.Rows out) {
        final int columns = plane.width(), rows = plane.height();
        final Taps across = Taps.of(columns, width), down = Taps.of(rows, height);
        final float[][] wide = new float[rows][width];
        for (int y = 0; y < rows; y++)
            for (int x = 0; x < width; x++)
                for (int k = 0; k < TAPS; k++)
                    wide[y][x] += across.weights[x][k] * plane.values()[y * columns + across.at[x][k]];
        final float[] line = new float[width];
        for (int y = 0; y < height; y++) {
            final float[] w = down.weights[y];
            final int[] at = down.at[y];
            final float[] a = wide[at[0]], b = wide[at[1]], c = wide[at[2]], d = wide[at[3]];
            for (int x = 0; x < width; x++)
                line[x] = w[0] * a[x] + w[1] * b[x] + w[2] * c[x] + w[3] * d[x];
            out.row(y, line);
        }
    }
}
