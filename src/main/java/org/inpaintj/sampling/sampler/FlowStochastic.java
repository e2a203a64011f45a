package org.inpaintj.sampling.sampler;

import java.util.Set;

import org.inpaintj.sampling.NoiseLevel;
import org.inpaintj.sampling.NoiseSchedule;
import org.inpaintj.sampling.Sampler;
import org.inpaintj.sampling.SamplerOption;
import org.inpaintj.sampling.SamplingRun;
import org.inpaintj.sampling.Vectors;

/** Flow matching with fresh noise at every step ("stochastic_sampling"): the prediction is noised to the next level. */
public final class FlowStochastic implements Sampler {

    @Override
    public void sample(final float[] x, final NoiseSchedule schedule, final SamplingRun run) {
        for (int i = schedule.start(); i < schedule.end(); i++) {
            final NoiseLevel to = schedule.at(i + 1);
            final float[] clean = run.clean(x, schedule.at(i));
            Vectors.set(x, to.alpha(), clean, to.sigma(), run.noise());
            run.moved(x, to);
        }
    }

    @Override
    public Set<SamplerOption> heeded() {
        return Set.of(SamplerOption.RESEED);
    }
}
