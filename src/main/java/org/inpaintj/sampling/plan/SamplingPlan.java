package org.inpaintj.sampling.plan;

import java.util.List;
import java.util.Set;
import java.util.function.Supplier;

import org.inpaintj.core.InpaintException;
import org.inpaintj.sampling.Denoiser;
import org.inpaintj.sampling.LatentClip;
import org.inpaintj.sampling.NoiseLevel;
import org.inpaintj.sampling.NoiseSchedule;
import org.inpaintj.sampling.Sampler;
import org.inpaintj.sampling.SamplerOption;
import org.inpaintj.sampling.SamplingRun;
import org.inpaintj.sampling.StepCallback;
import org.inpaintj.sampling.Vectors;
import org.inpaintj.sampling.schedule.SamplerName;
import org.inpaintj.sampling.schedule.ScheduleName;
import org.inpaintj.sampling.schedule.SchedulerConfig;

/**
 * What will run: a sampler over noise levels, all resolved. Immutable; one plan serves any number of runs and threads.
 */
public final class SamplingPlan {

    private final Sampler sampler;
    private final NoiseSchedule schedule;
    private final NoiseLevel start;
    private final double noiseAlone;
    private final int promptSteps;
    private final LatentClip clip;
    private final boolean stagesAtTarget;
    private final List<String> notes;
    private final Set<SamplerOption> heeded;

    /**
     * Resolves a request.
     *
     * @param config       of the model; its step and spacing fields count for the schedule Model only
     * @param rules       of the model
     * @param imageTokens  image tokens a transformer sees, latent height x width over the square of the patch size, for
     *                     configurations whose schedule follows the image's size
     * @throws InpaintException if sampler, schedule, model and steps do not go together, with the
     *                                              reason
     */
    public static SamplingPlan of(final SamplerName.Choice choice, final SchedulerConfig config,
            final PipelineRules rules, final int imageTokens, final StepRequest request) {
        return choice.schedule() == ScheduleName.MODEL
                ? ModelPlans.of(choice.sampler(), config, rules, request, imageTokens)
                : NamedPlans.of(choice.sampler(), choice.schedule(), config,
                        rules.alignedXl(), request);
    }

    /**
     * @param start          the level the image is noised to, usually that of the schedule's start
     * @param noiseAlone     deviation of the noise that the run starts from without the image; 0 if with it
     * @param promptSteps    what prompt schedules count as the whole
     * @param stagesAtTarget see {@link SamplingRun#halfway}
     */
    SamplingPlan(final Sampler sampler, final NoiseSchedule schedule, final NoiseLevel start, final double noiseAlone,
            final int promptSteps,
            final LatentClip clip, final boolean stagesAtTarget, final List<String> notes) {
        this(sampler, schedule, start, noiseAlone, promptSteps, clip, stagesAtTarget, notes, Set.of());
    }

    private SamplingPlan(final Sampler sampler, final NoiseSchedule schedule, final NoiseLevel start,
            final double noiseAlone, final int promptSteps, final LatentClip clip, final boolean stagesAtTarget,
            final List<String> notes, final Set<SamplerOption> heeded) {
        this.sampler = sampler;
        this.schedule = schedule;
        this.start = start;
        this.noiseAlone = noiseAlone;
        this.promptSteps = promptSteps;
        this.clip = clip;
        this.stagesAtTarget = stagesAtTarget;
        this.notes = List.copyOf(notes);
        this.heeded = Set.copyOf(heeded);
    }

    /** The same, in which these options mean something. */
    SamplingPlan heeding(final Set<SamplerOption> options) {
        return new SamplingPlan(sampler, schedule, start, noiseAlone, promptSteps, clip, stagesAtTarget, notes,
                options);
    }

