package org.inpaintj.outpaint;

import org.inpaintj.inpaint.samples.MeasuredSamples;
import org.inpaintj.inpaint.samples.Samples;

/**
 * The sample values that are black and white where noise is shaped: 0 and 255 of bytes, and of other types 0 or what
 * is below it and the largest value that was measured.
 *
 * @param low  black, also of new ground before it is painted
 * @param high white, above {@code low}
 */
record ToneRange(double low, double high) {

    private static final int WHITE = 255;

    static ToneRange of(final Samples samples) {
        if (samples.type().isByte())
            return new ToneRange(0, WHITE);
        final float[] valid = MeasuredSamples.valid(samples);
        double low = Double.POSITIVE_INFINITY, high = Double.NEGATIVE_INFINITY;
        for (int c = 0; c < samples.channels(); c++) {
            final double[] values = samples.values(c);
            for (int i = 0; i < values.length; i++)
                if (valid[i] > 0) {
                    low = Math.min(low, values[i]);
                    high = Math.max(high, values[i]);
                }
        }
        if (samples.type().whole() || low > high)
            low = Math.min(0, low);
        return new ToneRange(low, high > low ? high : low + 1);
    }

    double tone(final double sample) {
        return (sample - low) / (high - low);
    }

    /** The sample of a tone; of bytes the whole number below it, as in the WebUI. */
    double sample(final double tone) {
        return low == 0 && high == WHITE ? Math.floor(tone * WHITE) : low + tone * (high - low);
    }
}
