package org.inpaintj.sampling.sampler;

import java.util.ArrayList;
import java.util.List;

import org.inpaintj.sampling.NoiseSchedule;
import org.inpaintj.sampling.Sampler;
import org.inpaintj.sampling.SamplingRun;
import org.inpaintj.sampling.Vectors;

/**
 * Linear multistep of order 4 (Adams-Bashforth on uneven steps): the polynomial through the last slopes is integrated
 * over the step.
 */
public final class Lms implements Sampler {

    private static final int ORDER = 4;
    /** Gauss-Legendre with two points, exact for the cubics integrated here. */
    private static final double NODE = 1 / Math.sqrt(3);

    private final boolean countsFromZero;

    /**
     * @param countsFromZero as diffusers does when it starts part-way: the order follows the index in the whole
     *                       schedule, and slopes from before the start count as zero
     */
    public Lms(final boolean countsFromZero) {
        this.countsFromZero = countsFromZero;
    }

    @Override
    public void sample(final float[] x, final NoiseSchedule schedule, final SamplingRun run) {
        final List<float[]> slopes = new ArrayList<>();
        for (int i = schedule.start(); i < schedule.end(); i++) {
            final float[] clean = run.clean(x, schedule.at(i));
            slopes.add(0, Vectors.difference(1 / schedule.sigma(i), x, clean));
            if (slopes.size() > ORDER)
                slopes.remove(ORDER);
            final int order = countsFromZero ? Math.min(i + 1, ORDER) : slopes.size();
            for (int j = 0; j < slopes.size(); j++)
                Vectors.add(x, coefficient(schedule, i, j, order), slopes.get(j));
            run.moved(x, schedule.at(i + 1));
        }
    }

    /** Integral over step i of the Lagrange polynomial that is 1 at level i - j and 0 at the other last ones. */
    private static double coefficient(final NoiseSchedule schedule, final int i, final int j, final int order) {
        final double middle = (schedule.sigma(i) + schedule.sigma(i + 1)) / 2;
        final double half = (schedule.sigma(i + 1) - schedule.sigma(i)) / 2;
        return half * (lagrange(schedule, i, j, order, middle - half * NODE)
                + lagrange(schedule, i, j, order, middle + half * NODE));
    }

    private static double lagrange(final NoiseSchedule schedule, final int i, final int j, final int order,
            final double at) {
        double product = 1;
        for (int k = 0; k < order; k++)
            if (k != j)
                product *= (at - schedule.sigma(i - k)) / (schedule.sigma(i - j) - schedule.sigma(i - k));
        return product;
    }
}
