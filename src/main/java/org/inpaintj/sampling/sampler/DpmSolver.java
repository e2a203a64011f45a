package org.inpaintj.sampling.sampler;

import java.util.ArrayList;
import java.util.List;

import org.inpaintj.sampling.NoiseLevel;
import org.inpaintj.sampling.NoiseSchedule;
import org.inpaintj.sampling.Sampler;
import org.inpaintj.sampling.SamplingRun;
import org.inpaintj.sampling.Vectors;

/**
 * Multistep DPM-Solver and DPM-Solver++ up to order 3, for the ordinary and the stochastic equation (Lu et al. 2022a
 * appendix B, 2022b algorithm 2 and appendix), in lambda = ln(alpha / sigma), with the options of diffusers.
 */
public final class DpmSolver implements Sampler {

    /**
     * @param data            predicts clean latents (DPM-Solver++) rather than noise (DPM-Solver)
     * @param stochastic      solves the stochastic equation
     * @param order           1 to 3
     * @param heun            second order by Heun's rule rather than the midpoint's
     * @param lowerOrderFinal orders 2 and 1 for the last two of fewer than 15 steps
     * @param firstOrderLast  order 1 for the last step
     */
    public record Options(boolean data, boolean stochastic, int order, boolean heun, boolean lowerOrderFinal,
            boolean firstOrderLast) {
    }

    /** Below this many steps high orders are unstable near the end (diffusers). */
    private static final int FEW = 15;

    private final Options options;

    public DpmSolver(final Options options) {
        this.options = options;
    }

    @Override
    public void sample(final float[] x, final NoiseSchedule schedule, final SamplingRun run) {
        final List<float[]> history = new ArrayList<>();
        for (int i = schedule.start(); i < schedule.end(); i++) {
            final NoiseLevel from = schedule.at(i);
            final float[] clean = run.clean(x, from);
            history.add(0, options.data ? clean : Ddim.noise(x, clean, from));
            if (history.size() > 3)
                history.remove(3);
            step(x, schedule, i, Math.min(order(schedule, i), history.size()), history, run);
            run.moved(x, schedule.at(i + 1));
        }
    }

    private int order(final NoiseSchedule schedule, final int i) {
        final int left = schedule.end() - i;
        final boolean lower = options.lowerOrderFinal && schedule.end() < FEW;
        if (left == 1 && (options.firstOrderLast || lower || schedule.endsClean()))
            return 1;
        return left == 2 && lower ? Math.min(2, options.order) : options.order;
    }

    private void step(final float[] x, final NoiseSchedule schedule, final int i, final int order,
            final List<float[]> history,
            final SamplingRun run) {
        final NoiseLevel from = schedule.at(i);
        final NoiseLevel to = schedule.at(i + 1);
        final double h = to.lambda() - from.lambda();
        // in the exponent of the integrating factor: -h for data, +h for noise; doubled by the stochastic equation
        final double e = options.data ? (options.stochastic ? -2 * h : -h) : h;
        final double outer = options.data ? -to.alpha() : -to.sigma() * (options.stochastic ? 2 : 1);
        final double keep = options.data ? to.sigma() / from.sigma() * (options.stochastic ? Math.exp(-h) : 1)
                : to.alpha() / from.alpha();
        final double first = outer * Math.expm1(e);
        final float[] m0 = history.get(0);
        Vectors.set(x, keep, x, first, m0);
        if (order > 1) {
            final double r0 = (from.lambda() - schedule.at(i - 1).lambda()) / h;
            final float[] slope = Vectors.difference(1 / r0, m0, history.get(1));
            final double second = outer * (Math.expm1(e) / e - 1);
            if (order == 2) {
                Vectors.add(x, options.heun ? second : first / 2, slope);
            } else {
                final double r1 = (schedule.at(i - 1).lambda() - schedule.at(i - 2).lambda()) / h;
                final float[] bend = Vectors.difference(1 / (r0 + r1), slope,
                        Vectors.difference(1 / r1, history.get(1), history.get(2)));
                // the stochastic solver of diffusers has this half with the wrong sign; Model promises its numbers
                final double third = outer * ((Math.expm1(e) - e) / (e * e) - (options.stochastic ? -0.5 : 0.5));
                Vectors.add(x, second, slope);
                Vectors.add(x, second * r0 + third, bend);
            }
        }
        if (options.stochastic)
            Vectors.add(x, to.sigma() * Math.sqrt(options.data ? -Math.expm1(-2 * h) : Math.expm1(2 * h)),
                    run.noise());
    }
}
