package org.inpaintj.sampling.plan;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;

import org.inpaintj.core.InpaintException;
import org.inpaintj.sampling.LatentClip;
import org.inpaintj.sampling.NoiseLevel;
import org.inpaintj.sampling.NoiseSchedule;
import org.inpaintj.sampling.PredictionType;
import org.inpaintj.sampling.Sampler;
import org.inpaintj.sampling.sampler.Ddim;
import org.inpaintj.sampling.sampler.Dpm2;
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
        final double[] sigmas = resolved.sigmas(n, scale, xl);
        final List<NoiseLevel> levels = new ArrayList<>();
        for (int i = 0; i < length; i++)
            levels.add(scale.level(sigmas[i]));
        levels.add(NoiseLevel.CLEAN);
        final NoiseSchedule schedule = new NoiseSchedule(levels, request.fromImage() ? length - last - 1
                : 0, scale::level);
        final NoiseLevel start = schedule.at(schedule.start());
        final boolean replaced = sampler == SamplerName.RESTART && Restart.restarts(schedule.steps())
                && resolved != ScheduleName.KARRAS;
        return new SamplingPlan(sampler(sampler), schedule, start, request.fromImage() ? 0 : start.sigma(), promptSteps,
                LatentClip.NONE, false, replaced
                ? List.of("Restart spaces its steps as Karras does from 20 steps on, not as "
                        + resolved.label() + ".") : List.of());
    }

    private static SigmaScale scale(final SamplerName sampler, final SchedulerConfig config, final boolean flow) {
        if (flow)
            return new FlowSigmas(config.shift(), config.trainTimesteps());
        final AlphasCumprod table = config.alphas();
        return sampler == SamplerName.LCM
                ? DiscreteSigmas.distilled(table, table.size() / config.originalSteps()) : DiscreteSigmas.of(table);
    }

    private static Sampler sampler(final SamplerName name) {
        return switch (name) {
            case EULER, FLOW_MATCH_EULER -> new Euler();
            case EULER_A, DDPM -> new EulerAncestral();
            case HEUN -> new Heun();
            case LMS -> new Lms(false);
            case DPM2 -> new Dpm2(false);
            case DPM2_A -> new Dpm2(true);
            case DPMPP_2M -> new DpmPlusPlus2M();
            case DPMPP_2S_A -> new DpmPlusPlus2SAncestral();
            case DPMPP_SDE -> new DpmPlusPlusSde();
            case DPMPP_2M_SDE -> new DpmPlusPlus2MSde();
            case DPMPP_3M_SDE -> new DpmPlusPlus3MSde();
            case LCM -> new Lcm(LCM_TIMESTEP_SCALING);
            case RESTART -> new Restart();
            case DDIM, PLMS, UNIPC -> throw new IllegalArgumentException(name + " walks timesteps");
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
        return new SamplingPlan(sampler == SamplerName.DDIM ? new Ddim(levels.subList(1, count))
                : new Plms(), schedule, start,
                alone, promptSteps, LatentClip.NONE, false, List.of());
    }

    /** Between training timesteps ln alpha is linear, as in the solvers of Lu et al. */
    private static NoiseLevel level(final AlphasCumprod table, final double timestep) {
        final int below = Math.min((int) timestep, table.size() - 2);
        final double part = timestep - below;
        final double log = (1 - part) * Math.log(table.at(below)) + part * Math.log(table.at(below + 1));
        return NoiseLevel.ofAlphaBar(Math.exp(log), timestep);
    }
}
