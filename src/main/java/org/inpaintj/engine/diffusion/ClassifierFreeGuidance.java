package org.inpaintj.engine.diffusion;

import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import org.apache.commons.math3.stat.descriptive.moment.StandardDeviation;

import org.inpaintj.core.Progress;
import org.inpaintj.engine.KeyUse;
import org.inpaintj.engine.diffusion.control.ControlRun;
import org.inpaintj.engine.diffusion.family.Conditioning;
import org.inpaintj.engine.diffusion.family.DenoiserBranch;
import org.inpaintj.engine.diffusion.family.DiffusionModel;
import org.inpaintj.engine.diffusion.family.LatentConsistency;
import org.inpaintj.engine.diffusion.family.TensorStack;
import org.inpaintj.engine.diffusion.memory.SessionPool;
import org.inpaintj.engine.diffusion.text.ParsedPrompt;
import org.inpaintj.engine.diffusion.text.PromptEncoder;
import org.inpaintj.onnx.Tensor;
import org.inpaintj.sampling.DenoisingNetwork;
import org.inpaintj.sampling.NoiseLevel;
import org.inpaintj.sampling.PredictionType;
import org.inpaintj.sampling.plan.SamplingKeys;
import org.inpaintj.sampling.plan.SamplingPlan;

/**
 * Classifier-free guidance (CFG, Ho and Salimans 2022) around a denoiser: the answer to the negative prompt, plus for
 * each side of AND its weight times the guidance times the difference of its answer (Liu et al. 2022). With a guidance
 * of 1 or less, or embedded guidance, the prompt alone is asked. All answers of a step, for all images, are one network
 * call. A model that edits by instruction is asked a third question, the negative prompt with the picture, and without
 * it for the first (Brooks et al. 2023).
 */
final class ClassifierFreeGuidance implements DenoisingNetwork {

    /** What CFG++ divides the guidance by, so that the usual values suit it (WebUI). */
    private static final double PLUS_PLUS = 12.5;

    private final DiffusionModel model;
    private final NoisePredictor noise;
    private final PromptEncoder encoder;
    private final ParsedPrompt prompt, negative;
    private final double guidance;
    private final boolean both, zeros, editing;
    private final SamplingKeys.GuidanceKeys skipping;
    private final int evaluations;
    private final int chunks;
    private final long[] shape;
    private final Optional<ControlRun> control;
    private final Progress progress;
    private final List<String> notes = new ArrayList<>();
    private int evaluation, skipped;
    private boolean asksNegative;
    private Tensor answers;
    private String asked = "";
    private int images = 1;
    private List<DenoiserBranch> branches;
    private Map<String, Tensor> feeds;
    private Tensor extra;

    /**
     * @param literal     whether the prompts are taken as they stand
     * @param promptSteps what fractions in prompts are fractions of
     * @param evaluations of a run
     * @param shape       of the latents: 1, channels, y, x
     * @param control     what steers the network
     */
    ClassifierFreeGuidance(final DiffusionModel model, final SessionPool pool,
            final PipelineSettings settings, final boolean literal,
            final int promptSteps, final int evaluations, final long[] shape, final Optional<ControlRun> control,
            final Progress progress) {
        this.model = model;
        this.control = control;
        this.progress = progress;
        this.shape = shape.clone();
        noise = new NoisePredictor(model, pool);
        // the WebUI leaves the layers of some families alone, diffusers does not
        final boolean skips = literal || model.family().skipsClipLayers();
        if (!skips && settings.skip() > 1)
            notes.add("The clip skip means nothing to " + model.family().title()
                    + " with this schedule, as in the WebUI.");
        encoder = new PromptEncoder(model, pool, settings.embeddings(), literal,
                skips ? settings.skip() - 1 : 0, settings.emphasis(), progress);
        prompt = literal ? plain(settings.prompt()) : ParsedPrompt.parse(settings.prompt(), promptSteps);
        // what is not wanted has no sides
        negative = literal ? plain(settings.negative())
                : ParsedPrompt.parse(settings.negative().replaceAll("\\bAND\\b", "and"), promptSteps);
        this.evaluations = evaluations;
        final boolean plusPlus = settings.choice().sampler().plusPlus()
                && !LatentConsistency.embeds(model.denoiser());
        guidance = settings.guidance() / (plusPlus ? PLUS_PLUS : 1);
        both = !LatentConsistency.embeds(model.denoiser())
                && (settings.guidance() > 1 || prompt.parts().size() > 1 || plusPlus);
        asksNegative = both;
        skipping = settings.options().guidance();
        editing = model.editing();
        zeros = settings.negative().isEmpty() && model.zeroNegative();
        chunks = Stream.of(prompt, negative).flatMap(p -> p.parts().stream()).flatMap(p -> p.segments().stream())
                .mapToInt(s -> encoder.chunks(s.text())).max().orElse(1);
        if (!both && prompt.parts().size() > 1)
            notes.add("This model embeds its guidance, so only the first side of AND is used.");
        final List<String> ofNegative = new ArrayList<>();
        if (!both && skipping.min_uncond() > 0)
            ofNegative.add("min_uncond");
        if (!both && skipping.skip_early_cond() > 0)
            ofNegative.add("skip_early_cond");
        if (!both && skipping.guidance_rescale() > 0)
            ofNegative.add("guidance_rescale");
        if (!both && skipping.cfg_zero())
            ofNegative.add("cfg_zero");
        if (!both && !settings.negative().isBlank())
            ofNegative.add("negative");
        if (!ofNegative.isEmpty())
            notes.add(KeyUse.note(ofNegative, LatentConsistency.embeds(model.denoiser())
                    ? "this model, which embeds its guidance" : "cfg=1 or less, which asks the prompt alone"));
        notes.addAll(prompt.notes());
        notes.addAll(negative.notes());
        if (Stream.of(settings.prompt(), settings.negative()).anyMatch(encoder::isCut))
            notes.add("The prompt is longer than the model reads" + (literal ? " with the schedule Model" : "")
                    + "; its end is left out.");
        condition();
    }

