package org.inpaintj.sampling.sampler;

import java.util.Set;

import org.inpaintj.sampling.NoiseLevel;
import org.inpaintj.sampling.NoiseSchedule;
import org.inpaintj.sampling.Sampler;
import org.inpaintj.sampling.SamplerOption;
import org.inpaintj.sampling.SamplingRun;
import org.inpaintj.sampling.Vectors;

/** Ancestral sampling of denoising diffusion probabilistic models (Ho et al. 2020, equations 6 and 7). */
public final class Ddpm implements Sampler {

    private final boolean largeVariance;

    /** @param largeVariance beta instead of the posterior's variance ("fixed_large") */
    public Ddpm(final boolean largeVariance) {
        this.largeVariance = largeVariance;
    }

    @Override
    public void sample(final float[] x, final NoiseSchedule schedule, final SamplingRun run) {
        for (int i = schedule.start(); i < schedule.end(); i++) {
            final NoiseLevel from = schedule.at(i);
            final NoiseLevel to = schedule.at(i + 1);
            final double kept = from.alpha() / to.alpha();
            final double beta = 1 - kept * kept;
            final double noise = from.sigma() * from.sigma();
            final double left = to.sigma() * to.sigma();
            final float[] clean = run.clean(x, from);
            Vectors.set(x, kept * left / noise, x, to.alpha() * beta / noise, clean);
            if (from.timestep() > 0)
                Vectors.add(x, Math.sqrt(largeVariance ? beta : beta * left / noise), run.noise());
            run.moved(x, to);
        }
    }

    @Override
    public Set<SamplerOption> heeded() {
        return Set.of(SamplerOption.RESEED);
    }
}
