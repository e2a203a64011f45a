package org.inpaintj.engine.diffusion;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

import org.inpaintj.core.Box;
import org.inpaintj.core.Plane;
import org.inpaintj.core.Progress;
import org.inpaintj.engine.Task;
import org.inpaintj.engine.diffusion.DiffusionParameters.Content;
import org.inpaintj.engine.diffusion.DiffusionParameters.Keep;
import org.inpaintj.engine.diffusion.family.DiffusionModel;
import org.inpaintj.engine.diffusion.memory.SessionPool;
import org.inpaintj.engine.diffusion.soft.AdaptiveMask;
import org.inpaintj.engine.diffusion.soft.ChangeMap;
import org.inpaintj.engine.diffusion.soft.LatentBlend;
import org.inpaintj.engine.diffusion.soft.SoftInpainting;
import org.inpaintj.engine.diffusion.text.Emphasis;
import org.inpaintj.onnx.Tensor;
import org.inpaintj.sampling.Denoiser;
import org.inpaintj.sampling.ImageNoise;
import org.inpaintj.sampling.plan.SamplingPlan;
import org.inpaintj.sampling.plan.StepRequest;
import org.inpaintj.sampling.schedule.SamplerName;
import org.inpaintj.sampling.schedule.ScheduleName;
import org.inpaintj.sampling.schedule.SchedulerConfig;

/**
 * Text-to-image, image-to-image and inpainting with one model, one picture and one prompt, for any number of seeds.
 * What all seeds share is computed once. For one thread.
 */
final class DiffusionPipeline {

    /**
     * What is wanted.
     *
     * @param guidance 1 or less asks the prompt alone
     * @param skip     the layer of the text encoders that is used, counted from the end, from 1
     * @param emphasis what the weights in prompts do
     * @param content  what the masked part starts from
     * @param keep     how the part that is not masked is kept
     * @param hide     how much of the masked part is hidden from an inpainting model, 0..1
     * @param soft     whether and how the mask is mixed by its greys
     */
    record Settings(SamplerName.Choice choice, int steps, double strength, boolean exactly, String prompt,
            String negative, double guidance, int skip, Emphasis emphasis, Content content, Keep keep, double hide,
            SoftInpainting soft) {

        /** The same in one pass. */
        Settings in(final HiresPass pass) {
            return new Settings(choice, steps, pass.strength(), pass.exactly(), prompt, negative, guidance, skip,
                    emphasis, pass.content(), keep, hide, soft);
        }
    }

    /**
     * What is given.
     *
     * @param planes    red, green and blue, 0..1
     * @param mask      1 = repaint, empty to repaint everything; of the planes' size
     * @param strengths how far each pixel may change, as a share of the strength; empty for all of it
     */
    record Picture(List<Plane> planes, Optional<Plane> mask, Optional<Plane> strengths) {

        /** One that may change as far everywhere. */
        Picture(final List<Plane> planes, final Optional<Plane> mask) {
            this(planes, mask, Optional.empty());
        }

        int width() {
            return planes.get(0).width();
        }

        int height() {
            return planes.get(0).height();
        }
    }

    /**
     * An image.
     *
     * @param pixels      0..1, of shape 1, 3, y, x
     * @param latents     of shape 1, channels, y, x; empty if nothing was computed because the strength is 0
     * @param opacity     how much of it is to be seen, of its size, 0..1; empty where the engine does not say
     * @param evaluations how many were made
     */
    record Output(Tensor pixels, Optional<Tensor> latents, Optional<Plane> opacity, int evaluations) {
    }

    /** Follows the evaluations of one image. */
    interface Steps {

        /** Nobody follows. */
        Steps NONE = (evaluation, clean) -> false;

        /** Before something that may take its time, said in a few words. */
        default void doing(final String what) {
        }

        /** After each call of the network; there are several an evaluation where it looks through windows. */
        default void looked() {
        }

        /**
         * After an evaluation.
         *
         * @param evaluation counted from 0
         * @param clean      latents of the image as predicted so far; not to be changed
         * @return true if that is enough: then the image is made of them
         */
        boolean evaluated(int evaluation, float[] clean);
    }

