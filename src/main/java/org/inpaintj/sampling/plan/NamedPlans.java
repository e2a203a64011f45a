package org.inpaintj.sampling.plan;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;

import org.inpaintj.core.InpaintException;
import org.inpaintj.sampling.LatentClip;
import org.inpaintj.sampling.NoiseLevel;
import org.inpaintj.sampling.NoiseSchedule;
import org.inpaintj.sampling.PredictionType;
import org.inpaintj.sampling.Sampler;
import org.inpaintj.sampling.SamplerOption;
import org.inpaintj.sampling.SamplerOptions;
import org.inpaintj.sampling.sampler.Ddim;
import org.inpaintj.sampling.sampler.Dpm2;
import org.inpaintj.sampling.sampler.DpmAdaptive;
import org.inpaintj.sampling.sampler.DpmFast;
import org.inpaintj.sampling.sampler.DpmPlusPlus2M;
import org.inpaintj.sampling.sampler.DpmPlusPlus2MSde;
import org.inpaintj.sampling.sampler.DpmPlusPlus2SAncestral;
import org.inpaintj.sampling.sampler.DpmPlusPlus3MSde;
import org.inpaintj.sampling.sampler.DpmPlusPlusSde;
import org.inpaintj.sampling.sampler.Euler;
import org.inpaintj.sampling.sampler.EulerAncestral;
import org.inpaintj.sampling.sampler.Heun;
import org.inpaintj.sampling.sampler.Lcm;
import org.inpaintj.sampling.sampler.Lms;
import org.inpaintj.sampling.sampler.Plms;
import org.inpaintj.sampling.sampler.Restart;
import org.inpaintj.sampling.sampler.UniPc;
import org.inpaintj.sampling.schedule.AlphasCumprod;
import org.inpaintj.sampling.schedule.DiscreteSigmas;
import org.inpaintj.sampling.schedule.FlowSigmas;
import org.inpaintj.sampling.schedule.SamplerName;
import org.inpaintj.sampling.schedule.ScheduleName;
import org.inpaintj.sampling.schedule.SchedulerConfig;
import org.inpaintj.sampling.schedule.SigmaScale;

/** Plans by the Stable Diffusion WebUI's rule, for every schedule but {@code Model}. */
final class NamedPlans {

    /** A strength of 1 still keeps a trace of the image (WebUI). */
    private static final double MOST = 0.999;
    private static final int UNIPC_ORDER = 3;
    private static final double LCM_TIMESTEP_SCALING = 10;

    private NamedPlans() {
    }

    /**
     * @param config tells betas, prediction and shift; its spacing and step fields are not used
     * @param xl     whether the network is of the SDXL family
     * @throws InpaintException if sampler, schedule and model do not go together, with the reason
     */
    static SamplingPlan of(final SamplerName sampler, final ScheduleName name, final SchedulerConfig config,
            final boolean xl, final StepRequest request) {
        final boolean flow = config.prediction() == PredictionType.FLOW_PREDICTION;
        final ScheduleName resolved = sampler.resolve(name, flow);
        final int promptSteps = request.steps() * (sampler.twoStages() ? 2 : 1);
        if (request.strength() == 0)
            return SamplingPlan.nothing(promptSteps);
        final double strength = Math.min(request.strength(), MOST);
        final boolean stretched = request.fromImage() && request.exactly();
        final int length = stretched ? (int) (request.steps() / strength) : request.steps();
        final int last = stretched ? request.steps() - 1 : (int) (strength * request.steps());
        if (sampler.ownTimesteps())
            return timesteps(sampler, config.alphas(), request, length, last, promptSteps);

        final SigmaScale scale = scale(sampler, config, flow);
        final int n = sampler.dropsPenultimate() ? length + 1 : length;
        final double[] sigmas = resolved.sigmas(n, scale, xl, request.sigmas());
        final List<NoiseLevel> levels = new ArrayList<>();
        for (int i = 0; i < length; i++)
            levels.add(scale.level(sigmas[i]));
        levels.add(NoiseLevel.CLEAN);
        final Sampler walks = sampler(sampler, flow ? SamplerOptions.DEFAULTS : request.options(), last + 1, request);
        final Set<SamplerOption> heeded = new HashSet<>(resolved.heeded());
        // noise between steps is made for latents that keep their scale
        if (!flow)
            heeded.addAll(walks.heeded());
        final NoiseSchedule whole = new NoiseSchedule(levels, request.fromImage() ? length - last - 1
                : 0, scale::level);
        final NoiseSchedule schedule = sampler.ownSteps() ? ends(whole, request, scale,
                resolved.heeded().isEmpty() ? scale : request.sigmas().of(scale)) : whole;
        final NoiseLevel start = schedule.at(schedule.start());
        final boolean replaced = sampler == SamplerName.RESTART && Restart.restarts(schedule.steps())
                && resolved != ScheduleName.KARRAS;
        return new SamplingPlan(walks, schedule, start, request.fromImage() ? 0 : start.sigma(), promptSteps,
                LatentClip.NONE, false, replaced
                ? List.of("Restart spaces its steps as Karras does from 20 steps on, not as "
                        + resolved.label() + ".") : List.of()).heeding(heeded);
    }

