package org.inpaintj.imagej.image;

import java.util.Arrays;

/**
 * Which samples were measured, and which stand for missing ones: what is no finite number, the largest float, and
 * numbers of 1e30 and more that lie far beyond all others, as many programs write them where they have no data.
 */
public final class MeasuredSamples {

    private static final float HUGE = 1e30f;
    /** Between the largest measured number and the smallest that stands for a missing one. */
    private static final double GAP = 1e6;

    private MeasuredSamples() {}

    /** 1 where all channels were measured, 0 elsewhere; row by row. */
    public static float[] trust(final Samples samples) {
        final float[] out = new float[samples.width() * samples.height()];
        Arrays.fill(out, 1);
        if (samples.depth() == SampleType.BITS32)
            for (final Object plane : samples.planes()) {
                final float[] values = (float[]) plane;
                final float limit = limit(values);
                for (int i = 0; i < out.length; i++)
                    if (!(Math.abs(values[i]) < limit))
                        out[i] = 0;
            }
        return out;
    }

    /** True if a number stands for a missing sample. */
    public static boolean hasNumbersForNone(final Samples samples) {
        if (samples.depth() == SampleType.BITS32)
            for (final Object plane : samples.planes()) {
                final float[] values = (float[]) plane;
                final float limit = limit(values);
                for (final float value : values)
                    if (Math.abs(value) >= limit && Float.isFinite(value))
                        return true;
            }
        return false;
    }

    /** What measured samples stay below. */
    private static float limit(final float[] values) {
        float usual = 0, huge = Float.MAX_VALUE;
        for (final float value : values) {
            final float size = Math.abs(value);
            if (size < HUGE)
                usual = Math.max(usual, size);
            else if (size < huge)
                huge = size;
        }
        return usual > 0 && huge / (double) usual >= GAP ? huge : Float.MAX_VALUE;
    }
}
