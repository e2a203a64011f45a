package org.inpaintj.engine.diffusion.sampling;

import java.util.function.Supplier;

/** What a sampler works with during one run: the denoiser, fresh noise, and the watcher that is told. */
final class Walk {

    private final Denoiser denoiser;
    private final Supplier<float[]> noise;
    private final Watcher watcher;
    private final Clip clip;
    private final int images;
    private final boolean stagesAtTarget;
    private int evaluation;
    private Level level;

    /**
     * @param clip           what is done to every prediction
     * @param images         images in the latents
     * @param stagesAtTarget see {@link #halfway}
     */
    Walk(final Denoiser denoiser, final Supplier<float[]> noise, final Watcher watcher, final Clip clip,
            final int images, final boolean stagesAtTarget) {
        this.denoiser = denoiser;
        this.noise = noise;
        this.watcher = watcher;
        this.clip = clip;
        this.images = images;
        this.stagesAtTarget = stagesAtTarget;
    }

    /** The clean latents: predicted, clipped, and as the watcher wants them. */
    float[] clean(final float[] x, final Level at) {
        return publish(clip(predict(x, at)));
    }

    /** What the network says, for samplers that do more to it than {@link #clean} does. */
    float[] predict(final float[] x, final Level at) {
        level = at;
        watcher.before(evaluation, at, x);
        return denoiser.clean(x, at);
    }

    float[] clip(final float[] clean) {
        clip.apply(clean, images);
        return clean;
    }

    boolean clips() {
        return clip != Clip.NONE;
    }

    float[] publish(final float[] clean) {
        watcher.predicted(evaluation, level, clean);
        return clean;
    }

    /** The latents are now at {@code to}. */
    void moved(final float[] x, final Level to) {
        watcher.after(evaluation++, to, x);
    }

    /**
     * The latents of an intermediate stage at {@code stage} of a step to {@code target}. diffusers adds the noise of
     * the target when it re-imposes the image here; its plans say so.
     */
    void halfway(final float[] x, final Level stage, final Level target) {
        moved(x, stagesAtTarget ? target : stage);
    }

    /** Standard normal, fresh at every call; not to be kept over the next call. */
    float[] noise() {
        return noise.get();
    }
}