    private static ParsedPrompt plain(final String text) {
        return new ParsedPrompt(List.of(new ParsedPrompt.Part(1,
                List.of(new ParsedPrompt.Segment(Integer.MAX_VALUE, text)))), List.of());
    }

    List<String> notes() {
        return notes;
    }

    /** What inpainting models read beside the latents: mask and masked latents, of shape 1, channels, y, x. */
    void show(final Tensor maskAndPicture) {
        extra = maskAndPicture;
    }

    /** Whether the network reads mask and picture beside the latents. */
    boolean seesPicture() {
        return extra != null;
    }

    /** Before each evaluation, counted from 0, of latents at a level. */
    void at(final int next, final NoiseLevel level, final SamplingPlan plan) {
        control.ifPresent(nets -> nets.at(plan.evaluation(next, level), plan.evaluations()));
        evaluation = next;
        final double sigma = model.schedulerConfig().prediction() == PredictionType.FLOW_PREDICTION ? level.sigma()
                : level.noiseToSignal();
        asksNegative = both && !skipping.skips(next, evaluations, sigma);
        skipped += both && !asksNegative ? 1 : 0;
    }

    /** Evaluations that left the negative prompt out where it would have counted. */
    int skipped() {
        return skipped;
    }

    /** What the network is asked for each image. */
    int branches() {
        return both ? unwanted() + prompt.parts().size() : 1;
    }

    /** Questions before those of the prompt. */
    private int unwanted() {
        return !asksNegative ? 0 : editing ? 2 : 1;
    }

    private void condition() {
        final List<String> now = new ArrayList<>();
        if (asksNegative)
            now.add(negative.parts().get(0).textAt(evaluation));
        prompt.parts().stream().limit(both ? Long.MAX_VALUE : 1).forEach(part -> now.add(part.textAt(evaluation)));
        final String key = images + (asksNegative ? "-" : "+") + String.join("\0", now);
        if (branches != null && key.equals(asked))
            return;
        asked = key;
        final List<Conditioning> entries = new ArrayList<>();
        for (int i = asksNegative ? 1 : 0; i < now.size(); i++)
            entries.add(encoder.encode(now.get(i), chunks));
        if (asksNegative)
            entries.addAll(0, Collections.nCopies(unwanted(),
                    zeros ? entries.get(0).zeros() : encoder.encode(now.get(0), chunks)));
        final int factor = model.vae().factor(), height = (int) shape[2] * factor, width = (int) shape[3] * factor;
        branches = IntStream.range(0, entries.size() * images).mapToObj(i -> new DenoiserBranch(entries.get(i / images),
                width, height, i < unwanted() * images, guidance)).toList();
        feeds = oneByOne() ? Map.of() : model.family().feeds(model, branches);
    }

    /** Whether the export takes one image a call. */
    private boolean oneByOne() {
        return model.denoiser().inputs().sample().size(0) == 1;
    }

