package org.inpaintj.sampling.plan;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;

import org.inpaintj.core.InpaintException;
import org.inpaintj.sampling.LatentClip;
import org.inpaintj.sampling.NoiseLevel;
import org.inpaintj.sampling.NoiseSchedule;
import org.inpaintj.sampling.Sampler;
import org.inpaintj.sampling.SamplerOption;
import org.inpaintj.sampling.sampler.Euler;
import org.inpaintj.sampling.sampler.FlowStochastic;
import org.inpaintj.sampling.schedule.FlowSigmas;
import org.inpaintj.sampling.schedule.ModelSigmas;
import org.inpaintj.sampling.schedule.SchedulerConfig;
import org.inpaintj.sampling.schedule.SigmaSchedules;

/** The flow-matching scheduler of diffusers (Esser et al. 2024), as its Stable Diffusion 3 pipelines use it. */
final class FlowPlans {

    private final SchedulerConfig config;
    private final StepRequest request;
    private final int imageTokens;

    FlowPlans(final SchedulerConfig config, final StepRequest request, final int imageTokens) {
        this.config = config;
        this.request = request;
        this.imageTokens = imageTokens;
    }

    /** @param stretched whether the schedule is longer so that exactly the steps asked for run */
    SamplingPlan plan(final int n, final boolean stretched) {
        if (config.flag("invert_sigmas", false))
            throw config.refused("invert_sigmas", "true", "models that run from 0 to 1 are not supported");
        final int size = config.trainTimesteps();
        final List<NoiseLevel> levels = new ArrayList<>();
        for (final double sigma : sigmas(n, size))
            levels.add(NoiseLevel.ofFlow((float) sigma, (float) ((float) sigma * size)));
        levels.add(NoiseLevel.CLEAN);
        final int start = stretched ? n - request.steps() : (int) Math.max(n - Math.min(n * request.strength(), n), 0);
        if (start >= n)
            throw new InpaintException("A strength of " + request.strength() + " leaves none of " + n
                    + " steps with the schedule 'Model'; use more steps or a higher strength.");
        final Sampler sampler = config.flag("stochastic_sampling", false) ? new FlowStochastic() : new Euler();
        final Set<SamplerOption> heeded = sampler instanceof FlowStochastic ? sampler.heeded() : Set.of();
        return ModelPlans.plan(sampler, new NoiseSchedule(levels, start, s -> NoiseLevel.ofFlow(s, s * size)), request,
                1, LatentClip.NONE,
                List.of(), false).heeding(heeded);
    }

    private double[] sigmas(final int n, final int size) {
        final boolean dynamic = config.flag("use_dynamic_shifting", false);
        final double trained = dynamic ? 1 : config.number("shift", 1);
        final double shift = dynamic ? dynamicShift(config, imageTokens) : trained;
        final double low = FlowSigmas.shifted(1. / size, trained);
        double[] sigmas =
                SigmaSchedules.fill(n, i -> FlowSigmas.shifted(1 + SigmaSchedules.ramp(i, n) * (low - 1), shift));
        ModelSigmas.stretch(sigmas, config.number("shift_terminal", 0));
        final double min = config.number("sigma_min", sigmas[n - 1]);
        final double max = config.number("sigma_max", sigmas[0]);
        if (config.flag("use_karras_sigmas", false))
            sigmas = SigmaSchedules.karras(n, min, max);
        else if (config.flag("use_exponential_sigmas", false))
            sigmas = SigmaSchedules.exponential(n, min, max);
        else if (config.flag("use_beta_sigmas", false))
            sigmas = SigmaSchedules.betaOfSigma(n, min, max);
        return Arrays.copyOf(sigmas, n);
    }

    /** The shift that follows the size of the image: its logarithm is linear in the number of tokens. */
    static double dynamicShift(final SchedulerConfig config, final int imageTokens) {
        final double fewest = config.number("base_image_seq_len", 256);
        final double most = config.number("max_image_seq_len", 4096);
        final double low = config.number("base_shift", 0.5);
        final double high = config.number("max_shift", 1.15);
        final double mu = low + (imageTokens - fewest) * (high - low) / (most - fewest);
        final String type = config.text("time_shift_type", "exponential");
        return switch (type) {
            case "exponential" -> Math.exp(mu);
            case "linear" -> mu;
            default -> throw config.refused("time_shift_type", type, "it must be exponential or linear");
        };
    }
}
