package org.inpaintj.sampling.sampler;

import org.inpaintj.sampling.NoiseSchedule;
import org.inpaintj.sampling.Sampler;
import org.inpaintj.sampling.SamplingRun;
import org.inpaintj.sampling.Vectors;

/**
 * DPM-Solver++(2M) (Lu et al. 2022, algorithm 2) as in k-diffusion: lambda = -ln sigma, the last prediction
 * extrapolates, first order at both ends.
 */
public final class DpmPlusPlus2M implements Sampler {

    @Override
    public void sample(final float[] x, final NoiseSchedule schedule, final SamplingRun run) {
        float[] last = null;
        double lastH = 0;
        for (int i = schedule.start(); i < schedule.end(); i++) {
            final double ratio = schedule.sigma(i + 1) / schedule.sigma(i);
            final double h = -Math.log(ratio);
            final float[] clean = run.clean(x, schedule.at(i));
            float[] target = clean;
            if (last != null && ratio > 0) {
                final double back = h / (2 * lastH);
                target = Vectors.combine(1 + back, clean, -back, last);
            }
            Vectors.set(x, ratio, x, 1 - ratio, target);
            run.moved(x, schedule.at(i + 1));
            last = clean;
            lastH = h;
        }
    }
}