    /**
     * The way of a sampler that divides it itself: from where the schedule starts to its last sigma, or, where nothing
     * lies between, to the model's; from noise alone between the ends of the range.
     */
    private static NoiseSchedule ends(final NoiseSchedule schedule, final StepRequest request, final SigmaScale scale,
            final SigmaScale ranged) {
        final double from = request.fromImage() ? schedule.sigma(schedule.start()) : ranged.max(),
                last = request.fromImage() ? schedule.sigma(schedule.end() - 1) : ranged.min();
        return new NoiseSchedule(List.of(scale.level(from), scale.level(last < from ? last
                : Math.min(scale.min(), from / 2))), 0, scale::level);
    }

    private static SigmaScale scale(final SamplerName sampler, final SchedulerConfig config, final boolean flow) {
        if (flow)
            return new FlowSigmas(config.shift(), config.trainTimesteps());
        final AlphasCumprod table = config.alphas();
        return sampler == SamplerName.LCM
                ? DiscreteSigmas.distilled(table, table.size() / config.originalSteps()) : DiscreteSigmas.of(table);
    }

    /** @param executed steps that will run */
    private static Sampler sampler(final SamplerName name, final SamplerOptions options, final int executed,
            final StepRequest request) {
        return switch (name) {
            case EULER, FLOW_MATCH_EULER -> new Euler(options);
            case EULER_A, DDPM -> new EulerAncestral(options);
            case HEUN -> new Heun(options);
            case LMS -> new Lms(false);
            case DPM2 -> new Dpm2(false, options);
            case DPM2_A -> new Dpm2(true, options);
            case DPMPP_2M -> new DpmPlusPlus2M();
            case DPMPP_2S_A -> new DpmPlusPlus2SAncestral(options);
            case DPMPP_SDE -> new DpmPlusPlusSde(options);
            case DPMPP_2M_SDE -> new DpmPlusPlus2MSde(options, false);
            case DPMPP_2M_SDE_HEUN -> new DpmPlusPlus2MSde(options, true);
            case DPMPP_3M_SDE -> new DpmPlusPlus3MSde(options);
            case DPM_FAST -> new DpmFast(request.fromImage() ? executed : request.steps(), options);
            case DPM_ADAPTIVE -> new DpmAdaptive(options);
            case LCM -> new Lcm(LCM_TIMESTEP_SCALING);
            case RESTART -> new Restart();
            case DDIM, DDIM_CFGPP, PLMS, UNIPC -> throw new IllegalArgumentException(name + " walks timesteps");
        };
    }

    /**
     * The samplers on timesteps 1, 1 + k, ... An image is noised to one timestep more than the first evaluated, and the
     * run ends at timestep 1, both as in the WebUI; but at least one evaluation runs, at the timestep of its noise.
     */
    private static SamplingPlan timesteps(final SamplerName sampler, final AlphasCumprod table,
            final StepRequest request,
            final int length, final int last, final int promptSteps) {
        final int size = table.size();
        final int stride = Math.max(1, size / length);
        int[] taus = IntStream.iterate(0, t -> t < size, t -> t + stride).map(t -> Math.min(t + 1, size - 1)).toArray();
        if (taus.length < 2)
            taus = new int[] { 1, Math.max(2, (int) (request.strength() * (size - 1))) };
        final int noised = Math.min(Math.max(last, 1), taus.length - 1);
        final int count = request.fromImage() ? Math.min(Math.max(last, 2), taus.length) : taus.length;
        final NoiseLevel start = level(table, request.fromImage() ? taus[noised] : taus[count - 1]);
        final double alone = request.fromImage() ? 0 : 1;
        final List<NoiseLevel> levels = new ArrayList<>();
        if (sampler == SamplerName.UNIPC) {
            final int steps = request.fromImage() ? Math.max(last, 1) : taus.length;
            final int top = request.fromImage() ? taus[count - 1] : size - 1;
            for (int i = 0; i <= steps; i++)
                levels.add(level(table, top * (1 - (double) i / steps)));
            final NoiseSchedule schedule = new NoiseSchedule(levels, 0, s -> start);
            final int order = Math.min(UNIPC_ORDER, steps);
            return new SamplingPlan(new UniPc(new UniPc.Options(true, order, true, true, Set.of())), schedule,
                    start, alone,
                    promptSteps, LatentClip.NONE, false, List.of());
        }
        for (int i = count - 1; i >= 0; i--)
            levels.add(level(table, taus[i]));
        final NoiseSchedule schedule = new NoiseSchedule(levels, 0, s -> start);
        final Sampler walks = sampler == SamplerName.PLMS ? new Plms()
                : new Ddim(levels.subList(1, count), request.options(), sampler.plusPlus());
        return new SamplingPlan(walks, schedule, start, alone, promptSteps, LatentClip.NONE, false, List.of())
                .heeding(walks.heeded());
    }

    /** Between training timesteps ln alpha is linear, as in the solvers of Lu et al. */
    private static NoiseLevel level(final AlphasCumprod table, final double timestep) {
        final int below = Math.min((int) timestep, table.size() - 2);
        final double part = timestep - below;
        final double log = (1 - part) * Math.log(table.at(below)) + part * Math.log(table.at(below + 1));
        return NoiseLevel.ofAlphaBar(Math.exp(log), timestep);
    }
}
