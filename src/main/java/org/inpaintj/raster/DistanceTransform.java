package org.inpaintj.raster;

import java.util.Arrays;

/**
 * Exact Euclidean distance to the nearest pixel of a set, by lower envelopes of parabolas, in time proportional to the
 * number of pixels (Felzenszwalb and Huttenlocher, Distance Transforms of Sampled Functions, 2012).
 */
public final class DistanceTransform {

    private DistanceTransform() {}

    /** Says whether a pixel belongs to the set. */
    @FunctionalInterface
    public interface Member {

        /** @param index of the pixel, row by row */
        boolean test(int index);
    }

    /**
     * The distance, in pixels between centres, of every pixel to the nearest member; 0 at members, infinite if there
     * are none.
     *
     * @return {@code width * height} values, row by row
     */
    public static float[] to(final Member member, final int width, final int height) {
        final double[] squared = squared(member, width, height);
        final float[] out = new float[squared.length];
        for (int i = 0; i < out.length; i++)
            out[i] = (float) Math.sqrt(squared[i]);
        return out;
    }

    private static double[] squared(final Member member, final int width, final int height) {
        final double[] out = new double[width * height];
        for (int x = 0; x < width; x++)
            column(member, width, height, x, out);
        final int[] place = new int[width];
        final double[] from = new double[width + 1], row = new double[width];
        for (int y = 0; y < height; y++) {
            System.arraycopy(out, y * width, row, 0, width);
            envelope(row, place, from);
            for (int x = 0, k = 0; x < width; x++) {
                while (from[k + 1] < x)
                    k++;
                final double d = x - place[k];
                out[y * width + x] = d * d + row[place[k]];
            }
        }
        return out;
    }

    /** Squared distance within one column, by a sweep down and a sweep up. */
    private static void column(final Member member, final int width, final int height, final int x,
            final double[] out) {
        double d = Double.POSITIVE_INFINITY;
        for (int y = 0; y < height; y++) {
            d = member.test(y * width + x) ? 0 : d + 1;
            out[y * width + x] = d;
        }
        d = Double.POSITIVE_INFINITY;
        for (int y = height - 1; y >= 0; y--) {
            d = Math.min(out[y * width + x], d + 1);
            out[y * width + x] = d * d;
        }
    }

    /**
     * The lower envelope of the parabolas (x - q)^2 + f(q). Parabola {@code place[k]} is lowest from {@code from[k]}
     * to {@code from[k + 1]}; infinite ones never are, unless all are.
     */
    private static void envelope(final double[] f, final int[] place, final double[] from) {
        int k = -1;
        for (int q = 0; q < f.length; q++) {
            if (f[q] == Double.POSITIVE_INFINITY)
                continue;
            double cross = Double.NEGATIVE_INFINITY;
            while (k >= 0) {
                final int p = place[k];
                cross = (f[q] + (double) q * q - f[p] - (double) p * p) / (2.0 * (q - p));
                if (cross > from[k])
                    break;
                k--;
            }
            k++;
            place[k] = q;
            from[k] = k == 0 ? Double.NEGATIVE_INFINITY : cross;
        }
        if (k < 0)
            place[++k] = 0;
        Arrays.fill(from, k + 1, from.length, Double.POSITIVE_INFINITY);
        from[0] = Double.NEGATIVE_INFINITY;
    }
}
