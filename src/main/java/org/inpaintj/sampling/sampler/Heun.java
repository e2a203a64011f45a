package org.inpaintj.sampling.sampler;

import java.util.Set;

import org.inpaintj.sampling.NoiseLevel;
import org.inpaintj.sampling.NoiseSchedule;
import org.inpaintj.sampling.Sampler;
import org.inpaintj.sampling.SamplerOption;
import org.inpaintj.sampling.SamplerOptions;
import org.inpaintj.sampling.SamplingRun;

/** Heun's second-order method, Euler for the last step to no noise (Karras et al. 2022, algorithm 1). */
public final class Heun implements Sampler {

    private final SamplerOptions options;

    /** As it is by itself. */
    public Heun() {
        this(SamplerOptions.DEFAULTS);
    }

    public Heun(final SamplerOptions options) {
        this.options = options;
    }

    @Override
    public void sample(final float[] x, final NoiseSchedule schedule, final SamplingRun run) {
        for (int i = schedule.start(); i < schedule.end(); i++)
            step(x, Euler.churn(x, schedule, i, options, run), schedule.at(i + 1), run);
    }

    @Override
    public Set<SamplerOption> heeded() {
        return options.ofChurned();
    }

    @Override
    public int evaluations(final NoiseSchedule schedule) {
        return Sampler.twoStages(schedule);
    }

    static void step(final float[] x, final NoiseLevel from, final NoiseLevel to, final SamplingRun run) {
        final double s = from.sigma();
        final double t = to.sigma();
        final float[] clean = run.clean(x, from);
        if (t == 0) {
            Euler.step(x, clean, s, t, x);
        } else {
            final float[] predicted = new float[x.length];
            Euler.step(x, clean, s, t, predicted);
            run.halfway(predicted, to, to);
            final float[] clean2 = run.clean(predicted, to);
            final double half = (t - s) / 2;
            for (int k = 0; k < x.length; k++)
                x[k] += (float) (half * ((x[k] - clean[k]) / s + (predicted[k] - clean2[k]) / t));
        }
        run.moved(x, to);
    }
}
