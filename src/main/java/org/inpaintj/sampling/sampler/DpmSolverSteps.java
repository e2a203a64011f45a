package org.inpaintj.sampling.sampler;

import org.inpaintj.sampling.NoiseLevel;
import org.inpaintj.sampling.NoiseSchedule;
import org.inpaintj.sampling.SamplingRun;
import org.inpaintj.sampling.Vectors;

/**
 * One step of DPM-Solver of order 1, 2 or 3 (Lu et al. 2022a, equation 3.7, algorithms 1 and 2) in t = -ln sigma, as
 * k-diffusion has them; the slopes at its stages are computed once, for all orders. For one run.
 */
final class DpmSolverSteps {

    private static final double THIRD = 1 / 3., HALF = 1 / 2., TWO_THIRDS = 2 / 3.;

    private final NoiseSchedule schedule;
    private final SamplingRun run;
    private float[] x, first, second;
    private double t;

    DpmSolverSteps(final NoiseSchedule schedule, final SamplingRun run) {
        this.schedule = schedule;
        this.run = run;
    }

    /** Begins a step: evaluates at {@code x}, which is not changed during it. */
    void begin(final float[] now, final double time) {
        x = now;
        t = time;
        first = slope(x, t);
        second = null;
    }

    /** The noise that the network sees in latents. */
    private float[] slope(final float[] at, final double time) {
        final NoiseLevel level = level(time);
        return Vectors.difference(1 / level.sigma(), at, run.clean(at, level));
    }

    NoiseLevel level(final double time) {
        return schedule.between().apply(Math.exp(-time));
    }

    /** The stage at a time, of first order, as the network is to see it. */
    private float[] stage(final double time) {
        return Vectors.combine(1, x, -Math.exp(-time) * Math.expm1(time - t), first);
    }

    private float[] seen(final float[] stage, final double time, final double end) {
        run.halfway(stage, level(time), level(end));
        return slope(stage, time);
    }

    /** Where the step leads with order 1. */
    float[] order1(final double end) {
        return stage(end);
    }

    /** With order 2, its middle at half the step. */
    float[] order2(final double end) {
        return order2(end, HALF);
    }

    /** With order 2, its middle at a third of the step, which order 3 needs too. */
    float[] order2Within3(final double end) {
        return order2(end, THIRD);
    }

    private float[] order2(final double end, final double part) {
        middle(end, part);
        final float[] out = order1(end);
        Vectors.add(out, -Math.exp(-end) / (2 * part) * Math.expm1(end - t), Vectors.difference(1, second, first));
        return out;
    }

    private void middle(final double end, final double part) {
        if (second == null) {
            final double time = t + part * (end - t);
            second = seen(stage(time), time, end);
        }
    }

    /** With order 3. */
    float[] order3(final double end) {
        middle(end, THIRD);
        final double h = end - t, time = t + TWO_THIRDS * h;
        final float[] stage = stage(time);
        Vectors.add(stage, -Math.exp(-time) * TWO_THIRDS / THIRD * (Math.expm1(TWO_THIRDS * h) / (TWO_THIRDS * h) - 1),
                Vectors.difference(1, second, first));
        final float[] third = seen(stage, time, end);
        final float[] out = order1(end);
        Vectors.add(out, -Math.exp(-end) / TWO_THIRDS * (Math.expm1(h) / h - 1), Vectors.difference(1, third, first));
        return out;
    }
}
