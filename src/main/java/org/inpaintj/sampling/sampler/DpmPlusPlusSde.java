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
 * DPM-Solver++ for the stochastic equation, single step of second order with its middle at half the step in -ln sigma,
 * as in k-diffusion. Both stages see one Brownian path over sigma: the noise of the whole step is that of the first
 * stage plus fresh noise for the rest. (Independent noise for both would make the method first order.)
 */
public final class DpmPlusPlusSde implements Sampler {

    private final SamplerOptions options;

    /** As it is by itself. */
    public DpmPlusPlusSde() {
        this(SamplerOptions.DEFAULTS);
    }

    public DpmPlusPlusSde(final SamplerOptions options) {
        this.options = options;
    }

    @Override
    public void sample(final float[] x, final NoiseSchedule schedule, final SamplingRun run) {
        for (int i = schedule.start(); i < schedule.end(); i++) {
            final NoiseLevel to = schedule.at(i + 1);
            final double s = schedule.sigma(i);
            final float[] clean = run.clean(x, schedule.at(i));
            if (to.sigma() == 0) {
                Euler.step(x, clean, s, 0, x);
            } else {
                final NoiseLevel middle = schedule.between().apply(Math.sqrt(s * to.sigma()));
                final float[] stage = new float[x.length];
                final float[] path = run.noise().clone();
                noisyStep(x, clean, s, middle.sigma(), path, stage);
                run.halfway(stage, middle, to);
                final double whole = s - to.sigma();
                Vectors.set(path, Math.sqrt((s - middle.sigma()) / whole), path,
                        Math.sqrt((middle.sigma() - to.sigma()) / whole), run.noise());
                noisyStep(x, run.clean(stage, middle), s, to.sigma(), path, x);
            }
            run.moved(x, to);
        }
    }

    @Override
    public Set<SamplerOption> heeded() {
        return options.ofFresh(1, true);
    }

    @Override
    public int evaluations(final NoiseSchedule schedule) {
        return Sampler.twoStages(schedule);
    }

    private void noisyStep(final float[] x, final float[] clean, final double from, final double to,
            final float[] noise, final float[] out) {
        final AncestralSplit split = AncestralSplit.of(from, to, options.eta(1));
        Euler.step(x, clean, from, split.down(), out);
        Vectors.add(out, split.up() * options.noise(), noise);
    }
}
