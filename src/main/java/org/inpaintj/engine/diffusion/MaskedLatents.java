package org.inpaintj.engine.diffusion;

import java.util.Optional;

import org.inpaintj.engine.diffusion.DiffusionParameters.Keep;
import org.inpaintj.engine.diffusion.soft.ChangeMap;
import org.inpaintj.engine.diffusion.soft.LatentBlend;
import org.inpaintj.sampling.NoiseLevel;
import org.inpaintj.sampling.StepCallback;
import org.inpaintj.sampling.plan.SamplingPlan;

/**
 * The latent mask of inpainting: keeps the latents outside the mask while a sampler walks, as the WebUI (nmask) or
 * diffusers do, or mixes them by it in soft inpainting, puts back what a strength map holds back, and tells guidance
 * and followers where the run is.
 */
final class MaskedLatents implements StepCallback {

    private final float[] clean, noise, mask;
    private final Keep keep;
    private final Optional<LatentBlend> blend;
    private final Optional<ChangeMap> map;
    private final int images;
    private final SamplingPlan plan;
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
     * @param blend  mixes by the mask; empty to keep or replace
     * @param map    holds back what changes little
     * @param images in the latents
     * @param plan   what runs; the picture comes back without noise after its last evaluation, wherever the schedule
     *               ends
     */
    MaskedLatents(final float[] clean, final float[] noise, final float[] mask, final Keep keep,
            final Optional<LatentBlend> blend, final Optional<ChangeMap> map, final int images, final SamplingPlan plan,
            final ClassifierFreeGuidance guidance, final DiffusionPipeline.Steps steps) {
        this.clean = clean;
        this.noise = noise;
        this.mask = keep == Keep.NOISE && guidance.seesPicture() ? null : mask;
        this.keep = keep;
        this.blend = blend;
        this.map = map;
        this.images = images;
        this.plan = plan;
        this.guidance = guidance;
        this.steps = steps;
    }

    @Override
    public void before(final int evaluation, final NoiseLevel level, final float[] x) {
        guidance.at(evaluation, level, plan);
        now = evaluation;
        map.ifPresent(changes -> changes.putBack(plan.evaluation(evaluation, level), x,
                () -> level.noisy(clean, noise)));
    }

    @Override
    public void unguided(final NoiseLevel level, final float[] predicted) {
        if (keep == Keep.X0)
            restore(predicted, clean, level);
    }

    @Override
    public void predicted(final int evaluation, final NoiseLevel level, final float[] predicted) {
        if (keep == Keep.X0)
            restore(predicted, clean, level);
        if (steps.evaluated(evaluation, predicted)) {
            if (keep == Keep.NOISE)
                restore(predicted, clean, level);
            map.ifPresent(changes -> changes.putBack(plan.evaluation(evaluation, level), predicted, () -> clean));
            throw new Enough(evaluation + 1, predicted);
        }
    }

    @Override
    public void after(final int evaluation, final NoiseLevel level, final float[] x) {
        if (keep == Keep.NOISE && mask != null)
            restore(x, isLast(evaluation) ? clean : level.noisy(clean, noise),
                    isLast(evaluation) ? NoiseLevel.CLEAN : level);
    }

    /** Evaluations so far. */
    int evaluations() {
        return now + 1;
    }

    private boolean isLast(final int evaluation) {
        return !plan.adaptive() && evaluation == plan.evaluations() - 1;
    }

    /** After the last step, of which soft inpainting leaves everything as it is. */
    void finish(final float[] x) {
        // who finds its steps as it goes does not know its last evaluation by its number
        if (keep == Keep.X0 ? blend.isEmpty() : plan.adaptive())
            restore(x, clean, NoiseLevel.CLEAN);
        map.ifPresent(changes -> changes.end(x, clean));
    }

    /** @param level that of the noise that has just been looked at, or that the latents have moved on to */
    private void restore(final float[] latents, final float[] known, final NoiseLevel level) {
        if (mask == null)
            return;
        if (blend.isPresent()) {
            blend.get().into(latents, known, images, level.noiseToSignal());
            return;
        }
        for (int i = 0; i < latents.length; i++) {
            final float m = mask[i % mask.length];
            latents[i] = (1 - m) * known[i] + m * latents[i];
        }
    }
}
