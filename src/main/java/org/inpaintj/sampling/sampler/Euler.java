package org.inpaintj.sampling.sampler;

import org.inpaintj.sampling.NoiseLevel;
import org.inpaintj.sampling.NoiseSchedule;
import org.inpaintj.sampling.Sampler;
import org.inpaintj.sampling.SamplingRun;
import org.inpaintj.sampling.Vectors;

/**
 * Euler's method on dx/dsigma = (x - clean) / sigma (Karras et al. 2022, algorithm 2 without churn). The same equation
 * holds for flow matching, where this is flow-match Euler (Esser et al. 2024).
 */
public final class Euler implements Sampler {

    @Override
    public void sample(final float[] x, final NoiseSchedule schedule, final SamplingRun run) {
        for (int i = schedule.start(); i < schedule.end(); i++) {
            final NoiseLevel to = schedule.at(i + 1);
            step(x, run.clean(x, schedule.at(i)), schedule.sigma(i), to.sigma(), x);
            run.moved(x, to);
        }
    }

    /** out = x + (x - clean) / from * (to - from) */
    static void step(final float[] x, final float[] clean, final double from, final double to, final float[] out) {
        final double ratio = to / from;
        Vectors.set(out, ratio, x, 1 - ratio, clean);
    }
}
