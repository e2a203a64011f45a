package org.inpaintj.sampling.sampler;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

import org.inpaintj.core.LinearSolver;
import org.inpaintj.sampling.NoiseLevel;
import org.inpaintj.sampling.NoiseSchedule;
import org.inpaintj.sampling.Sampler;
import org.inpaintj.sampling.SamplingRun;
import org.inpaintj.sampling.Vectors;

/**
 * The unified predictor-corrector (Zhao et al. 2023, algorithms 5 and 6) in lambda = ln(alpha / sigma). The corrector
 * uses the evaluation at the predicted point, which is then also the history of the next step.
 */
public final class UniPc implements Sampler {

    /**
     * @param data            predicts clean latents rather than noise
     * @param order           1 or more
     * @param bh1             B(h) = h, else e^h - 1
     * @param lowerOrderFinal order falls to 1 towards the end
     * @param uncorrected     indexes of the steps whose result is not corrected
     */
    public record Options(boolean data, int order, boolean bh1, boolean lowerOrderFinal, Set<Integer> uncorrected) {
    }

    private final Options options;

    public UniPc(final Options options) {
        this.options = options;
    }

    @Override
    public void sample(final float[] x, final NoiseSchedule schedule, final SamplingRun run) {
        final List<float[]> outputs = new ArrayList<>();
        float[] last = null;
        int order = 0;
        for (int i = schedule.start(); i < schedule.end(); i++) {
            final NoiseLevel from = schedule.at(i);
            final NoiseLevel to = schedule.at(i + 1);
            final float[] clean = run.clean(x, from);
            final float[] output = options.data ? clean : Ddim.noise(x, clean, from);
            if (last != null && !options.uncorrected.contains(i - 1))
                update(last, x, schedule, i - 1, order, outputs, output);
            outputs.add(0, output);
            if (outputs.size() > options.order)
                outputs.remove(options.order);
            order = Math.min(options.lowerOrderFinal ? Math.min(options.order, schedule.end() - i) : options.order,
                    outputs.size());
            last = x.clone();
            if (to.sigma() > 0)
                update(last, x, schedule, i, order, outputs, null);
            else if (options.data)
                System.arraycopy(output, 0, x, 0, x.length);
            else
                Vectors.set(x, 1 / from.alpha(), x, -from.sigma() / from.alpha(), output);
            run.moved(x, to);
        }
    }

    /**
     * Takes step i from {@code x} to {@code out}.
     *
     * @param outputs of the levels i, i - 1, ...
     * @param reached the output at the level reached, for the corrector; null predicts
     */
    private void update(final float[] x, final float[] out, final NoiseSchedule schedule, final int i, final int order,
            final List<float[]> outputs, final float[] reached) {
        final NoiseLevel from = schedule.at(i);
        final NoiseLevel to = schedule.at(i + 1);
        final double h = to.lambda() - from.lambda();
        final double hh = options.data ? -h : h;
        final double scale = options.data ? -to.alpha() : -to.sigma();
        final double keep = options.data ? to.sigma() / from.sigma() : to.alpha() / from.alpha();
        final double[] ratios = new double[order];
        for (int k = 1; k < order; k++)
            ratios[k - 1] = (schedule.at(i - k).lambda() - from.lambda()) / h;
        ratios[order - 1] = 1;
        final double b = options.bh1 ? hh : Math.expm1(hh);
        final double[] rho = weights(ratios, hh, b, reached == null ? order - 1 : order);

        final float[] m0 = outputs.get(0);
        Vectors.set(out, keep, x, scale * Math.expm1(hh), m0);
        for (int k = 1; k < order; k++)
            Vectors.add(out, scale * b * rho[k - 1] / ratios[k - 1], Vectors.difference(1, outputs.get(k), m0));
        if (reached != null)
            Vectors.add(out, scale * b * rho[order - 1], Vectors.difference(1, reached, m0));
    }

    /** The first {@code n} equations of the order conditions; 1/2 for one unknown, as the paper chooses. */
    private static double[] weights(final double[] ratios, final double hh, final double b, final int n) {
        if (n < 2)
            return n == 0 ? new double[0] : new double[] { 0.5 };
        final double[][] matrix = new double[n][n + 1];
        double phi = Math.expm1(hh) / hh - 1;
        double factorial = 1;
        for (int row = 0; row < n; row++) {
            for (int column = 0; column < n; column++)
                matrix[row][column] = Math.pow(ratios[column], row);
            matrix[row][n] = phi * factorial / b;
            factorial *= row + 2;
            phi = phi / hh - 1 / factorial;
        }
        return LinearSolver.solve(matrix)[0];
    }
}
