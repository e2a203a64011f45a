package org.inpaintj.engine.patch.membrane;

/** Sums of squared differences by classes of depth below a hole's edge. */
final class DepthErrors {

    /** The classes' largest squared depths, px. */
    private static final int[] DEPTHS = { 2, 6, 20, 72, Integer.MAX_VALUE };

    /** A class needs this many pixels to be judged. */
    private static final int FEW = 20;

    private final double[] sums = new double[DEPTHS.length];
    private final long[] counts = new long[DEPTHS.length];

    /** The class of a squared depth. */
    private static int of(final int squared) {
        int c = 0;
        while (squared > DEPTHS[c])
            c++;
        return c;
    }

    /**
     * Adds pixels, but for those of depth 0.
     *
     * @param differences interleaved channels, in the order of {@code pixels}
     * @param squared     squared depth by pixel index
     */
    void add(final float[] differences, final int[] pixels, final int[] squared) {
        final int channels = pixels.length == 0 ? 0 : differences.length / pixels.length;
        for (int n = 0; n < pixels.length; n++) {
            if (squared[pixels[n]] == 0)
                continue;
            final int c = of(squared[pixels[n]]);
            counts[c]++;
            for (int k = 0; k < channels; k++)
                sums[c] += differences[n * channels + k] * differences[n * channels + k];
        }
    }

    void add(final DepthErrors other) {
        for (int c = 0; c < sums.length; c++) {
            sums[c] += other.sums[c];
            counts[c] += other.counts[c];
        }
    }

    /** Mean square at a depth. */
    double mean(final int squared) {
        return sums[of(squared)] / counts[of(squared)];
    }

    /**
     * By which share the differences exceed errors: 1 minus the errors over the differences, in the mean square over
     * all depths at which enough is known of the errors.
     *
     * @param errors what was tried elsewhere; counts at each depth as much as this has pixels there
     */
    double excess(final DepthErrors errors) {
        double expected = 0, own = 0;
        for (int c = 0; c < sums.length; c++)
            if (errors.counts[c] >= FEW) {
                expected += counts[c] * errors.sums[c] / errors.counts[c];
                own += sums[c];
            }
        return own > 0 ? 1 - expected / own : 0;
    }

    /** True if enough was seen at that depth. */
    boolean known(final int squared) {
        return counts[of(squared)] >= FEW;
    }
}