    private final DiffusionModel model;
    private final Settings settings;
    private final SessionPool pool;
    private final LatentCodec codec;
    private final SchedulerConfig config;
    private final SamplingPlan plan;
    private final long[] shape;
    private final List<String> notes = new ArrayList<>();
    /** What the network looks at of the latents, one after the other. */
    private final List<Box> windows;
    /** Over one channel of the latents; null without one. */
    private final float[] mask;
    private final Optional<ChangeMap> map;
    private final PictureLatents latents;
    private ClassifierFreeGuidance guidance;

    /**
     * Plans; prompts and picture are encoded when the first image is painted.
     *
     * @param picture empty for text-to-image
     * @param width   of the image, px; a multiple of the model's
     * @param height  of the image, px; the same
     * @param windows whether the network looks through windows of the size it was trained at
     */
    DiffusionPipeline(final DiffusionModel model, final SessionPool pool, final Settings settings,
            final Optional<Picture> picture, final int width, final int height, final boolean windows) {
        this.model = model;
        this.pool = pool;
        this.settings = settings;
        codec = new LatentCodec(model, pool);
        config = model.schedulerConfig();
        final int factor = model.vae().factor(), patch = model.latentMultiple();
        shape = new long[] { 1, model.vae().channels(), height / factor, width / factor };
        mask = picture.flatMap(Picture::mask).map(m -> new LatentMask(m, factor))
                .map(m -> isSoft() ? m.greys(false) : m.values(literal())).orElse(null);
        final int wide = (int) shape[3], high = (int) shape[2], trained = model.size() / factor;
        this.windows = windows ? MultiDiffusion.over(
                mask == null ? Plane.filled(1, wide, high) : new Plane(mask, wide, high), Math.min(wide, trained),
                Math.min(high, trained)) : List.of(new Box(0, 0, wide, high));
        final Box seen = this.windows.get(0);
        final Task task = picture.isEmpty() ? Task.TEXT_TO_IMAGE
                : picture.get().mask().isPresent() ? Task.INPAINT : Task.IMAGE_TO_IMAGE;
        latents = new PictureLatents(codec, model.vae(), picture, shape, mask, settings.content(), settings.hide(),
                isSoft() && task == Task.INPAINT);
        plan = SamplingPlan.of(settings.choice(), config, model.family().rules(model.denoiser()),
                seen.width() * seen.height() / patch / patch,
                new StepRequest(task, settings.steps(), settings.strength(), settings.exactly()));
        notes.addAll(plan.notes());
        map = picture.flatMap(Picture::strengths).map(strengths -> new ChangeMap(
                new LatentMask(strengths, factor).means(), plan.evaluations()));
    }

    /** Another picture from now on, of the same size and with the same mask. */
    void show(final Picture other) {
        latents.show(other);
    }

    private void prepare(final Steps steps, final Progress progress) {
        if (latents.isUnread()) {
            steps.doing("Reading the picture");
            latents.read(progress);
        }
        if (guidance == null) {
            steps.doing("Reading the prompt");
            final Box seen = windows.get(0);
            guidance = new ClassifierFreeGuidance(model, pool, settings, literal(), plan.promptSteps(),
                    new long[] { 1, shape[1], seen.height(), seen.width() }, progress);
            notes.addAll(guidance.notes());
        }
        if (model.inpainting() && latents.beside() == null) {
            steps.doing("Reading the picture");
            latents.readBeside(progress);
            guidance.show(latents.beside());
        }
    }

    private boolean isSoft() {
        return settings.soft().soft();
    }

    private boolean literal() {
        return settings.choice().schedule() == ScheduleName.MODEL;
    }

    /** Network evaluations for one image. */
    int evaluations() {
        return plan.evaluations();
    }

    /** Calls of the network for one image. */
    int calls() {
        return plan.evaluations() * windows.size();
    }

    /** What the network looks at in each evaluation. */
    int windows() {
        return windows.size();
    }

    /** Steps of the sampler for one image. */
    int steps() {
        return plan.steps();
    }

    /** Whether there is a picture from which {@link #preview} learns the colours of latents. */
    boolean previews() {
        return latents.picture().isPresent();
    }

