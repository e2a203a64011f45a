package org.inpaintj.sampling.sampler;

import java.util.ArrayList;
import java.util.List;

import org.inpaintj.sampling.NoiseLevel;
import org.inpaintj.sampling.NoiseSchedule;
import org.inpaintj.sampling.Sampler;
import org.inpaintj.sampling.SamplingRun;
import org.inpaintj.sampling.Vectors;

/**
 * Pseudo linear multistep (Liu et al. 2022, equation 12) as in the WebUI: Adams-Bashforth up to order 4 on the
 * predicted noise, DDIM steps; the first step averages the noise at both of its ends.
 */
public final class Plms implements Sampler {

    @Override
    public void sample(final float[] x, final NoiseSchedule schedule, final SamplingRun run) {
        final List<float[]> history = new ArrayList<>();
        for (int i = schedule.start(); i < schedule.end(); i++) {
            final NoiseLevel from = schedule.at(i);
            final NoiseLevel to = schedule.at(i + 1);
            final float[] noise = Ddim.noise(x, run.clean(x, from), from);
            final float[] slope;
            if (history.isEmpty()) {
                final float[] predicted = x.clone();
                step(predicted, noise, from, to);
                run.halfway(predicted, to, to);
                final float[] next = Ddim.noise(predicted, run.clean(predicted, to), to);
                slope = Vectors.combine(0.5, noise, 0.5, next);
                history.add(noise);
            } else {
                history.add(0, noise);
                slope = adamsBashforth(history);
                if (history.size() > 3)
                    history.remove(3);
            }
            step(x, slope, from, to);
            run.moved(x, to);
        }
    }

    @Override
    public int evaluations(final NoiseSchedule schedule) {
        return schedule.steps() + 1;
    }

    /** The slope over the next step from the last ones, newest first; two to four of them. */
    static float[] adamsBashforth(final List<float[]> newest) {
        final double[] weights = switch (newest.size()) {
            case 2 -> new double[] { 3 / 2., -1 / 2. };
            case 3 -> new double[] { 23 / 12., -16 / 12., 5 / 12. };
            default -> new double[] { 55 / 24., -59 / 24., 37 / 24., -9 / 24. };
        };
        final float[] slope = new float[newest.get(0).length];
        for (int i = 0; i < slope.length; i++) {
            double sum = 0;
            for (int k = 0; k < weights.length; k++)
                sum += weights[k] * newest.get(k)[i];
            slope[i] = (float) sum;
        }
        return slope;
    }

    /** DDIM: the same clean latents and noise at another level. */
    static void step(final float[] x, final float[] noise, final NoiseLevel from, final NoiseLevel to) {
        final double scale = to.alpha() / from.alpha();
        Vectors.set(x, scale, x, to.sigma() - scale * from.sigma(), noise);
    }
}
