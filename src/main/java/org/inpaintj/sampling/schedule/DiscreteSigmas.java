package org.inpaintj.sampling.schedule;

import java.util.Arrays;

import org.inpaintj.sampling.NoiseLevel;

/**
 * Sigmas of a diffusion network trained on discrete timesteps, piecewise linear in ln sigma between them (k-diffusion's
 * discrete schedule). Time is the position.
 */
public final class DiscreteSigmas implements SigmaScale {

    private final double[] logs;
    private final int stride;

    private DiscreteSigmas(final double[] sigmas, final int stride) {
        this.logs = Arrays.stream(sigmas).map(Math::log).toArray();
        this.stride = stride;
    }

    /** All timesteps. */
    public static DiscreteSigmas of(final AlphasCumprod table) {
        return new DiscreteSigmas(table.sigmas(), 1);
    }

    /**
     * The timesteps a consistency model was distilled on: every {@code stride}th, ending with the last. Between them
     * the network is told the nearest.
     */
    public static DiscreteSigmas distilled(final AlphasCumprod table, final int stride) {
        final double[] all = table.sigmas();
        final double[] sigmas = new double[all.length / stride];
        for (int i = 0; i < sigmas.length; i++)
            sigmas[i] = all[(i + 1) * stride - 1];
        return new DiscreteSigmas(sigmas, stride);
    }

    @Override
    public int size() {
        return logs.length;
    }

    @Override
    public double at(final double position) {
        final int below = (int) Math.floor(position);
        final double part = position - below;
        return Math.exp(part == 0 ? logs[below] : (1 - part) * logs[below] + part * logs[below + 1]);
    }

    @Override
    public double time(final double sigma) {
        return position(Math.log(sigma), logs);
    }

    @Override
    public double position(final double sigma) {
        return time(sigma);
    }

    @Override
    public double ofTime(final double time) {
        return at(time);
    }

    @Override
    public NoiseLevel level(final double sigma) {
        final double position = time(sigma);
        return NoiseLevel.ofSigma(sigma, stride == 1 ? position : (Math.rint(position) + 1) * stride - 1);
    }

    @Override
    public boolean flow() {
        return false;
    }

    /** Where a value lies in an ascending table, as a fractional index; its ends beyond them. */
    static double position(final double value, final double[] ascending) {
        final int found = Arrays.binarySearch(ascending, value);
        final int above = found >= 0 ? found : -found - 1;
        final int low = Math.max(0, Math.min(above - 1, ascending.length - 2));
        final double part = (value - ascending[low]) / (ascending[low + 1] - ascending[low]);
        return low + Math.max(0, Math.min(1, part));
    }
}
