package org.inpaintj.sampling.sampler;

import java.util.Set;

import org.inpaintj.sampling.NoiseLevel;
import org.inpaintj.sampling.NoiseSchedule;
import org.inpaintj.sampling.Sampler;
import org.inpaintj.sampling.SamplerOption;
import org.inpaintj.sampling.SamplingRun;
import org.inpaintj.sampling.Vectors;

/**
 * Multistep consistency sampling (Luo et al. 2023, "Latent consistency models", algorithm 3): each evaluation jumps to
 * the clean latents, which are noised again to the next level. The boundary scaling with data deviation 1/2 makes the
 * network the identity at timestep 0.
 */
public final class Lcm implements Sampler {

    private static final double DATA = 0.5;

    private final double timestepScaling;

    /** @param timestepScaling what timesteps are multiplied by in the boundary scaling, 10 in all public models */
    public Lcm(final double timestepScaling) {
        this.timestepScaling = timestepScaling;
    }

    @Override
    public void sample(final float[] x, final NoiseSchedule schedule, final SamplingRun run) {
        for (int i = schedule.start(); i < schedule.end(); i++) {
            final NoiseLevel to = schedule.at(i + 1);
            final double s = schedule.at(i).timestep() * timestepScaling;
            final double norm = s * s + DATA * DATA;
            final float[] clean = run.clip(run.predict(x, schedule.at(i)));
            Vectors.set(clean, s / Math.sqrt(norm), clean, DATA * DATA / norm, x);
            run.publish(clean);
            System.arraycopy(clean, 0, x, 0, x.length);
            if (to.sigma() > 0)
                Vectors.set(x, to.alpha(), clean, to.sigma(), run.noise());
            run.moved(x, to);
        }
    }

    @Override
    public Set<SamplerOption> heeded() {
        return Set.of(SamplerOption.RESEED);
    }
}
