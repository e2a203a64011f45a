package org.inpaintj.sampling.sampler;

import java.util.Set;

import org.inpaintj.core.InpaintException;
import org.inpaintj.sampling.NoiseSchedule;
import org.inpaintj.sampling.Sampler;
import org.inpaintj.sampling.SamplerOption;
import org.inpaintj.sampling.SamplerOptions;
import org.inpaintj.sampling.SamplingRun;
import org.inpaintj.sampling.Vectors;

/**
 * DPM-Solver-23 with adaptive steps (Lu et al. 2022a, appendix C), as in k-diffusion: a step of order 3 in -ln sigma is
 * taken where it differs little enough from the one of order 2 inside of it, else tried again shorter. Its length
 * follows the error by the integral term of a controller. It takes as many steps as it needs, from the first level of
 * the schedule to its last; eta as in {@link DpmFast}.
 */
public final class DpmAdaptive implements Sampler {

    private static final double RELATIVE = 0.05, ABSOLUTE = 0.0078, FIRST = 0.05, SAFETY = 0.81, TINY = 1e-8;
    /** Nearer to the end than this is there. */
    private static final double THERE = 1e-5;
    /** What Stable Diffusion mostly takes from pure noise, and how many ever. */
    private static final int USUAL = 60, MOST = 3000;
    private static final int STAGES = 3;

    private final SamplerOptions options;

    public DpmAdaptive(final SamplerOptions options) {
        this.options = options;
    }

    @Override
    public void sample(final float[] x, final NoiseSchedule schedule, final SamplingRun run) {
        final DpmSolverSteps steps = new DpmSolverSteps(schedule, run);
        final double end = -Math.log(schedule.sigma(schedule.end())), eta = options.eta(1);
        double t = -Math.log(schedule.sigma(schedule.start())), h = FIRST;
        float[] before = x.clone();
        for (int tries = 1; t < end - THERE; tries++) {
            final double next = Math.min(end, t + h), down = DpmFast.down(t, next, end, eta);
            steps.begin(x, t);
            final float[] low = steps.order2Within3(down), high = steps.order3(down);
            final double factor = 1 + Math.atan(Math.pow(1 / (error(low, high, before) + TINY), 1 / (eta > 0 ? 1.5
                    : STAGES)) - 1);
            if (!Double.isFinite(factor) || tries * STAGES >= MOST)
                throw new InpaintException("The sampler 'DPM adaptive' finds no step small enough for this model after "
                        + tries * STAGES + " evaluations: use another sampler.");
            h *= factor;
            if (factor >= SAFETY) {
                before = low;
                System.arraycopy(high, 0, x, 0, x.length);
                if (eta > 0)
                    Vectors.add(x, DpmFast.up(next, down) * options.noise(), run.noise());
                t = next;
            }
            run.moved(x, t >= end - THERE ? schedule.at(schedule.end()) : steps.level(t));
        }
    }

    /** How far two results differ, root mean square, in units of what may be. */
    private static double error(final float[] low, final float[] high, final float[] before) {
        double sum = 0;
        for (int i = 0; i < low.length; i++) {
            final double may = Math.max(ABSOLUTE, RELATIVE * Math.max(Math.abs(low[i]), Math.abs(before[i])));
            final double off = (low[i] - high[i]) / may;
            sum += off * off;
        }
        return Math.sqrt(sum / low.length);
    }

    @Override
    public boolean adaptive() {
        return true;
    }

    /** Usually; it shows only while it runs. */
    @Override
    public int evaluations(final NoiseSchedule schedule) {
        return USUAL;
    }

    @Override
    public int steps(final NoiseSchedule schedule) {
        return USUAL;
    }

    @Override
    public Set<SamplerOption> heeded() {
        return options.ofFresh(1, false);
    }
}
