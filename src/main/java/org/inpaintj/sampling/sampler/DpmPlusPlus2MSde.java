package org.inpaintj.sampling.sampler;

import org.inpaintj.sampling.NoiseLevel;
import org.inpaintj.sampling.NoiseSchedule;
import org.inpaintj.sampling.Sampler;
import org.inpaintj.sampling.SamplingRun;
import org.inpaintj.sampling.Vectors;

/**
 * DPM-Solver++(2M) for the stochastic equation (eta = 1, midpoint), as in k-diffusion:
 * lambda = -ln sigma, first order at both ends.
 */
public final class DpmPlusPlus2MSde implements Sampler {

    @Override
    public void sample(final float[] x, final NoiseSchedule schedule, final SamplingRun run) {
        float[] last = null;
        double lastH = 0;
        for (int i = schedule.start(); i < schedule.end(); i++) {
            final NoiseLevel to = schedule.at(i + 1);
            final float[] clean = run.clean(x, schedule.at(i));
            if (to.sigma() == 0) {
                System.arraycopy(clean, 0, x, 0, x.length);
            } else {
                final double h = Math.log(schedule.sigma(i) / to.sigma());
                final double gain = -Math.expm1(-2 * h);
                Vectors.set(x, Math.exp(-2 * h), x, gain, clean);
                if (last != null)
                    Vectors.add(x, 0.5 * gain * h / lastH, Vectors.difference(1, clean, last));
                Vectors.add(x, to.sigma() * Math.sqrt(gain), run.noise());
                lastH = h;
            }
            run.moved(x, to);
            last = clean;
        }
    }
}
