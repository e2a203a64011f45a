package org.inpaintj.sampling.schedule;

import org.inpaintj.sampling.NoiseLevel;

/**
 * Sigmas of a flow-matching network (Esser et al. 2024, equation 23): {@code shift u / (1 + (shift - 1) u)} of u in
 * 0..1. As in the WebUI and in diffusers the network is told the shifted sigma in thousandths, and that time is shifted
 * again where a schedule is laid out evenly in it.
 */
public final class FlowSigmas implements SigmaScale {

    private final double shift;
    private final int size;

    /** @param size training timesteps */
    public FlowSigmas(final double shift, final int size) {
        this.shift = shift;
        this.size = size;
    }

    @Override
    public int size() {
        return size;
    }

    @Override
    public double at(final double position) {
        return ofTime(position + 1);
    }

    @Override
    public double position(final double sigma) {
        return Math.max(0, Math.min(size - 1, sigma / (shift - (shift - 1) * sigma) * size - 1));
    }

    @Override
    public double time(final double sigma) {
        return sigma * size;
    }

    @Override
    public double ofTime(final double time) {
        return shifted(time / size, shift);
    }

    @Override
    public NoiseLevel level(final double sigma) {
        return NoiseLevel.ofFlow(sigma, time(sigma));
    }

    @Override
    public boolean flow() {
        return true;
    }

    public static double shifted(final double u, final double shift) {
        return shift * u / (1 + (shift - 1) * u);
    }
}
