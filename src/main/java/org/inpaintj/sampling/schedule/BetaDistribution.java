package org.inpaintj.sampling.schedule;

/** The beta distribution on 0..1. */
public final class BetaDistribution {

    private static final double[] LANCZOS = { 676.5203681218851, -1259.1392167224028, 771.32342877765313,
            -176.61502916214059, 12.507343278686905, -0.13857109526572012, 9.9843695780195716e-6,
            1.5056327351493116e-7 };
    private static final double TINY = 1e-300;

    private BetaDistribution() {
    }

    /** The value that a fraction {@code p} of the distribution lies below, by bisection to the last bit. */
    public static double quantile(final double p, final double a, final double b) {
        if (p <= 0 || p >= 1)
            return p <= 0 ? 0 : 1;
        double low = 0;
        double high = 1;
        while (true) {
            final double middle = (low + high) / 2;
            if (middle <= low || middle >= high)
                return middle;
            if (cumulative(middle, a, b) < p)
                low = middle;
            else
                high = middle;
        }
    }

    /** The regularised incomplete beta function (DLMF 8.17.22), mirrored where its fraction converges slowly. */
    public static double cumulative(final double x, final double a, final double b) {
        if (x <= 0 || x >= 1)
            return x <= 0 ? 0 : 1;
        if (x > (a + 1) / (a + b + 2))
            return 1 - cumulative(1 - x, b, a);
        final double front = Math.exp(logGamma(a + b) - logGamma(a) - logGamma(b) + a * Math.log(x)
                + b * Math.log1p(-x)) / a;
        return front * fraction(x, a, b);
    }

    /** The continued fraction by Lentz's method. */
    private static double fraction(final double x, final double a, final double b) {
        double c = 1;
        double d = 1 / nonzero(1 - (a + b) * x / (a + 1));
        double value = d;
        for (int m = 1; m < 1000; m++) {
            final double even = m * (b - m) * x / ((a + 2 * m - 1) * (a + 2 * m));
            d = 1 / nonzero(1 + even * d);
            c = nonzero(1 + even / c);
            value *= c * d;
            final double odd = -(a + m) * (a + b + m) * x / ((a + 2 * m) * (a + 2 * m + 1));
            d = 1 / nonzero(1 + odd * d);
            c = nonzero(1 + odd / c);
            value *= c * d;
            if (Math.abs(c * d - 1) < 1e-16)
                break;
        }
        return value;
    }

    private static double nonzero(final double v) {
        return Math.abs(v) < TINY ? TINY : v;
    }

    /** Lanczos (1964), g = 7; for z above 0. */
    private static double logGamma(final double z) {
        if (z < 0.5)
            return Math.log(Math.PI / Math.sin(Math.PI * z)) - logGamma(1 - z);
        double sum = 0.99999999999980993;
        for (int i = 0; i < LANCZOS.length; i++)
            sum += LANCZOS[i] / (z + i);
        final double t = z + 6.5;
        return 0.5 * Math.log(2 * Math.PI) + (z - 0.5) * Math.log(t) - t + Math.log(sum);
    }
}
