package org.inpaintj.repair.defect;

import java.util.Arrays;

import org.inpaintj.core.Plane;

/**
 * The noise of residuals as a function of brightness: 1.4826 times their median absolute deviation in each of up to
 * {@value #BINS} groups of pixels of like brightness, straight between the groups. It is never taken to be below what
 * rounding alone makes.
 */
final class ResidualNoise {

    private static final int BINS = 16, LEAST = 256;
    /** The deviation of a normal distribution in terms of its median absolute one. */
    private static final double NORMAL = 1.4826;
    /** What is usual in a window, as a rank, and the same of a normal distribution in terms of its deviation. */
    private static final double USUAL = 0.8, OF_NORMAL = 1.2816;

    private final double[] levels;
    private final double[] deviations;

    /**
     * @param residual what is noise but for few pixels
     * @param level    the brightness of the same pixels
     * @param least    the smallest noise there can be
     */
    ResidualNoise(final Plane residual, final Plane level, final double least) {
        final int n = residual.values().length, bins = Math.max(1, Math.min(BINS, n / LEAST));
        final float[] sorted = level.values().clone();
        Arrays.sort(sorted);
        final float[] ends = new float[bins];
        for (int b = 0; b < bins; b++)
            ends[b] = sorted[(int) ((long) (b + 1) * n / bins) - 1];
        final float[][] in = new float[bins][16];
        final int[] counts = new int[bins];
        final double[] sums = new double[bins];
        for (int i = 0; i < n; i++) {
            final int at = Arrays.binarySearch(ends, level.values()[i]);
            final int b = first(ends, at < 0 ? Math.min(bins - 1, -at - 1) : at);
            if (counts[b] == in[b].length)
                in[b] = Arrays.copyOf(in[b], 2 * counts[b]);
            in[b][counts[b]++] = Math.abs(residual.values()[i]);
            sums[b] += level.values()[i];
        }
        int used = 0;
        levels = new double[bins];
        deviations = new double[bins];
        for (int b = 0; b < bins; b++)
            // flat areas may fill several groups with one brightness, which the first of them has then
            if (counts[b] >= Math.min(LEAST / 4, n)) {
                Arrays.sort(in[b], 0, counts[b]);
                levels[used] = sums[b] / counts[b];
                deviations[used++] = Math.max(least, NORMAL * in[b][counts[b] / 2]);
            }
        size = Math.max(1, used);
        if (used == 0)
            deviations[0] = least;
    }

    private final int size;

    /** Of groups that end at the same brightness, the first. */
    private static int first(final float[] ends, final int b) {
        int at = b;
        while (at > 0 && ends[at - 1] == ends[b])
            at--;
        return at;
    }

    /** The noise at a brightness. */
    double at(final double level) {
        if (size == 1 || level <= levels[0])
            return deviations[0];
        for (int b = 1; b < size; b++)
            if (level <= levels[b]) {
                final double part = (level - levels[b - 1]) / (levels[b] - levels[b - 1]);
                return deviations[b - 1] + part * (deviations[b] - deviations[b - 1]);
            }
        return deviations[size - 1];
    }

    /** Residuals in terms of the noise at their brightness. */
    Plane normalised(final Plane residual, final Plane level) {
        final Plane out = new Plane(residual.width(), residual.height());
        for (int i = 0; i < out.values().length; i++)
            out.values()[i] = (float) (residual.values()[i] / at(level.values()[i]));
        return out;
    }

    /**
     * The same in terms of what is usual in a window around each pixel, where that is more than the noise: on edges and
     * in textures.
     *
     * @param half half the side of the window without its centre
     */
    Plane normalised(final Plane residual, final Plane level, final int half) {
        final Plane out = normalised(residual, level);
        final Plane sizes = new Plane(out.width(), out.height());
        for (int i = 0; i < sizes.values().length; i++)
            sizes.values()[i] = Math.abs(out.values()[i]);
        final Plane usual = new RunningMedian(sizes).filter(half, half, USUAL);
        for (int i = 0; i < sizes.values().length; i++)
            out.values()[i] /= (float) Math.max(1, usual.values()[i] / OF_NORMAL);
        return out;
    }
}
