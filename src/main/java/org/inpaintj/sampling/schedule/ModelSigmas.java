package org.inpaintj.sampling.schedule;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.DoubleFunction;
import java.util.function.IntFunction;
import java.util.stream.IntStream;

import org.inpaintj.sampling.NoiseLevel;
import org.inpaintj.sampling.PredictionType;

/** Sigmas and timesteps of diffusers' schedulers that work in sigma, from a model's configuration. */
public final class ModelSigmas {

    private final SchedulerConfig config;
    private final AlphasCumprod alphas;
    private final double[] table;
    private final double[] logs;
    private double[] timesteps;
    private double[] sigmas;

    /** For one schedule. */
    public ModelSigmas(final SchedulerConfig config, final AlphasCumprod alphas) {
        this.config = config;
        this.alphas = alphas;
        this.table = alphas.sigmas();
        // in single precision, because timesteps are cut to whole ones after the search
        this.logs = Arrays.stream(table).map(t -> (float) Math.log(t)).toArray();
    }

    /** Levels of the k-diffusion family (Euler, Heun, LMS, ...), with the final one. */
    public List<NoiseLevel> kDiffusion(final SamplerName sampler, final int n) {
        timesteps = TimestepSpacing.timesteps(config, n, true, "linspace");
        sigmas = interpolated();
        final boolean euler = sampler == SamplerName.EULER;
        if (euler)
            interpolate(n);
        if (sampler != SamplerName.EULER_A)
            convert(n, sampler != SamplerName.LMS && sampler != SamplerName.DPMPP_SDE);
        if (sampler == SamplerName.DPM2 || sampler == SamplerName.DPM2_A)
            roundKarras();
        if (euler && config.text("timestep_type", "discrete").equals("continuous")
                && config.prediction() == PredictionType.V_PREDICTION)
            timesteps = Arrays.stream(sigmas).map(s -> 0.25 * Math.log(s)).toArray();
        // log-linear sigmas are one more than timesteps, so the run ends at the lowest whatever the final type
        final double end = euler ? last(table[0]) : 0;
        final double last = sigmas.length > n ? sigmas[n] : end;
        return levels(last, i -> NoiseLevel.ofSigma((float) sigmas[i], (float) timesteps[i]),
                s -> NoiseLevel.ofSigma(s, 0));
    }

    /** Levels of the multistep solvers, with the final one. */
    public List<NoiseLevel> solver(final int n, final boolean uniPc, final double shift) {
        final boolean flow = config.flag("use_flow_sigmas", false);
        final int size = alphas.size();
        timesteps = TimestepSpacing.solver(config, n, uniPc ? size : top());
        sigmas = interpolated();
        final boolean converted = converts();
        if (converted) {
            sigmas = new double[] { table[size - 1], table[0] };
            convert(n, true);
            final boolean whole = uniPc || !config.text("beta_schedule", "linear").equals("squaredcos_cap_v2");
            if (whole)
                roundKarras();
            if (uniPc && flow && config.flag("use_karras_sigmas", false)) {
                sigmas = Arrays.stream(sigmas).map(s -> s / (s + 1)).toArray();
                timesteps = Arrays.stream(sigmas).map(s -> s * size).toArray();
            }
        } else if (!uniPc && config.flag("use_lu_lambdas", false)) {
            sigmas = SigmaSchedules.exponential(n, table[0], table[size - 1]);
            times(n);
            if (!config.text("beta_schedule", "linear").equals("squaredcos_cap_v2"))
                timesteps = Arrays.stream(timesteps).map(Math::rint).toArray();
        } else if (flow) {
            sigmas = uniPc ? uniPcFlow(n, size, shift) : SigmaSchedules.fill(n,
                    i -> FlowSigmas.shifted((1 - 1. / size) * (n - i) / n, shift));
            timesteps = Arrays.stream(sigmas).map(s -> s * size).toArray();
        }
        final double last = last(uniPc && (converted || flow) ? sigmas[sigmas.length - 1] : table[0]);
        return levels(last, i -> solverLevel(flow, (float) sigmas[i], (long) timesteps[i]),
                s -> solverLevel(flow, s, 0));
    }

    private static NoiseLevel solverLevel(final boolean flow, final double sigma, final double timestep) {
        if (flow)
            return NoiseLevel.ofFlow(sigma, timestep);
        final double alpha = 1 / Math.sqrt(sigma * sigma + 1);
        return new NoiseLevel(alpha, sigma * alpha, timestep);
    }

