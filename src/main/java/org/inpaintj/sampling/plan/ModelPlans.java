package org.inpaintj.sampling.plan;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.DoubleFunction;
import java.util.function.IntFunction;
import java.util.stream.IntStream;

import org.inpaintj.core.InpaintException;
import org.inpaintj.engine.Task;
import org.inpaintj.sampling.LatentClip;
import org.inpaintj.sampling.NoiseLevel;
import org.inpaintj.sampling.NoiseSchedule;
import org.inpaintj.sampling.PredictionType;
import org.inpaintj.sampling.Sampler;
import org.inpaintj.sampling.sampler.Ddim;
import org.inpaintj.sampling.sampler.Ddpm;
import org.inpaintj.sampling.sampler.Dpm2;
import org.inpaintj.sampling.sampler.DpmPlusPlus2SAncestral;
import org.inpaintj.sampling.sampler.DpmPlusPlusSde;
import org.inpaintj.sampling.sampler.DpmSolver;
import org.inpaintj.sampling.sampler.Euler;
import org.inpaintj.sampling.sampler.EulerAncestral;
import org.inpaintj.sampling.sampler.Heun;
import org.inpaintj.sampling.sampler.Lcm;
import org.inpaintj.sampling.sampler.Lms;
import org.inpaintj.sampling.sampler.Pndm;
import org.inpaintj.sampling.sampler.Restart;
import org.inpaintj.sampling.sampler.UniPc;
import org.inpaintj.sampling.schedule.AlphasCumprod;
import org.inpaintj.sampling.schedule.DiscreteSigmas;
import org.inpaintj.sampling.schedule.ModelSigmas;
import org.inpaintj.sampling.schedule.SamplerName;
import org.inpaintj.sampling.schedule.SchedulerConfig;
import org.inpaintj.sampling.schedule.SigmaSchedules;
import org.inpaintj.sampling.schedule.TimestepSpacing;

/**
 * Plans for the schedule {@code Model}: what diffusers 0.39 does with the model's {@code scheduler_config.json}, where
 * a sampler stands for a scheduler class. Timesteps, sigmas and the order of noise are its own, oddities included;
 * a named schedule has them put right.
 */
public final class ModelPlans {

    private static final Set<SamplerName> FLOW_SOLVERS = Set.of(SamplerName.DPMPP_2M, SamplerName.DPMPP_2M_SDE,
            SamplerName.DPMPP_2M_SDE_HEUN, SamplerName.DPMPP_3M_SDE, SamplerName.UNIPC);

    private ModelPlans() {
    }

    /**
     * @param imageTokens image tokens the network sees, for schedules that shift with the size; latent height x width
     *                    over the square of the patch size
     * @throws InpaintException if the sampler cannot follow the configuration, with the reason
     */
    public static SamplingPlan of(final SamplerName sampler, final SchedulerConfig given, final PipelineRules rules,
            final StepRequest request, final int imageTokens) {
        final SchedulerConfig config = rules.corrected(given, request.task());
        final int promptSteps = request.steps() * (sampler.twoStages() ? 2 : 1);
        if (request.strength() == 0)
            return SamplingPlan.nothing(promptSteps);
        final boolean stretched = request.fromImage() && request.exactly();
        final int n = stretched ? (int) (request.steps() / request.strength()) : request.steps();
        final int size = config.trainTimesteps();
        if (n > size)
            throw new InpaintException("The schedule 'Model' has " + size + " timesteps, fewer than the " + n
                    + " steps that would be laid out; use fewer steps or a higher strength.");
        if (config.className().startsWith("FlowMatch")) {
            if (sampler != SamplerName.EULER && sampler != SamplerName.FLOW_MATCH_EULER)
                throw refused(sampler, "this model's scheduler is flow matching, which diffusers walks with Euler; use"
                        + " Flow Match Euler, or a named schedule");
            return new FlowPlans(config, request, imageTokens).plan(n, stretched);
        }
        if (config.prediction() == PredictionType.FLOW_PREDICTION && !FLOW_SOLVERS.contains(sampler))
            throw refused(sampler, "this model is trained by flow matching, which of diffusers' schedulers for it only"
                    + " DPM++ 2M, DPM++ 2M SDE, DPM++ 3M SDE and UniPC can run");
        return switch (sampler) {
            case EULER, EULER_A, HEUN, LMS, DPM2, DPM2_A, DPMPP_SDE -> kDiffusion(sampler, sampler, config, request, n);
            case DPMPP_2S_A, RESTART -> kDiffusion(sampler, SamplerName.EULER, config, request, n);
            case DPMPP_2M, DPMPP_2M_SDE, DPMPP_3M_SDE -> dpmSolver(sampler, config, request, n);
            case DPMPP_2M_SDE_HEUN -> dpmSolver(sampler, config.with("solver_type", "heun"), request, n);
            case UNIPC -> uniPc(config, request, n, imageTokens);
            case DDIM -> ddim(config, request, n);
            case DDPM -> ddpm(config, request, n);
            case PLMS -> pndm(config, request, n);
            case LCM -> lcm(config, request, n, rules.laysOutBelow(request.task()));
            case DPM_FAST, DPM_ADAPTIVE, DDIM_CFGPP -> throw refused(sampler, "diffusers has no such scheduler; use a"
                    + " named schedule, such as Automatic");
            case FLOW_MATCH_EULER -> throw refused(sampler, "this model's scheduler is not flow matching; use Euler");
        };
    }

