package org.inpaintj.sampling;

import java.util.function.Supplier;

/** What a sampler works with during one run: the denoiser, fresh noise, and the watcher that is told. */
public final class SamplingRun {

    private final Denoiser denoiser;
    private final Supplier<float[]> noise;
    private final StepCallback callback;
    private final LatentClip clip;
    private final int images;
    private final boolean stagesAtTarget;
    private int evaluation;
    private NoiseLevel level;

    /**
     * @param clip           what is done to every prediction
     * @param images         images in the latents
     * @param stagesAtTarget see {@link #halfway}
     */
    public SamplingRun(final Denoiser denoiser, final Supplier<float[]> noise, final StepCallback callback,
            final LatentClip clip,
            final int images, final boolean stagesAtTarget) {
        this.denoiser = denoiser;
        this.noise = noise;
        this.callback = callback;
        this.clip = clip;
        this.images = images;
        this.stagesAtTarget = stagesAtTarget;
    }

    /** The clean latents: predicted, clipped, and as the watcher wants them. */
    public float[] clean(final float[] x, final NoiseLevel at) {
        return publish(clip(predict(x, at)));
    }

    /** What the network says, for samplers that do more to it than {@link #clean} does. */
    public float[] predict(final float[] x, final NoiseLevel at) {
        level = at;
        callback.before(evaluation, at, x);
        return denoiser.clean(x, at);
    }

    /** What the network says with and without guidance, the latter as the watcher wants it. */
    public GuidedPrediction both(final float[] x, final NoiseLevel at) {
        level = at;
        callback.before(evaluation, at, x);
        final GuidedPrediction both = denoiser.both(x, at);
        callback.unguided(at, both.unguided());
        return both;
    }

    public float[] clip(final float[] clean) {
        clip.apply(clean, images);
        return clean;
    }

    public boolean clips() {
        return clip != LatentClip.NONE;
    }

    public float[] publish(final float[] clean) {
        callback.predicted(evaluation, level, clean);
        return clean;
    }

    /** The latents are now at {@code to}. */
    public void moved(final float[] x, final NoiseLevel to) {
        callback.after(evaluation++, to, x);
    }

    /**
     * The latents of an intermediate stage at {@code stage} of a step to {@code target}. diffusers adds the noise of
     * the target when it re-imposes the image here; its plans say so.
     */
    public void halfway(final float[] x, final NoiseLevel stage, final NoiseLevel target) {
        moved(x, stagesAtTarget ? target : stage);
    }

    /** Standard normal, fresh at every call; not to be kept over the next call. */
    public float[] noise() {
        return noise.get();
    }
}