    /** What latents of the first image look like, roughly: red, green and blue, 0..1. */
    List<Plane> preview(final float[] predicted) {
        return latents.preview(predicted);
    }

    /** The picture that was encoded, as {@link PictureLatents#start()}. */
    Optional<List<Plane>> start() {
        return latents.start();
    }

    /** What the user should know, full sentences. */
    List<String> notes() {
        return notes;
    }

    /**
     * Makes images, all with each network call.
     *
     * @param noise of one seed each: first the start's, then what the sampler adds
     * @param steps is told of each evaluation
     * @return in the order of the noise
     */
    List<Output> paint(final List<ImageNoise> noise, final Steps steps, final Progress progress) {
        return paint(ImageNoise.batch(noise), noise.size(), steps, progress);
    }

    /** @param noise of all images, one after the other */
    List<Output> paint(final Supplier<float[]> noise, final int images, final Steps steps, final Progress progress) {
        if (plan.evaluations() == 0)
            return Collections.nCopies(images, unchanged());
        prepare(steps, progress);
        steps.doing("");
        final float[] first = noise.get();
        final float[] image = latents.start(images, first);
        final float[] x = plan.start(image, first);
        final MaskedLatents maskedLatents = new MaskedLatents(image, first, mask, keep(),
                mask != null && isSoft() ? Optional.of(new LatentBlend(settings.soft(), mask)) : Optional.empty(), map,
                images, plan.evaluations() - 1, guidance, steps);
        int evaluations = plan.evaluations();
        float[] made = x;
        try {
            plan.run(x, images, denoiser(image, steps), noise, maskedLatents);
            maskedLatents.finish(x);
        } catch (final MaskedLatents.Enough enough) {
            evaluations = enough.evaluations();
            made = enough.clean();
        }
        steps.doing("Decoding");
        final List<Output> outputs = new ArrayList<>();
        final int each = made.length / images;
        for (int i = 0; i < images; i++) {
            final Tensor result = Tensor.of(Arrays.copyOfRange(made, i * each, (i + 1) * each), shape);
            final Tensor pixels = codec.decode(result, progress);
            for (int p = 0; p < pixels.size(); p++)
                pixels.buffer().put(p, Math.min(1, Math.max(0, pixels.get(p) / 2 + 0.5f)));
            final Optional<Plane> opacity = mask == null || !isSoft() ? Optional.empty()
                    : Optional.of(opacity(Arrays.copyOfRange(image, i * each, (i + 1) * each), result.array()));
            outputs.add(new Output(pixels, Optional.of(result), opacity, evaluations));
        }
        return outputs;
    }

    private Plane opacity(final float[] before, final float[] after) {
        return AdaptiveMask.of(settings.soft(), before, after, new Plane(mask, (int) shape[3], (int) shape[2]),
                model.vae().factor());
    }

    private Output unchanged() {
        return new Output(PicturePlanes.tensor(latents.picture().orElseThrow()), Optional.empty(), Optional.empty(), 0);
    }

    private Denoiser denoiser(final float[] image, final Steps steps) {
        final Denoiser network = config.prediction().denoiser(guidance);
        final Denoiser told = (x, level) -> {
            final float[] predicted = network.clean(x, level);
            steps.looked();
            return predicted;
        };
        return windows.size() == 1 && windows.get(0).width() == shape[3] && windows.get(0).height() == shape[2] ? told
                : new MultiDiffusion(told, this::look, windows, (int) shape[3], (int) shape[2], image);
    }

    /** Shows an inpainting model what lies beside the latents of a window. */
    private void look(final Box window) {
        final Tensor beside = latents.beside();
        if (beside == null)
            return;
        final int planes = (int) beside.size(1);
        guidance.show(Tensor.of(MultiDiffusion.cut(beside.array(), (int) shape[3], (int) shape[2], window), 1, planes,
                window.height(), window.width()));
    }

    private Keep keep() {
        if (settings.keep() != Keep.AUTO)
            return settings.keep();
        return literal() ? Keep.NOISE : Keep.X0;
    }
}