    private static SamplingPlan kDiffusion(final SamplerName name, final SamplerName reader,
            final SchedulerConfig config,
            final StepRequest request, final int n) {
        final AlphasCumprod alphas = switch (reader) {
            case EULER, EULER_A -> config.alphas(0.0001, 0.02, "linear", SchedulerConfig.TERMINAL_DIFFUSERS);
            case LMS -> config.alphas(0.0001, 0.02, "linear", Double.NaN);
            default -> config.alphas(0.00085, 0.012, "linear", Double.NaN);
        };
        final DiscreteSigmas scale = DiscreteSigmas.of(alphas);
        final List<NoiseLevel> levels = new ModelSigmas(config, alphas).kDiffusion(reader, n);
        final NoiseSchedule schedule = schedule(levels, request, scale::level);
        final double max = levels.stream().mapToDouble(NoiseLevel::sigma).max().orElseThrow();
        final boolean leading = config.text("timestep_spacing", "linspace").equals("leading");
        final List<String> notes = new ArrayList<>();
        if (name != reader)
            notes.add("diffusers has no " + name.label() + "; it runs on the sigmas of its Euler scheduler.");
        if (name == SamplerName.LMS && schedule.start() > 0)
            notes.add("LMS in diffusers overshoots when it starts part-way, and so it does with the schedule Model;"
                    + " a named schedule does not.");
        final Sampler sampler = switch (name) {
            case EULER -> new Euler(request.options());
            case EULER_A -> new EulerAncestral(request.options());
            case HEUN -> new Heun(request.options());
            case LMS -> new Lms(true);
            case DPM2 -> new Dpm2(false, request.options());
            case DPM2_A -> new Dpm2(true, request.options());
            case DPMPP_2S_A -> new DpmPlusPlus2SAncestral(request.options());
            case DPMPP_SDE -> new DpmPlusPlusSde(request.options());
            default -> new Restart();
        };
        return plan(sampler, schedule, request, leading ? Math.hypot(max, 1) : max,
                reader == SamplerName.HEUN ? config.clip(false) : LatentClip.NONE, notes, name.twoStages());
    }

    private static SamplingPlan dpmSolver(final SamplerName name, final SchedulerConfig config,
            final StepRequest request,
            final int n) {
        final boolean stochastic = name != SamplerName.DPMPP_2M;
        final String type = config.text("algorithm_type", "dpmsolver++");
        final boolean data = !type.equals("dpmsolver") && !type.equals("sde-dpmsolver");
        final int order = name == SamplerName.DPMPP_3M_SDE ? 3 : Math.min(stochastic ? 2 : 3,
                config.whole("solver_order", 2));
        final boolean zero = config.text("final_sigmas_type", "zero").equals("zero");
        if (!data && zero)
            throw config.refused("algorithm_type", type, "it needs final_sigmas_type sigma_min");
        if (order < 1 || !data && stochastic && order == 3)
            throw config.refused("solver_order", order, "the algorithm type " + type + " has no such order");
        final AlphasCumprod alphas = solverAlphas(config);
        final List<NoiseLevel> levels = new ModelSigmas(config, alphas)
                .solver(n, false, config.number("flow_shift", 1));
        final boolean wrong = stochastic && order == 3;
        return plan(new DpmSolver(new DpmSolver.Options(data, stochastic, order,
                config.text("solver_type", "midpoint").equals("heun"), config.flag("lower_order_final", true),
                config.flag("euler_at_final", false))), schedule(levels, request, s -> NoiseLevel.CLEAN), request, 1,
                threshold(config), wrong ? List.of("DPM++ 3M SDE in diffusers has a wrong sign in its third order, and"
                        + " so it has with the schedule Model; a named schedule does not.") : List.of(), false);
    }

