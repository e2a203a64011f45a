package org.inpaintj.sampling.sampler;

import org.inpaintj.sampling.NoiseLevel;
import org.inpaintj.sampling.NoiseSchedule;
import org.inpaintj.sampling.Sampler;
import org.inpaintj.sampling.SamplingRun;
import org.inpaintj.sampling.Vectors;

/** Flow matching with fresh noise at every step ("stochastic_sampling"): the prediction is noised to the next level. */
public final class FlowStochastic implements Sampler {

    @Override
    public void sample(final float[] x, final NoiseSchedule grid, final SamplingRun walk) {
        for (int i = grid.start(); i < grid.end(); i++) {
            final NoiseLevel to = grid.at(i + 1);
            final float[] clean = walk.clean(x, grid.at(i));
            Vectors.set(x, to.alpha(), clean, to.sigma(), walk.noise());
            walk.moved(x, to);
        }
    }
}
