package org.inpaintj.sampling;

/**
 * Is told everything that happens during a run and may interfere: progress, preview, cancelling (by throwing), and the
 * mask. {@code evaluation} counts network evaluations from 0. Called from the thread that walks.
 */
public interface StepCallback {

    /** Does nothing. */
    StepCallback NONE = new StepCallback() { };

    /** Before the network sees {@code x}; changes to it count. */
    default void before(final int evaluation, final NoiseLevel level, final float[] x) {
    }

    /** The predicted clean latents; changes to them steer the run (a mask kept as in the WebUI). */
    default void predicted(final int evaluation, final NoiseLevel level, final float[] clean) {
    }

    /** The same predicted without guidance, for samplers that step in its direction; before {@link #predicted}. */
    default void unguided(final NoiseLevel level, final float[] clean) {
    }

    /** After the latents have moved on to {@code level}; changes to them count (a mask kept as in diffusers). */
    default void after(final int evaluation, final NoiseLevel level, final float[] x) {
    }
}
