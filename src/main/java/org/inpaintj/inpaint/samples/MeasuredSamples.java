package org.inpaintj.inpaint.samples;

import java.util.Arrays;

/**
 * Which samples were measured, and which stand for missing ones: what is no finite number, the largest of the type, and
 * numbers of 1e30 and more that lie far beyond all others, as many programs write them where they have no data. Whole
 * numbers are all measured.
 */
public final class MeasuredSamples {

    private static final double HUGE = 1e30f;
    /** Between the largest measured number and the smallest that stands for a missing one. */
    private static final double GAP = 1e6;

    private MeasuredSamples() {}

    /** 1 where all channels were measured, 0 elsewhere; row by row. */
    public static float[] valid(final Samples samples) {
        final float[] out = new float[samples.width() * samples.height()];
        Arrays.fill(out, 1);
        for (int c = 0; c < samples.channels() && !samples.type().whole(); c++) {
            final double[] values = samples.values(c);
            final double limit = limit(values, samples.type().max());
            for (int i = 0; i < out.length; i++)
                if (!(Math.abs(values[i]) < limit))
                    out[i] = 0;
        }
        return out;
    }

    /** True if a number stands for a missing sample. */
    public static boolean hasNumbersForNone(final Samples samples) {
        for (int c = 0; c < samples.channels() && !samples.type().whole(); c++) {
            final double[] values = samples.values(c);
            final double limit = limit(values, samples.type().max());
            for (final double value : values)
                if (Math.abs(value) >= limit && Double.isFinite(value))
                    return true;
        }
        return false;
    }

    /**
     * What measured samples stay below.
     *
     * @param max the largest number of the type
     */
    private static double limit(final double[] values, final double max) {
        double usual = 0, huge = max;
        for (final double value : values) {
            final double size = Math.abs(value);
            if (size < HUGE)
                usual = Math.max(usual, size);
            else if (size < huge)
                huge = size;
        }
        return usual > 0 && huge / usual >= GAP ? huge : max;
    }
}