    private static SamplingPlan uniPc(final SchedulerConfig config, final StepRequest request, final int n,
            final int imageTokens) {
        final AlphasCumprod alphas = solverAlphas(config);
        final double shift = config.flag("use_dynamic_shifting", false)
                ? FlowPlans.dynamicShift(config, imageTokens) : config.number("flow_shift", 1);
        final List<NoiseLevel> levels = new ModelSigmas(config, alphas).solver(n, true, shift);
        if (levels.get(levels.size() - 1).sigma() == levels.get(levels.size() - 2).sigma())
            throw config.refused("final_sigmas_type", "sigma_min",
                    "it repeats the last sigma here, which leaves UniPC a step of no length; use zero");
        final Set<Integer> uncorrected = new HashSet<>();
        for (final double index : config.numbers("disable_corrector"))
            uncorrected.add((int) index);
        return plan(new UniPc(new UniPc.Options(config.flag("predict_x0", true), config.whole("solver_order", 2),
                config.text("solver_type", "bh2").equals("bh1"), config.flag("lower_order_final", true), uncorrected)),
                schedule(levels, request, s -> NoiseLevel.CLEAN), request, 1, threshold(config), List.of(), false);
    }

    private static AlphasCumprod solverAlphas(final SchedulerConfig config) {
        if (config.prediction() == PredictionType.FLOW_PREDICTION && !config.flag("use_flow_sigmas", false))
            throw config.refused("prediction_type", "flow_prediction", "it needs use_flow_sigmas true");
        return config.alphas(0.0001, 0.02, "linear", SchedulerConfig.TERMINAL_DIFFUSERS);
    }

    private static LatentClip threshold(final SchedulerConfig config) {
        return config.flag("thresholding", false) ? config.clip(false) : LatentClip.NONE;
    }

    private static SamplingPlan ddim(final SchedulerConfig config, final StepRequest request, final int n) {
        final AlphasCumprod alphas = config.alphas(0.0001, 0.02, "linear", 0);
        final double[] timesteps = TimestepSpacing.timesteps(config, n, false, "leading");
        final IntFunction<NoiseLevel> levelOf = levelOf(config, alphas, true);
        final int stride = alphas.size() / n;
        final List<NoiseLevel> targets = new ArrayList<>();
        for (final double t : timesteps)
            targets.add(levelOf.apply((int) t - stride));
        return plan(new Ddim(targets, request.options(), false),
                schedule(levels(config, alphas, timesteps), request, s -> NoiseLevel.CLEAN), request, 1,
                config.clip(true), List.of(), false);
    }

    private static SamplingPlan ddpm(final SchedulerConfig config, final StepRequest request, final int n) {
        final String variance = config.text("variance_type", "fixed_small");
        if (!List.of("fixed_small", "fixed_small_log", "fixed_large").contains(variance))
            throw config.refused("variance_type", variance, "DDPM here takes fixed_small, fixed_small_log or"
                    + " fixed_large");
        final AlphasCumprod alphas = config.alphas(0.0001, 0.02, "linear", 0);
        final double[] timesteps = TimestepSpacing.timesteps(config, n, false, "leading");
        return plan(new Ddpm(variance.equals("fixed_large")),
                schedule(levels(config, alphas, timesteps), request, s -> NoiseLevel.CLEAN), request, 1,
                config.clip(true),
                List.of(), false);
    }

    private static SamplingPlan pndm(final SchedulerConfig config, final StepRequest request, final int n) {
        if (config.prediction() == PredictionType.SAMPLE)
            throw refused(SamplerName.PLMS, "this model predicts the sample; use DDIM");
        final AlphasCumprod alphas = config.alphas(0.0001, 0.02, "linear", Double.NaN);
        final double[] even = TimestepSpacing.timesteps(config, n, false, "leading");
        final int stride = alphas.size() / n;
        final boolean skip = config.flag("skip_prk_steps", false);
        if (!skip && n < 4)
            throw refused(SamplerName.PLMS, "this model's scheduler warms up over 4 steps; use 4 or more");
        final int[] warmUp = skip ? new int[0] : warmUp(even, stride);
        final List<Double> timesteps = new ArrayList<>();
        IntStream.of(warmUp).forEach(t -> timesteps.add((double) t));
        for (int i = skip ? 0 : 3; i < n; i++) {
            timesteps.add(even[i]);
            if (skip && i == 1)
                timesteps.add(even[i]);
        }
        final double[] all = timesteps.stream().mapToDouble(t -> t).toArray();
        return plan(new Pndm(config.prediction(), warmUp, stride, levelOf(config, alphas, false)),
                schedule(levels(config, alphas, all), request, s -> NoiseLevel.CLEAN, n), request, 1,
                LatentClip.NONE, List.of(),
                false);
    }