    /** @param input latents of one or more images, one after the other */
    @Override
    public float[] predict(final float[] input, final double timestep) {
        final int each = (int) (shape[1] * shape[2] * shape[3]);
        images = input.length / each;
        condition();
        final Tensor sample = Tensor.zeros((long) branches() * images, model.denoiser().channels(), shape[2], shape[3]);
        final FloatBuffer to = sample.buffer();
        for (int i = 0; i < branches() * images; i++) {
            to.put(input, i % images * each, each);
            if (extra != null && editing && asksNegative && i < images)
                to.position(to.position() + extra.size());
            else if (extra != null)
                to.put(extra.buffer());
        }
        final Tensor out = oneByOne() ? oneByOne(sample, timestep)
                : noise.predict(sample, timestep, steered(sample, timestep, branches, feeds), progress);
        if (!both)
            return out.array();
        answers = out;
        // in place of the answer to a negative prompt that is left out stands that to the first side, as in the WebUI
        final int first = unwanted(), base = Math.max(0, first - 1) * input.length;
        double scale = 1;
        final float[] mixed = new float[input.length];
        for (int i = 0; i < mixed.length; i++) {
            if (i % each == 0)
                scale = skipping.cfg_zero() ? scale(out, first * mixed.length + i, base + i, each) : 1;
            final float start = (float) (scale * out.get(base + i)), neither = base == 0 ? start : out.get(i);
            double sum = neither + skipping.image_guidance() * (start - neither);
            for (int p = 0; p < prompt.parts().size(); p++)
                sum += prompt.parts().get(p).weight() * guidance * (out.get((p + first) * mixed.length + i) - start);
            mixed[i] = (float) sum;
        }
        if (skipping.guidance_rescale() > 0)
            for (int image = 0; image < images; image++)
                rescale(mixed, out, first, image, each);
        return mixed;
    }

    /**
     * The factor that brings one answer nearest to another, as least squares have it (the optimised scale of CFG-Zero*,
     * Fan et al. 2025).
     *
     * @param prompted index of the first value of the one that stays
     * @param negative index of the first value of the one to be scaled
     * @param each     values of an answer
     */
    static double scale(final Tensor out, final int prompted, final int negative, final int each) {
        double dot = 0, square = 0;
        for (int i = 0; i < each; i++) {
            dot += (double) out.get(prompted + i) * out.get(negative + i);
            square += (double) out.get(negative + i) * out.get(negative + i);
        }
        return square > 0 ? dot / square : 1;
    }

    /** Takes back what guidance adds to the contrast of an image's answer. */
    private void rescale(final float[] mixed, final Tensor out, final int first, final int image, final int each) {
        final double[] prompted = new double[each], guided = new double[each];
        for (int i = 0; i < each; i++) {
            prompted[i] = out.get(first * mixed.length + image * each + i);
            guided[i] = mixed[image * each + i];
        }
        final double factor = rescale(prompted, guided, skipping.guidance_rescale());
        for (int i = 0; i < each; i++)
            mixed[image * each + i] = (float) (guided[i] * factor);
    }

    /**
     * The factor that brings the spread of a guided answer to that of the prompt's own (Lin et al. 2024, section 3.4;
     * {@code guidance_rescale} of diffusers).
     *
     * @param share how far, 0..1
     */
    static double rescale(final double[] prompted, final double[] guided, final double share) {
        final StandardDeviation spread = new StandardDeviation();
        final double now = spread.evaluate(guided);
        // an answer without any spread has no contrast to take back
        return now > 0 ? share * spread.evaluate(prompted) / now + 1 - share : 1;
    }

    @Override
    public float[] unguided(final float[] answer) {
        return both ? answers.entries(0, images).array() : answer;
    }

    private Tensor oneByOne(final Tensor sample, final double timestep) {
        final Tensor[] out = new Tensor[(int) sample.size(0)];
        for (int i = 0; i < out.length; i++) {
            final List<DenoiserBranch> one = branches.subList(i, i + 1);
            final Tensor part = sample.entries(i, 1);
            out[i] = noise.predict(part, timestep, steered(part, timestep, one, model.family().feeds(model, one)),
                    progress);
        }
        return TensorStack.batch(out);
    }

    /** The feeds with what ControlNets give. */
    private Map<String, Tensor> steered(final Tensor sample, final double timestep, final List<DenoiserBranch> asks,
            final Map<String, Tensor> texts) {
        if (control.isEmpty())
            return texts;
        final Map<String, Tensor> all = new HashMap<>(texts);
        all.putAll(control.get().residuals(sample, timestep, asks, texts, progress));
        return all;
    }
}
