package org.inpaintj.imagej.job;

import java.util.Arrays;

import org.inpaintj.core.InpaintException;
import org.inpaintj.engine.Request.Tone;
import org.inpaintj.imagej.image.SampleType;

/**
 * The straight line between the sample values of a channel and what an engine sees: {@code low} is 0, {@code high}
 * is 1. Values beyond map beyond.
 */
record ToneMap(double low, double high) {

    /** Share of the samples beyond each end of the robust range. */
    private static final double TAIL = 0.001;
    /** Samples looked at for the robust range; a larger region is sampled evenly. */
    private static final int ENOUGH = 1 << 16;

    /** @param high finite; if not above {@code low}, as in a constant image, one more than it */
    ToneMap {
        if (!(high > low)) {
            // one unit, or what a float can still tell apart from a large constant
            high = low + Math.max(1, Math.ulp((float) low) * 256.0);
        }
    }

    /**
     * @param values     samples of the channel, not all finite
     * @param known      true for the samples to learn from
     * @param displayMin lower end of the display range
     * @param displayMax upper end of the display range
     */
    static ToneMap of(final Tone tone, final SampleType depth, final float[] values, final boolean[] known,
            final double displayMin, final double displayMax) {
        final boolean bytes = depth == SampleType.BITS8 || depth == SampleType.RGB;
        return switch (tone) {
            case AUTO -> bytes ? new ToneMap(0, 255) : robust(values, known, TAIL);
            case PERCENTILE -> robust(values, known, TAIL);
            case DISPLAY -> depth == SampleType.RGB ? new ToneMap(0, 255) : display(displayMin, displayMax);
            case FULL -> depth == SampleType.BITS32 ? robust(values, known, 0) : new ToneMap(0, depth.max());
        };
    }

    private static ToneMap display(final double min, final double max) {
        if (!Double.isFinite(min) || !Double.isFinite(max))
            throw new InpaintException("The display range from " + min + " to " + max + " is no range of tones for "
                    + "tone=display: set it with Image > Adjust > Brightness/Contrast, or choose another tone.");
        return new ToneMap(min, max);
    }

    /** From the lower to the upper tail of the known samples; those of all finite samples if none is known. */
    private static ToneMap robust(final float[] values, final boolean[] known, final double tail) {
        // odd, so that in an image of even width no column is left out
        final int step = tail == 0 ? 1 : values.length / ENOUGH | 1;
        float[] sorted = finite(values, known, step);
        if (sorted.length == 0)
            sorted = finite(values, null, step);
        if (sorted.length == 0)
            return new ToneMap(0, 1);
        Arrays.sort(sorted);
        final int cut = (int) (tail * sorted.length);
        final int last = sorted.length - 1;
        // a few bright spots on a constant background: the tails alone would see a constant
        return sorted[last - cut] > sorted[cut] ? new ToneMap(sorted[cut], sorted[last - cut])
                : new ToneMap(sorted[0], sorted[last]);
    }

    private static float[] finite(final float[] values, final boolean[] known, final int step) {
        final float[] out = new float[values.length / step + 1];
        int n = 0;
        for (int i = 0; i < values.length; i += step)
            if ((known == null || known[i]) && Float.isFinite(values[i]))
                out[n++] = values[i];
        return Arrays.copyOf(out, n);
    }

    float toTone(final double sample) {
        return (float) ((sample - low) / (high - low));
    }

    double toSample(final double tone) {
        return low + tone * (high - low);
    }
}