    /** Strength 0: the image stays as it is. */
    static SamplingPlan nothing(final int promptSteps) {
        final Sampler idle = new Sampler() {
            @Override
            public void sample(final float[] x, final NoiseSchedule schedule, final SamplingRun run) {
                // the latents are clean already
            }

            @Override
            public int evaluations(final NoiseSchedule schedule) {
                return 0;
            }
        };
        return new SamplingPlan(idle, new NoiseSchedule(List.of(NoiseLevel.CLEAN, NoiseLevel.CLEAN), 0,
                s -> NoiseLevel.CLEAN), NoiseLevel.CLEAN, 0,
                promptSteps, LatentClip.NONE, false, List.of());
    }

    /** Steps that will run; 0 if the image stays as it is. */
    public int steps() {
        return evaluations() == 0 ? 0 : sampler.steps(schedule);
    }

    /**
     * Network evaluations that will run, each one or more network calls depending on guidance; a guess where the plan
     * is {@link #adaptive}.
     */
    public int evaluations() {
        return sampler.evaluations(schedule);
    }

    /** Whether the sampler finds its steps as it goes. */
    public boolean adaptive() {
        return sampler.adaptive();
    }

    /**
     * The number of an evaluation among those announced, for what happens at a share of the run.
     *
     * @param counted from 0
     * @param level   at which it is made; of a plan that is {@link #adaptive} it tells how far the run is
     */
    public int evaluation(final int counted, final NoiseLevel level) {
        if (!adaptive())
            return counted;
        final double begin = start.noiseToSignal(), end = schedule.at(schedule.end()).noiseToSignal();
        return (int) (evaluations() * Math.log(begin / level.noiseToSignal()) / Math.log(begin / end));
    }

    /** The options of sampler and schedule that mean something here. */
    public Set<SamplerOption> heeded() {
        return heeded;
    }

    /** The number that prompt schedules count as the whole; evaluations count from 0 whatever the strength. */
    public int promptSteps() {
        return promptSteps;
    }

    /** The levels that will be visited, from the start to the end. */
    public List<NoiseLevel> levels() {
        return schedule.levels().subList(schedule.start(), schedule.levels().size());
    }

    /** The level that {@link #start} noises the image to. */
    public NoiseLevel startLevel() {
        return start;
    }

    /** What the user should know, full sentences. */
    public List<String> notes() {
        return notes;
    }

    /** Whether {@link #start} looks at the image. */
    public boolean startsFromImage() {
        return noiseAlone == 0;
    }

    /**
     * Latents to start from, a new array.
     *
     * @param clean those of the image; null will do where it is not looked at
     * @param noise the first noise
     */
    public float[] start(final float[] clean, final float[] noise) {
        return startsFromImage() ? start.noisy(clean, noise) : Vectors.combine(noiseAlone, noise, 0, noise);
    }

    /**
     * The same with more or less noise than the network expects, the WebUI's noise multiplier and extra noise; from
     * noise alone they mean nothing.
     *
     * @param multiplier of the noise
     * @param extra      of that noise, added once more to the noisy image
     */
    public float[] start(final float[] clean, final float[] noise, final double multiplier, final double extra) {
        if (!startsFromImage() || multiplier == 1 && extra == 0)
            return start(clean, noise);
        final float[] x = start.noisy(clean, Vectors.combine(multiplier, noise, 0, noise));
        Vectors.add(x, extra * multiplier, noise);
        return x;
    }

    /**
     * Denoises.
     *
     * @param x        from {@link #start}; in the end the result, where the plan ends not
     *                 quite clean with a trace of noise as in the original
     * @param images   images in {@code x}
     * @param noise    fresh noise of the length of {@code x} at every call, in the order of the steps
     * @param callback is told, and may throw to cancel; {@code x} is then somewhere between
     */
    public void run(final float[] x, final int images, final Denoiser denoiser, final Supplier<float[]> noise,
            final StepCallback callback) {
        sampler.sample(x, schedule, new SamplingRun(denoiser, noise, callback, clip, images, stagesAtTarget));
    }
}
