package org.inpaintj.sampling.sampler;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;

import org.inpaintj.sampling.NoiseLevel;
import org.inpaintj.sampling.NoiseSchedule;
import org.inpaintj.sampling.Sampler;
import org.inpaintj.sampling.SamplerOption;
import org.inpaintj.sampling.SamplingRun;
import org.inpaintj.sampling.Vectors;
import org.inpaintj.sampling.schedule.SigmaSchedules;

/**
 * Restart sampling (Xu et al. 2023) with the WebUI's numbers: Heun steps; near sigma 0.1 noise up to sigma 2 is added
 * and that stretch walked again. From 20 steps on 9 of them go into one restart, from 36 on half of them into two; then
 * all steps are spaced as Karras does between the schedule's ends, whatever the schedule.
 */
public final class Restart implements Sampler {

    private static final double LOW = 0.1;
    private static final double HIGH = 2;
    /** Sigmas that close are the same one, computed twice. */
    private static final double ROUNDING = 1 + 1e-6;

    private record Interval(double from, double to) {
    }

    /** Whether that many steps are enough to restart, and the schedule is replaced. */
    public static boolean restarts(final int steps) {
        return steps >= 20;
    }

    @Override
    public void sample(final float[] x, final NoiseSchedule schedule, final SamplingRun run) {
        double sigma = schedule.sigma(schedule.start());
        for (final Interval step : intervals(schedule)) {
            if (step.from > sigma * ROUNDING)
                Vectors.add(x, Math.sqrt(step.from * step.from - sigma * sigma), run.noise());
            Heun.step(x, schedule.between().apply(step.from), step.to == 0 ? NoiseLevel.CLEAN
                    : schedule.between().apply(step.to),
                    run);
            sigma = step.to;
        }
    }

    @Override
    public Set<SamplerOption> heeded() {
        return Set.of(SamplerOption.RESEED);
    }

    @Override
    public int evaluations(final NoiseSchedule schedule) {
        return intervals(schedule).stream().mapToInt(step -> step.to == 0 ? 1 : 2).sum();
    }

    private static List<Interval> intervals(final NoiseSchedule schedule) {
        final int n = schedule.steps();
        final List<Interval> intervals = new ArrayList<>();
        if (!restarts(n)) {
            for (int i = schedule.start(); i < schedule.end(); i++)
                intervals.add(new Interval(schedule.sigma(i), schedule.sigma(i + 1)));
            return intervals;
        }
        final int times = n >= 36 ? 2 : 1;
        final int steps = n >= 36 ? n / 4 : 9;
        final double last = schedule.endsClean() ? schedule.sigma(schedule.end() - 1) : schedule.sigma(schedule.end());
        final double[] above = SigmaSchedules.karras(n - steps * times, last, schedule.sigma(schedule.start()));
        final double[] sigmas = Arrays.copyOf(above, above.length + 1);
        final int low = nearest(sigmas, LOW);
        final int high = nearest(sigmas, HIGH);
        for (int i = 0; i < above.length; i++) {
            intervals.add(new Interval(sigmas[i], sigmas[i + 1]));
            if (i + 1 == low && high < low) {
                final double[] again = SigmaSchedules.karras(steps + 1, sigmas[low], sigmas[high]);
                for (int time = 0; time < times; time++)
                    for (int k = 0; k < steps; k++)
                        intervals.add(new Interval(again[k], again[k + 1]));
            }
        }
        return intervals;
    }

    private static int nearest(final double[] sigmas, final double sigma) {
        int best = 0;
        for (int i = 1; i < sigmas.length; i++)
            if (Math.abs(sigmas[i] - sigma) < Math.abs(sigmas[best] - sigma))
                best = i;
        return best;
    }
}
