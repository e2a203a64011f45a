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
 * Euler's method to the lower part of an {@link AncestralSplit}, then fresh noise. In these terms it is the ancestral
 * sampling of DDPM (Ho et al. 2020) with the smaller of its two variances: the posterior mean
 * clean + (sigma'/sigma)^2 (x - clean) is the Euler step to sigma'^2 / sigma.
 */
public final class EulerAncestral implements Sampler {

    private final SamplerOptions options;

    /** As it is by itself. */
    public EulerAncestral() {
        this(SamplerOptions.DEFAULTS);
    }

    public EulerAncestral(final SamplerOptions options) {
        this.options = options;
    }

    @Override
    public void sample(final float[] x, final NoiseSchedule schedule, final SamplingRun run) {
        for (int i = schedule.start(); i < schedule.end(); i++) {
            final NoiseLevel to = schedule.at(i + 1);
            final AncestralSplit split = AncestralSplit.of(schedule.sigma(i), to.sigma(), options.eta(1));
            Euler.step(x, run.clean(x, schedule.at(i)), schedule.sigma(i), split.down(), x);
            if (to.sigma() > 0)
                Vectors.add(x, split.up() * options.noise(), run.noise());
            run.moved(x, to);
        }
    }

    @Override
    public Set<SamplerOption> heeded() {
        return options.ofFresh(1, false);
    }
}
