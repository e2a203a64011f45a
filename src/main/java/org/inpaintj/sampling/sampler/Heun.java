package org.inpaintj.sampling.sampler;

import org.inpaintj.sampling.NoiseLevel;
import org.inpaintj.sampling.NoiseSchedule;
import org.inpaintj.sampling.Sampler;
import org.inpaintj.sampling.SamplingRun;

/** Heun's second-order method, Euler for the last step to no noise (Karras et al. 2022, algorithm 1). */
public final class Heun implements Sampler {

    @Override
    public void sample(final float[] x, final NoiseSchedule grid, final SamplingRun walk) {
        for (int i = grid.start(); i < grid.end(); i++)
            step(x, grid.at(i), grid.at(i + 1), walk);
    }

    @Override
    public int evaluations(final NoiseSchedule grid) {
        return Sampler.twoStages(grid);
    }

    static void step(final float[] x, final NoiseLevel from, final NoiseLevel to, final SamplingRun walk) {
        final double s = from.sigma();
        final double t = to.sigma();
        final float[] clean = walk.clean(x, from);
        if (t == 0) {
            Euler.step(x, clean, s, t, x);
        } else {
            final float[] predicted = new float[x.length];
            Euler.step(x, clean, s, t, predicted);
            walk.halfway(predicted, to, to);
            final float[] clean2 = walk.clean(predicted, to);
            final double half = (t - s) / 2;
            for (int k = 0; k < x.length; k++)
                x[k] += (float) (half * ((x[k] - clean[k]) / s + (predicted[k] - clean2[k]) / t));
        }
        walk.moved(x, to);
    }
}
