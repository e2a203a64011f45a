package org.inpaintj.raster;

import java.util.Arrays;

/**
 * Histogram matching by the exact cumulative distributions (Gonzalez and Woods, Digital Image Processing, 3.3.2), as
 * scikit-image's {@code match_histograms} does it: the value below which a share of the source lies becomes the value
 * below which the same share of the reference lies, linear between the values that occur. In double precision and with
 * no bins.
 */
public final class HistogramMatch {

    /** The values that occur, ascending, and how many of all lie at or below each, 0 to 1. */
    private record Distribution(double[] values, double[] shares) {

        static Distribution of(final double[] all) {
            final double[] sorted = all.clone();
            for (int i = 0; i < sorted.length; i++)
                // there is one zero
                sorted[i] += 0.0;
            Arrays.parallelSort(sorted);
            final double[] values = new double[sorted.length], shares = new double[sorted.length];
            int n = 0;
            for (int i = 0; i < sorted.length; i++)
                if (i + 1 == sorted.length || sorted[i + 1] != sorted[i]) {
                    values[n] = sorted[i];
                    shares[n++] = (i + 1) / (double) sorted.length;
                }
            return new Distribution(Arrays.copyOf(values, n), Arrays.copyOf(shares, n));
        }

        /** The value at a share, linear between those that occur. */
        double at(final double share) {
            final int last = shares.length - 1;
            final int found = Arrays.binarySearch(shares, share);
            if (found >= 0)
                return values[found];
            final int j = -found - 2;
            if (j < 0 || j >= last)
                return values[j < 0 ? 0 : last];
            return (values[j + 1] - values[j]) / (shares[j + 1] - shares[j]) * (share - shares[j]) + values[j];
        }
    }

    private HistogramMatch() {}

    /**
     * Values with the distribution of others.
     *
     * @param source    what is changed, at least one number; no NaN; not written to
     * @param reference whose distribution it gets, at least one number; no NaN; not written to
     * @return in the order of the source; between the smallest and the largest value of the reference
     */
    public static double[] match(final double[] source, final double[] reference) {
        if (source.length == 0 || reference.length == 0)
            throw new IllegalArgumentException("nothing to match");
        final Distribution from = Distribution.of(source), to = Distribution.of(reference);
        final double[] wanted = new double[from.values.length];
        for (int i = 0; i < wanted.length; i++)
            wanted[i] = to.at(from.shares[i]);
        final double[] out = new double[source.length];
        for (int i = 0; i < out.length; i++)
            out[i] = wanted[Arrays.binarySearch(from.values, source[i] + 0.0)];
        return out;
    }
}
