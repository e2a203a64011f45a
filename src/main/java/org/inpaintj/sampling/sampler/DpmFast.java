package org.inpaintj.sampling.sampler;

import java.util.Set;

import org.inpaintj.sampling.NoiseSchedule;
import org.inpaintj.sampling.Sampler;
import org.inpaintj.sampling.SamplerOption;
import org.inpaintj.sampling.SamplerOptions;
import org.inpaintj.sampling.SamplingRun;
import org.inpaintj.sampling.Vectors;

/**
 * DPM-Solver-fast (Lu et al. 2022a, section 3.4): as many evaluations as asked for, spent on steps of order 3 of equal
 * length in -ln sigma and one or two of lower order, from the first level of the schedule to its last. With eta, 1 by
 * itself as in the WebUI, each step goes to the lower part of an {@link AncestralSplit}, then fresh noise.
 */
public final class DpmFast implements Sampler {

    private final int count;
    private final SamplerOptions options;

    /** @param count evaluations */
    public DpmFast(final int count, final SamplerOptions options) {
        this.count = count;
        this.options = options;
    }

    @Override
    public void sample(final float[] x, final NoiseSchedule schedule, final SamplingRun run) {
        final DpmSolverSteps steps = new DpmSolverSteps(schedule, run);
        final double begin = -Math.log(schedule.sigma(schedule.start())), end = -Math.log(schedule.sigma(
                schedule.end()));
        final int n = count / 3 + 1;
        for (int i = 0; i < n; i++) {
            final double t = begin + i * (end - begin) / n, next = i == n - 1 ? end : begin + (i + 1) * (end - begin)
                    / n;
            final double down = down(t, next, end, options.eta(1));
            steps.begin(x, t);
            final float[] made = switch (order(i, n)) {
                case 1 -> steps.order1(down);
                case 2 -> steps.order2(down);
                default -> steps.order3(down);
            };
            System.arraycopy(made, 0, x, 0, x.length);
            if (options.eta(1) > 0)
                Vectors.add(x, up(next, down) * options.noise(), run.noise());
            run.moved(x, i == n - 1 ? schedule.at(schedule.end()) : steps.level(next));
        }
    }

    private int order(final int i, final int n) {
        if (count % 3 == 0)
            return i < n - 2 ? 3 : i < n - 1 ? 2 : 1;
        return i < n - 1 ? 3 : count % 3;
    }

    /** The time to which a step with fresh noise goes by itself; never beyond the end. */
    static double down(final double t, final double next, final double end, final double eta) {
        return eta == 0 ? next
                : Math.min(end, -Math.log(AncestralSplit.of(Math.exp(-t), Math.exp(-next), eta).down()));
    }

    /** Deviation of the noise that leads back from there. */
    static double up(final double next, final double down) {
        return Math.sqrt(Math.max(0, Math.exp(-2 * next) - Math.exp(-2 * down)));
    }

    @Override
    public int steps(final NoiseSchedule schedule) {
        return count;
    }

    @Override
    public int evaluations(final NoiseSchedule schedule) {
        return count;
    }

    @Override
    public Set<SamplerOption> heeded() {
        return options.ofFresh(1, false);
    }
}
