package org.inpaintj.sampling.schedule;

import java.util.function.DoubleUnaryOperator;

/**
 * What is left of the image at every training timestep: the cumulated product of 1 - beta. Made in single precision
 * with a double accumulator, as the reference does, because its rounding shows in the first sigmas.
 */
public final class AlphasCumprod {

    private final float[] alphaBar;

    AlphasCumprod(final float[] alphaBar) {
        this.alphaBar = alphaBar.clone();
    }

    static AlphasCumprod ofBetas(final float[] betas) {
        final float[] out = new float[betas.length];
        double product = 1;
        for (int t = 0; t < betas.length; t++) {
            product *= 1 - betas[t];
            out[t] = (float) product;
        }
        return new AlphasCumprod(out);
    }

    /** Evenly spaced in beta. */
    static float[] linear(final double start, final double end, final int n) {
        final float[] betas = new float[n];
        final float a = (float) start;
        final float b = (float) end;
        final float step = n > 1 ? (b - a) / (n - 1) : 0;
        for (int i = 0; i < n; i++)
            betas[i] = i < n / 2 ? a + step * i : b - step * (n - 1 - i);
        return betas;
    }

    /** Evenly spaced in the root of beta: what Stable Diffusion was trained with. */
    static float[] scaledLinear(final double start, final double end, final int n) {
        final float[] betas = linear(Math.sqrt(start), Math.sqrt(end), n);
        for (int i = 0; i < n; i++)
            betas[i] *= betas[i];
        return betas;
    }

    /** Betas that make {@code alphaBar} of time 0..1, none above 0.999 (Nichol and Dhariwal 2021). */
    static float[] ofCurve(final DoubleUnaryOperator alphaBar, final int n) {
        final float[] betas = new float[n];
        for (int i = 0; i < n; i++)
            betas[i] = (float) Math.min(0.999, 1 - alphaBar.applyAsDouble((i + 1.) / n)
                    / alphaBar.applyAsDouble((double) i / n));
        return betas;
    }

    /**
     * Betas shifted and scaled so that nothing is left of the image at the last timestep (Lin et al. 2024, "Common
     * diffusion noise schedules and sample steps are flawed", algorithm 1).
     */
    static float[] zeroTerminal(final float[] betas) {
        final AlphasCumprod table = ofBetas(betas);
        final int n = betas.length;
        final float[] root = new float[n];
        for (int i = 0; i < n; i++)
            root[i] = (float) Math.sqrt(table.alphaBar[i]);
        final float first = root[0];
        final float last = root[n - 1];
        final float scale = first / (first - last);
        final float[] out = new float[n];
        float before = 1;
        for (int i = 0; i < n; i++) {
            final float r = (root[i] - last) * scale;
            final float bar = r * r;
            out[i] = 1 - bar / before;
            before = bar;
        }
        return out;
    }

    /** This table with another last entry. */
    AlphasCumprod withLast(final double value) {
        final float[] out = alphaBar.clone();
        out[out.length - 1] = (float) value;
        return new AlphasCumprod(out);
    }

    public int size() {
        return alphaBar.length;
    }

    /** Alpha bar of a timestep. */
    public double at(final int timestep) {
        return alphaBar[timestep];
    }

    /** sqrt((1 - alpha bar) / alpha bar) of every timestep, ascending. */
    double[] sigmas() {
        final double[] sigmas = new double[alphaBar.length];
        for (int t = 0; t < sigmas.length; t++)
            sigmas[t] = (float) Math.sqrt((1 - alphaBar[t]) / alphaBar[t]);
        return sigmas;
    }
}
