package org.inpaintj.sampling.schedule;

import java.util.Arrays;

import org.inpaintj.core.InpaintException;

/** Timesteps of diffusers' schedulers, falling, by {@code timestep_spacing}. */
public final class TimestepSpacing {

    private TimestepSpacing() {
    }

    /**
     * @param fractional linspace is not rounded
     * @param absent     the spacing of the reading class
     */
    public static double[] timesteps(final SchedulerConfig config, final int n, final boolean fractional,
            final String absent) {
        final int size = config.trainTimesteps();
        final String spacing = config.text("timestep_spacing", absent);
        return switch (spacing) {
            case "linspace" -> SigmaSchedules.fill(n, i -> linspace(n - 1 - i, n, size, fractional));
            case "leading" -> leading(n, size / n, config.whole("steps_offset", 0));
            case "trailing" -> trailing(n, size, (double) size / n);
            default -> throw unknown(config, spacing);
        };
    }

    /**
     * Those of the multistep solvers, which lay out one more and leave out the lowest.
     *
     * @param top one above the highest timestep in use
     */
    static double[] solver(final SchedulerConfig config, final int n, final int top) {
        final String spacing = config.text("timestep_spacing", "linspace");
        return switch (spacing) {
            case "linspace" -> SigmaSchedules.fill(n, i -> linspace(n - i, n + 1, top, false));
            case "leading" -> {
                final double[] all = leading(n + 1, top / (n + 1), config.whole("steps_offset", 0));
                yield Arrays.copyOf(all, n);
            }
            case "trailing" -> trailing(n, top, (double) config.trainTimesteps() / n);
            default -> throw unknown(config, spacing);
        };
    }

    private static double linspace(final int i, final int n, final int size, final boolean fractional) {
        final double t = n == 1 ? 0 : i * ((size - 1) / (double) (n - 1));
        return fractional ? (float) t : Math.rint(t);
    }

    private static double[] leading(final int n, final int stride, final int offset) {
        return SigmaSchedules.fill(n, i -> (double) (n - 1 - i) * stride + offset);
    }

    /** Fewer than n where the top is cut off; rounding must not make them more, as it does in diffusers for 61. */
    private static double[] trailing(final int n, final int top, final double stride) {
        return SigmaSchedules.fill(Math.min(n, (int) Math.ceil(top / stride)), i -> Math.rint(top - i * stride) - 1);
    }

    private static InpaintException unknown(final SchedulerConfig config, final String spacing) {
        return config.refused("timestep_spacing", spacing, "it must be linspace, leading or trailing");
    }
}
