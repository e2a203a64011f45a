package org.inpaintj.sampling.schedule;

import java.util.function.IntToDoubleFunction;

import org.apache.commons.math3.distribution.BetaDistribution;

/**
 * The named schedules: n sigmas above zero, falling; the run appends the zero. One step always starts at the highest
 * sigma.
 */
public final class SigmaSchedules {

    private static final double RHO = 7;
    private static final double BETA = 0.6;
    /** Of quantiles: the goldens ask for 1e-9, and positions between two levels are not rounded. */
    private static final double ACCURACY = 1e-15;
    /** Sabour et al. 2024, "Align your steps", the published tables for ten steps. */
    private static final double[] ALIGNED_SD = { 14.615, 6.475, 3.861, 2.697, 1.886, 1.396, 0.963, 0.652, 0.399, 0.152,
            0.029 };
    private static final double[] ALIGNED_SDXL = { 14.615, 6.315, 3.771, 2.181, 1.342, 0.862, 0.555, 0.380, 0.234,
            0.113, 0.029 };

    private SigmaSchedules() {
    }

    /** Even in training position, both ends included. */
    static double[] uniform(final int n, final SigmaScale scale) {
        return fill(n, i -> scale.at((scale.size() - 1) * (1 - ramp(i, n))));
    }

    /** Even in the network's time, both ends included. */
    static double[] normal(final int n, final SigmaScale scale) {
        final double last = scale.time(scale.max());
        return fill(n, i -> scale.ofTime(last + ramp(i, n) * (scale.time(scale.min()) - last)));
    }

    /** Even in the network's time with n + 1 points, without the lowest. */
    static double[] sgmUniform(final int n, final SigmaScale scale) {
        final double last = scale.time(scale.max());
        return fill(n, i -> scale.ofTime(last + i * (scale.time(scale.min()) - last) / n));
    }

    /** Every (size / n)th training level, counted from the highest. */
    static double[] simple(final int n, final SigmaScale scale) {
        return fill(n, i -> scale.at(scale.size() - 1 - (int) ((double) i * scale.size() / n)));
    }

    /** Every (size / n)th training level, counted from the second lowest; exactly n of them. */
    static double[] ddim(final int n, final SigmaScale scale) {
        return n == 1 ? new double[] { scale.max() } : fill(n, i -> scale.at(Math.min(scale.size() - 1,
                1 + (int) ((double) (n - 1 - i) * scale.size() / n))));
    }

    /** Karras et al. 2022, equation 5 with rho = 7. */
    public static double[] karras(final int n, final double min, final double max) {
        return karras(n, min, max, RHO);
    }

    /** The same with another rho; 0 for 7. */
    static double[] karras(final int n, final double min, final double max, final double given) {
        final double rho = given == 0 ? RHO : given;
        final double high = Math.pow(max, 1 / rho);
        final double low = Math.pow(min, 1 / rho);
        return fill(n, i -> Math.pow(high + ramp(i, n) * (low - high), rho));
    }

    /** Even in ln sigma. */
    public static double[] exponential(final int n, final SigmaScale scale) {
        return exponential(n, scale.min(), scale.max());
    }

    public static double[] exponential(final int n, final double min, final double max) {
        return fill(n, i -> Math.exp(Math.log(max) + ramp(i, n) * (Math.log(min) - Math.log(max))));
    }

    /**
     * The polynomial in ln sigma of k-diffusion, (1 - i / (n - 1))^rho; at its default rho = 1 it coincides with the
     * exponential schedule.
     *
     * @param given 0 for 1
     */
    static double[] polyexponential(final int n, final SigmaScale scale, final double given) {
        final double rho = given == 0 ? 1 : given;
        final double low = Math.log(scale.min());
        final double high = Math.log(scale.max());
        return fill(n, i -> Math.exp(Math.pow(1 - ramp(i, n), rho) * (high - low) + low));
    }

    /** Sabour et al. 2024, appendix: even in the arc tangent of sigma; down to the lowest, then zero. */
    static double[] klOptimal(final int n, final SigmaScale scale) {
        final double high = Math.atan(scale.max());
        final double low = Math.atan(scale.min());
        return fill(n, i -> Math.tan(high + ramp(i, n) * (low - high)));
    }

    public static double[] alignYourSteps(final int n, final boolean xl) {
        final double[] table = xl ? ALIGNED_SDXL : ALIGNED_SD;
        return fill(n, i -> {
            final double position = ramp(i, n) * (table.length - 1);
            final int below = Math.min((int) position, table.length - 2);
            final double part = position - below;
            return Math.exp((1 - part) * Math.log(table[below]) + part * Math.log(table[below + 1]));
        });
    }

    /**
     * Lee et al. 2024, "Beta sampling is all you need": training positions at even quantiles of the beta distribution
     * (0.6, 0.6), not rounded to whole ones, so that many steps stay distinct.
     */
    static double[] beta(final int n, final SigmaScale scale) {
        return fill(n, i -> scale.at(scale.bottom()
                + (scale.top() - scale.bottom()) * betaQuantile(1 - (double) i / n)));
    }

    /** The same quantiles taken of sigma itself, both ends included, as diffusers does. */
    public static double[] betaOfSigma(final int n, final double min, final double max) {
        return fill(n, i -> min + (max - min) * betaQuantile(1 - ramp(i, n)));
    }

    /** The value that a fraction {@code p}, 0 to 1, of the beta distribution (0.6, 0.6) lies below. */
    public static double betaQuantile(final double p) {
        return new BetaDistribution(null, BETA, BETA, ACCURACY).inverseCumulativeProbability(p);
    }

    /** 0 to 1 over n points; 0 for one. */
    public static double ramp(final int i, final int n) {
        return n == 1 ? 0 : (double) i / (n - 1);
    }

    public static double[] fill(final int n, final IntToDoubleFunction sigma) {
        final double[] sigmas = new double[n];
        for (int i = 0; i < n; i++)
            sigmas[i] = sigma.applyAsDouble(i);
        return sigmas;
    }
}
