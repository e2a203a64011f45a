package org.inpaintj.engine.diffusion;

import org.inpaintj.engine.diffusion.DiffusionParameters.Keep;
import org.inpaintj.sampling.NoiseLevel;
import org.inpaintj.sampling.StepCallback;

/**
 * The latent mask of inpainting: keeps the latents outside the mask while a sampler walks, as the WebUI (nmask) or
 * diffusers do, and tells guidance and followers where the run is.
 */
final class MaskedLatents implements StepCallback {

    private final float[] clean, noise, mask;
    private final Keep keep;
    private final int last;
    private int now;
    private final ClassifierFreeGuidance guidance;
    private final DiffusionPipeline.Steps steps;

    /** Ends a run early. */
    static final class Enough extends RuntimeException {

        private static final long serialVersionUID = 1L;
        private final int evaluations;
        private final transient float[] clean;

        Enough(final int evaluations, final float[] clean) {
            super(null, null, false, false);
            this.evaluations = evaluations;
            this.clean = clean;
        }

        /** How many evaluations were made. */
        int evaluations() {
            return evaluations;
        }

        /** The latents of the image as predicted last. */
        float[] clean() {
            return clean;
        }
    }

    /**
     * @param clean latents of the picture; null without one
     * @param noise that they started with
     * @param mask  1 = repaint, over one channel; null to keep nothing
     * @param keep  X0 pins every prediction to the picture (WebUI); NOISE gives the picture, noised to the level of the
     *              latents, back after every step (diffusers), but not in models that see the picture beside the
     *              latents
     * @param last  evaluation, as far as is known; the picture comes back without noise after it, wherever the schedule
     *              ends
     */
    MaskedLatents(final float[] clean, final float[] noise, final float[] mask, final Keep keep, final int last,
            final ClassifierFreeGuidance guidance, final DiffusionPipeline.Steps steps) {
        this.clean = clean;
        this.noise = noise;
        this.mask = keep == Keep.NOISE && guidance.seesPicture() ? null : mask;
        this.keep = keep;
        this.last = last;
        this.guidance = guidance;
        this.steps = steps;
    }

    @Override
    public void before(final int evaluation, final NoiseLevel level, final float[] x) {
        guidance.at(evaluation, level);
        now = evaluation;
    }

    @Override
    public void unguided(final float[] predicted) {
        if (keep == Keep.X0)
            restore(predicted, clean);
    }

    @Override
    public void predicted(final int evaluation, final NoiseLevel level, final float[] predicted) {
        if (keep == Keep.X0)
            restore(predicted, clean);
        if (steps.evaluated(evaluation, predicted)) {
            restore(predicted, clean);
            throw new Enough(evaluation + 1, predicted);
        }
    }

    @Override
    public void after(final int evaluation, final NoiseLevel level, final float[] x) {
        if (keep == Keep.NOISE && mask != null)
            restore(x, evaluation == last ? clean : level.noisy(clean, noise));
    }

    /** Evaluations so far. */
    int evaluations() {
        return now + 1;
    }

    /** After the last step. */
    void finish(final float[] x) {
        if (keep == Keep.X0 || now != last)
            restore(x, clean);
    }

    private void restore(final float[] latents, final float[] known) {
        if (mask == null)
            return;
        for (int i = 0; i < latents.length; i++) {
            final float m = mask[i % mask.length];
            latents[i] = (1 - m) * known[i] + m * latents[i];
        }
    }
}
