package org.inpaintj.sampling;

/**
 * Predicts the clean latents from noisy ones. {@link PredictionType#denoiser} makes one from a network; guidance is the
 * network's business.
 */
@FunctionalInterface
public interface Denoiser {

    /**
     * @param x     noisy latents at {@code level}; not changed
     * @param level how noisy they are
     * @return the clean latents, a new array of the same length that the caller may change and keep
     */
    float[] clean(float[] x, NoiseLevel level);

    /** The same in one evaluation with and without guidance. */
    default GuidedPrediction both(final float[] x, final NoiseLevel level) {
        final float[] clean = clean(x, level);
        return new GuidedPrediction(clean, clean.clone());
    }
}
