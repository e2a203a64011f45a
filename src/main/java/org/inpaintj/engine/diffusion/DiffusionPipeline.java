package org.inpaintj.engine.diffusion;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

import org.inpaintj.core.Box;
import org.inpaintj.core.Plane;
import org.inpaintj.core.Progress;
import org.inpaintj.engine.Task;
import org.inpaintj.engine.diffusion.DiffusionParameters.Keep;
import org.inpaintj.engine.diffusion.control.ControlRun;
import org.inpaintj.engine.diffusion.family.DiffusionModel;
import org.inpaintj.engine.diffusion.latent.LatentCodec;
import org.inpaintj.engine.diffusion.memory.SessionPool;
import org.inpaintj.engine.diffusion.soft.AdaptiveMask;
import org.inpaintj.engine.diffusion.soft.ChangeMap;
import org.inpaintj.engine.diffusion.soft.LatentBlend;
import org.inpaintj.engine.diffusion.soft.LatentMask;
import org.inpaintj.onnx.Tensor;
import org.inpaintj.sampling.Denoiser;
import org.inpaintj.sampling.GuidedPrediction;
import org.inpaintj.sampling.ImageNoise;
import org.inpaintj.sampling.NoiseLevel;
import org.inpaintj.sampling.PredictionType;
import org.inpaintj.sampling.SamplerOption;
import org.inpaintj.sampling.plan.SamplingKeys;
import org.inpaintj.sampling.plan.SamplingPlan;
import org.inpaintj.sampling.plan.StepRequest;
import org.inpaintj.sampling.schedule.ScheduleName;
import org.inpaintj.sampling.schedule.SchedulerConfig;

/**
 * Text-to-image, image-to-image and inpainting with one model, one picture and one prompt, for any number of seeds.
 * What all seeds share is computed once. For one thread.
 */
final class DiffusionPipeline {

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
    private final PipelineSettings settings;
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
    private Optional<ControlRun> control = Optional.empty();
    private int made;

    /**
     * Plans; prompts and picture are encoded when the first image is painted.
     *
     * @param picture empty for text-to-image
     * @param width   of the image, px; a multiple of the model's
     * @param height  of the image, px; the same
     * @param windows whether the network looks through windows of the size it was trained at
     */
    DiffusionPipeline(final DiffusionModel model, final SessionPool pool, final PipelineSettings settings,
            final Optional<MaskedPicture> picture, final int width, final int height, final boolean windows) {
        this.model = model;
        this.pool = pool;
        this.settings = settings;
        codec = new LatentCodec(model, pool);
        config = model.schedulerConfig();
        final int factor = model.vae().factor();
        shape = new long[] { 1, model.vae().channels(), height / factor, width / factor };
        mask = picture.flatMap(MaskedPicture::mask).map(m -> new LatentMask(m, factor))
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
        // diffusers starts from noise alone where the network sees the picture anyway
        final boolean alone = model.editing() && literal() && settings.strength() == 1 && task == Task.IMAGE_TO_IMAGE;
        plan = HiresPass.plan(model, settings.choice(), seen, new StepRequest(
                alone ? Task.TEXT_TO_IMAGE : task, settings.steps(),
                settings.strength(), settings.exactly(), settings.options().options(), settings.options().range()));
        notes.addAll(plan.notes());
        map = picture.flatMap(MaskedPicture::strengths).map(strengths -> new ChangeMap(
                new LatentMask(strengths, factor).means(), plan.evaluations()));
    }

    /** Another picture from now on, of the same size and with the same mask. */
    void show(final MaskedPicture other) {
        latents.show(other);
    }

    /**
     * Latents to start from, from now on.
     *
     * @param other what they look like, of the same size
     */
    void show(final MaskedPicture other, final Tensor start) {
        latents.show(other, start);
    }

    /** Of the latents of one image: 1, channels, y, x. */
    long[] latentShape() {
        return shape.clone();
    }

    /** ControlNets that steer it, before anything is painted. */
    void steer(final ControlRun nets) {
        control = Optional.of(nets);
    }

    /** Another picture to encode, whose latents are stretched; see {@link PictureLatents.Unscaled}. */
    void encode(final PictureLatents.Unscaled unscaled) {
        latents.encode(unscaled);
    }

    private void read(final Steps steps, final Progress progress) {
        if (latents.isUnread()) {
            steps.doing("Reading the picture");
            latents.read(progress);
        }
    }

