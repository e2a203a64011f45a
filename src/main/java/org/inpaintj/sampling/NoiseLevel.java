package org.inpaintj.sampling;

/**
 * How noisy latents are: {@code x = alpha * clean + sigma * noise}.
 *
 * @param alpha    1 where only noise is added (k-diffusion), sqrt(alpha bar) where the variance is kept (DDPM),
 *                 1 - sigma for flow matching
 * @param sigma    0 or more
 * @param timestep what the network is told
 */
public record NoiseLevel(double alpha, double sigma, double timestep) {

    /** No noise: the end of a run. */
    public static final NoiseLevel CLEAN = new NoiseLevel(1, 0, 0);

    /** Noise added to unscaled latents (k-diffusion). */
    public static NoiseLevel ofSigma(final double sigma, final double timestep) {
        return new NoiseLevel(1, sigma, timestep);
    }

    /** Variance kept at one (DDPM), from the cumulated alpha. */
    public static NoiseLevel ofAlphaBar(final double alphaBar, final double timestep) {
        return new NoiseLevel(Math.sqrt(alphaBar), Math.sqrt(1 - alphaBar), timestep);
    }

    /** On the straight line between image (0) and noise (1). */
    public static NoiseLevel ofFlow(final double sigma, final double timestep) {
        return new NoiseLevel(1 - sigma, sigma, timestep);
    }

    /** Half the logarithm of the signal-to-noise ratio; infinite without noise. */
    public double lambda() {
        return Math.log(alpha) - Math.log(sigma);
    }

    /**
     * Noise over signal: the sigma of k-diffusion, whatever the parametrisation; infinite where nothing but noise is
     * left.
     */
    public double noiseToSignal() {
        return sigma / alpha;
    }

    /** Clean latents with this much of {@code noise}; a new array. */
    public float[] noisy(final float[] clean, final float[] noise) {
        return Vectors.combine(alpha, clean, sigma, noise);
    }
}