    /** Flow sigmas from 1 down, shifted, stretched to a terminal value, and never quite 1. */
    private double[] uniPcFlow(final int n, final int size, final double shift) {
        final double[] sigmas = SigmaSchedules.fill(n, i -> FlowSigmas.shifted(1 + i * (1. / size - 1) / n, shift));
        stretch(sigmas, config.number("shift_terminal", 0));
        if (Math.abs(sigmas[0] - 1) < 1e-6)
            sigmas[0] -= 1e-6;
        return sigmas;
    }

    /** Scales 1 - sigma so that the last sigma is {@code terminal}; 0 leaves all as they are. */
    public static void stretch(final double[] sigmas, final double terminal) {
        if (terminal == 0)
            return;
        final double scale = (1 - sigmas[sigmas.length - 1]) / (1 - terminal);
        for (int i = 0; i < sigmas.length; i++)
            sigmas[i] = 1 - (1 - sigmas[i]) / scale;
    }

    /** One above the highest timestep whose lambda is not clipped. */
    private int top() {
        final double clipped = config.number("lambda_min_clipped", Double.NEGATIVE_INFINITY);
        return (int) IntStream.range(0, alphas.size())
                .filter(t -> NoiseLevel.ofAlphaBar(alphas.at(t), t).lambda() >= clipped).count();
    }

    private double last(final double lowest) {
        final String type = config.text("final_sigmas_type", "zero");
        return switch (type) {
            case "zero" -> 0;
            case "sigma_min" -> lowest;
            default -> throw config.refused("final_sigmas_type", type, "it must be zero or sigma_min");
        };
    }

    private List<NoiseLevel> levels(final double last, final IntFunction<NoiseLevel> level,
            final DoubleFunction<NoiseLevel> finalLevel) {
        final List<NoiseLevel> levels = new ArrayList<>();
        for (int i = 0; i < timesteps.length; i++)
            levels.add(level.apply(i));
        levels.add(last == 0 ? NoiseLevel.CLEAN : finalLevel.apply((float) last));
        return levels;
    }

    /** Sigmas of the timesteps, linear between the table's. */
    private double[] interpolated() {
        return Arrays.stream(timesteps).map(t -> {
            final int below = (int) Math.max(0, Math.min(t, table.length - 1));
            final int above = Math.min(below + 1, table.length - 1);
            final double part = Math.max(0, Math.min(t, table.length - 1)) - below;
            return table[below] + part * (table[above] - table[below]);
        }).toArray();
    }

    private void interpolate(final int n) {
        final String type = config.text("interpolation_type", "linear");
        if (type.equals("log_linear")) {
            final double low = Math.log(table[0]);
            final double high = Math.log(table[table.length - 1]);
            sigmas = SigmaSchedules.fill(n + 1, i -> Math.exp(high + i * (low - high) / n));
        } else if (!type.equals("linear")) {
            throw config.refused("interpolation_type", type, "it must be linear or log_linear");
        }
    }

    private boolean converts() {
        final int chosen = (config.flag("use_karras_sigmas", false) ? 1 : 0)
                + (config.flag("use_exponential_sigmas", false) ? 1 : 0)
                + (config.flag("use_beta_sigmas", false) ? 1 : 0);
        if (chosen > 1)
            throw config.refused("use_karras_sigmas", "true", "only one of use_karras_sigmas, use_exponential_sigmas"
                    + " and use_beta_sigmas can be");
        return chosen == 1;
    }

    /** Karras, exponential or beta sigmas between the ends of the present ones or of the configuration. */
    private void convert(final int n, final boolean karrasReadsEnds) {
        if (!converts())
            return;
        final boolean karras = config.flag("use_karras_sigmas", false);
        final boolean ends = !karras || karrasReadsEnds;
        final double min = ends ? config.number("sigma_min", sigmas[sigmas.length - 1]) : sigmas[sigmas.length - 1];
        final double max = ends ? config.number("sigma_max", sigmas[0]) : sigmas[0];
        if (karras)
            sigmas = SigmaSchedules.karras(n, min, max);
        else if (config.flag("use_exponential_sigmas", false))
            sigmas = SigmaSchedules.exponential(n, min, max);
        else
            sigmas = SigmaSchedules.betaOfSigma(n, min, max);
        times(n);
    }

    private void times(final int n) {
        timesteps = SigmaSchedules.fill(n, i -> DiscreteSigmas.position(Math.log(sigmas[i]), logs));
    }

    private void roundKarras() {
        if (config.flag("use_karras_sigmas", false))
            timesteps = Arrays.stream(timesteps).map(Math::rint).toArray();
    }
}
