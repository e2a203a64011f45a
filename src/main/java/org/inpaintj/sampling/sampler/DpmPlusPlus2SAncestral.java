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
 * DPM-Solver++(2S) (Lu et al. 2022, algorithm 1) with its middle at half the step in -ln sigma, to the lower part of an
 * {@link AncestralSplit}, then fresh noise; as in k-diffusion.
 */
public final class DpmPlusPlus2SAncestral implements Sampler {

    private final SamplerOptions options;

    /** As it is by itself. */
    public DpmPlusPlus2SAncestral() {
        this(SamplerOptions.DEFAULTS);
    }

    public DpmPlusPlus2SAncestral(final SamplerOptions options) {
        this.options = options;
    }

    @Override
    public void sample(final float[] x, final NoiseSchedule schedule, final SamplingRun run) {
        for (int i = schedule.start(); i < schedule.end(); i++) {
            final NoiseLevel to = schedule.at(i + 1);
            final double s = schedule.sigma(i);
            final AncestralSplit split = AncestralSplit.of(s, to.sigma(), options.eta(1));
            final float[] clean = run.clean(x, schedule.at(i));
            if (split.down() == 0) {
                Euler.step(x, clean, s, 0, x);
            } else {
                final NoiseLevel middle = schedule.between().apply(Math.sqrt(s * split.down()));
                final float[] stage = new float[x.length];
                Euler.step(x, clean, s, middle.sigma(), stage);
                run.halfway(stage, middle, to);
                Euler.step(x, run.clean(stage, middle), s, split.down(), x);
                Vectors.add(x, split.up() * options.noise(), run.noise());
            }
            run.moved(x, to);
        }
    }

    @Override
    public Set<SamplerOption> heeded() {
        return options.ofFresh(1, false);
    }

    @Override
    public int evaluations(final NoiseSchedule schedule) {
        return Sampler.twoStages(schedule);
    }
}