    private void prepare(final Steps steps, final Progress progress) {
        read(steps, progress);
        control.ifPresent(nets -> {
            steps.doing("Reading the control picture");
            nets.prepare(progress);
        });
        if (guidance == null) {
            steps.doing("Reading the prompt");
            final Box seen = windows.get(0);
            guidance = new ClassifierFreeGuidance(model, pool, settings, literal(), plan.promptSteps(),
                    plan.steps() * (settings.choice().sampler().twoStages() ? 2 : 1),
                    new long[] { 1, shape[1], seen.height(), seen.width() }, control, progress);
            notes.addAll(guidance.notes());
        }
        if ((model.inpainting() || model.editing()) && latents.beside() == null) {
            steps.doing("Reading the picture");
            if (model.editing())
                latents.readPicture(progress);
            else
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

    /** Whether the sampler finds its steps as it goes, so that {@link #evaluations} is a guess. */
    boolean adaptive() {
        return plan.adaptive();
    }

    /** The options of sampler and schedule that mean something here. */
    Set<SamplerOption> heeded() {
        return plan.heeded();
    }

    /** Evaluations that the last images took; 0 before the first. */
    int made() {
        return made;
    }

    /** Evaluations of all images that left the negative prompt out. */
    int skipped() {
        return guidance == null ? 0 : guidance.skipped();
    }

    /** What the network looks at in each evaluation. */
    int windows() {
        return windows.size();
    }

    /** Steps of the sampler for one image. */
    int steps() {
        return plan.steps();
    }

    /** Whether there is something that {@link #preview} can tell the colours of latents from. */
    boolean previews() {
        return latents.previews();
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
        final SamplingKeys.NoiseKeys given = settings.options().noise();
        // covered noise adds to what there is of it: of images whose scale falls with it, less
        final double scale = config.prediction() == PredictionType.FLOW_PREDICTION ? 1 : plan.startLevel().alpha();
        final float[] x = plan.start(image, first, given.noise_multiplier(), given.extra_noise() * scale);
        final MaskedLatents maskedLatents = new MaskedLatents(image, first, mask, keep(),
                mask != null && isSoft() ? Optional.of(new LatentBlend(settings.soft(), mask)) : Optional.empty(), map,
                images, plan, guidance, steps);
        int evaluations = plan.evaluations();
        float[] end = x;
        try {
            plan.run(x, images, denoiser(image, steps), noise, maskedLatents);
            maskedLatents.finish(x);
            if (plan.adaptive())
                evaluations = maskedLatents.evaluations();
        } catch (final MaskedLatents.Enough enough) {
            evaluations = enough.evaluations();
            end = enough.clean();
        }
        made = evaluations;
        return decoded(end, Optional.ofNullable(image).filter(start -> mask != null && isSoft()), images, evaluations,
                steps, progress);
    }

    /** What images of a picture would start from, through the VAE; parameters as those of {@link #paint}. */
    List<Output> starts(final List<ImageNoise> noise, final Steps steps, final Progress progress) {
        read(steps, progress);
        return decoded(latents.start(noise.size(), ImageNoise.batch(noise).get()), Optional.empty(), noise.size(), 0,
                steps, progress);
    }

    /** @param start what the images started from, if how much they differ from it is their opacity */
    private List<Output> decoded(final float[] end, final Optional<float[]> start, final int images,
            final int evaluations, final Steps steps, final Progress progress) {
        steps.doing("Decoding");
        final List<Output> outputs = new ArrayList<>();
        final int each = end.length / images;
        for (int i = 0; i < images; i++) {
            final Tensor result = Tensor.of(Arrays.copyOfRange(end, i * each, (i + 1) * each), shape);
            final Tensor pixels = codec.decode(result, progress);
            for (int p = 0; p < pixels.size(); p++)
                pixels.buffer().put(p, Math.min(1, Math.max(0, pixels.get(p) / 2 + 0.5f)));
            final int from = i * each;
            final Optional<Plane> opacity = start.map(before -> opacity(Arrays.copyOfRange(before, from, from + each),
                    result.array()));
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
        final Denoiser told = new Denoiser() {
            @Override
            public float[] clean(final float[] x, final NoiseLevel level) {
                final float[] predicted = network.clean(x, level);
                steps.looked();
                return predicted;
            }

            @Override
            public GuidedPrediction both(final float[] x, final NoiseLevel level) {
                final GuidedPrediction predicted = network.both(x, level);
                steps.looked();
                return predicted;
            }
        };
        return windows.size() == 1 && windows.get(0).width() == shape[3] && windows.get(0).height() == shape[2] ? told
                : new MultiDiffusion(told, this::look, windows, (int) shape[3], (int) shape[2], image);
    }

    /** Shows ControlNets their part of a window, and an inpainting model what lies beside its latents. */
    private void look(final Box window) {
        control.ifPresent(nets -> nets.look(window));
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
