package org.inpaintj.sampling.sampler;

import java.util.Set;

import org.inpaintj.sampling.NoiseLevel;
import org.inpaintj.sampling.NoiseSchedule;
import org.inpaintj.sampling.Sampler;
import org.inpaintj.sampling.SamplerOption;
import org.inpaintj.sampling.SamplerOptions;
import org.inpaintj.sampling.SamplingRun;
import org.inpaintj.sampling.Vectors;

/**
 * Euler's method on dx/dsigma = (x - clean) / sigma (Karras et al. 2022, algorithm 2). The same equation
 * holds for flow matching, where this is flow-match Euler (Esser et al. 2024).
 */
public final class Euler implements Sampler {

    private final SamplerOptions options;

    /** As it is by itself. */
    public Euler() {
        this(SamplerOptions.DEFAULTS);
    }

    public Euler(final SamplerOptions options) {
        this.options = options;
    }

    @Override
    public void sample(final float[] x, final NoiseSchedule schedule, final SamplingRun run) {
        for (int i = schedule.start(); i < schedule.end(); i++) {
            final NoiseLevel to = schedule.at(i + 1);
            final NoiseLevel from = churn(x, schedule, i, options, run);
            step(x, run.clean(x, from), from.sigma(), to.sigma(), x);
            run.moved(x, to);
        }
    }

    @Override
    public Set<SamplerOption> heeded() {
        return options.ofChurned();
    }

    /** Adds the noise of {@link SamplerOptions#churn()} before step i; the level that the latents then have. */
    static NoiseLevel churn(final float[] x, final NoiseSchedule schedule, final int i, final SamplerOptions options,
            final SamplingRun run) {
        if (!options.churns())
            return schedule.at(i);
        // drawn at every step, so that the limits move no later noise
        final float[] noise = run.noise();
        final double sigma = schedule.sigma(i), churned = options.churned(sigma, schedule.steps());
        if (churned == sigma)
            return schedule.at(i);
        Vectors.add(x, Math.sqrt(churned * churned - sigma * sigma) * options.noise(), noise);
        return schedule.between().apply(churned);
    }

    /** out = x + (x - clean) / from * (to - from) */
    static void step(final float[] x, final float[] clean, final double from, final double to, final float[] out) {
        final double ratio = to / from;
        Vectors.set(out, ratio, x, 1 - ratio, clean);
    }
}
