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
 * DPM-Solver-2 in sigma: the slope at the geometric mean of both ends carries the whole step (Lu et al. 2022; Karras et
 * al. 2022). Ancestral: the step goes to the lower part of an {@link AncestralSplit}, then fresh noise.
 */
public final class Dpm2 implements Sampler {

    private final boolean ancestral;
    private final SamplerOptions options;

    /** As it is by itself. */
    public Dpm2(final boolean ancestral) {
        this(ancestral, SamplerOptions.DEFAULTS);
    }

    public Dpm2(final boolean ancestral, final SamplerOptions options) {
        this.ancestral = ancestral;
        this.options = options;
    }

    @Override
    public void sample(final float[] x, final NoiseSchedule schedule, final SamplingRun run) {
        for (int i = schedule.start(); i < schedule.end(); i++) {
            final NoiseLevel to = schedule.at(i + 1);
            final NoiseLevel from = ancestral ? schedule.at(i) : Euler.churn(x, schedule, i, options, run);
            final double s = from.sigma();
            final AncestralSplit split = ancestral ? AncestralSplit.of(s, to.sigma(), options.eta(1))
                    : new AncestralSplit(to.sigma(), 0);
            final float[] clean = run.clean(x, from);
            if (split.down() == 0) {
                Euler.step(x, clean, s, 0, x);
            } else {
                final NoiseLevel middle = schedule.between().apply(Math.sqrt(s * split.down()));
                final float[] stage = new float[x.length];
                Euler.step(x, clean, s, middle.sigma(), stage);
                run.halfway(stage, middle, to);
                final float[] clean2 = run.clean(stage, middle);
                final double slope = (split.down() - s) / middle.sigma();
                for (int k = 0; k < x.length; k++)
                    x[k] += (float) (slope * (stage[k] - clean2[k]));
                if (split.up() > 0)
                    Vectors.add(x, split.up() * options.noise(), run.noise());
            }
            run.moved(x, to);
        }
    }

    @Override
    public Set<SamplerOption> heeded() {
        return ancestral ? options.ofFresh(1, false) : options.ofChurned();
    }

    @Override
    public int evaluations(final NoiseSchedule schedule) {
        return Sampler.twoStages(schedule);
    }
}