    /** Three steps of the four stages of Runge and Kutta: both ends and twice the middle. */
    private static int[] warmUp(final double[] even, final int stride) {
        final List<Integer> timesteps = new ArrayList<>();
        for (int step = 0; step < 3; step++) {
            final int t = (int) even[step];
            final int middle = (int) even[step + 1] + stride / 2;
            timesteps.addAll(List.of(t, middle, middle, (int) even[step + 1]));
        }
        return timesteps.stream().mapToInt(t -> t).toArray();
    }

    private static SamplingPlan lcm(final SchedulerConfig config, final StepRequest request, final int n,
            final boolean relaid) {
        final AlphasCumprod alphas = config.alphas(0.00085, 0.012, "scaled_linear", 0);
        final int original = config.originalSteps();
        final int steps = relaid ? request.steps() : n;
        final int available = (int) (original * (relaid ? request.strength() : 1));
        if (steps > available)
            throw refused(SamplerName.LCM, "the model was distilled for " + original + " steps, of which this strength"
                    + " leaves " + available + ", fewer than the " + steps + " asked for");
        final int stride = alphas.size() / original;
        final double[] timesteps = SigmaSchedules.fill(steps,
                i -> (available - (int) (i * ((double) available / steps))) * stride - 1);
        final List<NoiseLevel> levels = levels(config, alphas, timesteps);
        final NoiseSchedule schedule = relaid ? new NoiseSchedule(levels, 0, s -> NoiseLevel.CLEAN)
                : schedule(levels, request, s -> NoiseLevel.CLEAN);
        return plan(new Lcm(config.number("timestep_scaling", 10)), schedule, request, 1, config.clip(false), List.of(),
                false);
    }

    /** Levels of timesteps, and the end. */
    private static List<NoiseLevel> levels(final SchedulerConfig config, final AlphasCumprod alphas,
            final double[] timesteps) {
        final IntFunction<NoiseLevel> levelOf = levelOf(config, alphas, true);
        final List<NoiseLevel> levels = new ArrayList<>();
        for (final double t : timesteps) {
            if (t < 0 || t >= alphas.size())
                throw config.refused("steps_offset", config.whole("steps_offset", 0),
                        "a timestep falls outside the model's " + alphas.size() + "; use fewer steps");
            levels.add(levelOf.apply((int) t));
        }
        levels.add(NoiseLevel.CLEAN);
        return levels;
    }

    /** The level of a timestep; below 0 the final one, which may keep the noise of timestep 0. */
    private static IntFunction<NoiseLevel> levelOf(final SchedulerConfig config, final AlphasCumprod alphas,
            final boolean oneByDefault) {
        final double last = config.flag("set_alpha_to_one", oneByDefault) ? 1 : alphas.at(0);
        return t -> NoiseLevel.ofAlphaBar(t < 0 ? last : alphas.at(t), t);
    }

    private static NoiseSchedule schedule(final List<NoiseLevel> levels, final StepRequest request,
            final DoubleFunction<NoiseLevel> between) {
        return schedule(levels, request, between, levels.size() - 1);
    }

    /** Starts at n - min(int(n strength), n), as the Stable Diffusion pipelines do. */
    private static NoiseSchedule schedule(final List<NoiseLevel> levels, final StepRequest request,
            final DoubleFunction<NoiseLevel> between, final int n) {
        final int run = request.fromImage() && request.exactly() ? request.steps() : (int) (n * request.strength());
        if (run < 1)
            throw new InpaintException("A strength of " + request.strength() + " leaves none of " + n
                    + " steps with the schedule 'Model'; use more steps or a higher strength.");
        return new NoiseSchedule(levels, n - Math.min(run, n), between);
    }

    static SamplingPlan plan(final Sampler sampler, final NoiseSchedule schedule, final StepRequest request,
            final double noiseAlone,
            final LatentClip clip, final List<String> notes, final boolean twoStages) {
        final boolean alone = !request.fromImage()
                || request.task() == Task.INPAINT && request.strength() == 1;
        return new SamplingPlan(sampler, schedule, schedule.at(schedule.start()), alone ? noiseAlone : 0,
                request.steps() * (twoStages ? 2 : 1), clip, true, notes).heeding(sampler.heeded());
    }

    private static InpaintException refused(final SamplerName sampler, final String reason) {
        return new InpaintException("The sampler '" + sampler.label() + "' cannot run with the schedule 'Model': "
                + reason + ".");
    }
}
