package org.inpaintj.inpaint;

import java.util.Arrays;

import org.inpaintj.core.InpaintException;
import org.inpaintj.engine.Request.Tone;
import org.inpaintj.inpaint.samples.ImageInfo;
import org.inpaintj.inpaint.samples.SampleType;

/**
 * The straight line between the sample values of a channel and what an engine sees: {@code low} is 0, {@code high}
 * is 1. Values beyond map beyond.
 */
public record ToneMap(double low, double high) {

    /** Share of the samples beyond each end of the robust range. */
    private static final double TAIL = 0.001;
    /** Samples looked at for the robust range; a larger region is sampled evenly. */
    private static final int ENOUGH = 1 << 16;
    /** So that no difference of two values overflows. */
    private static final double FARTHEST = Double.MAX_VALUE / 4;

    /** @param high finite; if not above {@code low}, as in a constant image, one more than it */
    public ToneMap {
        low = Math.max(-FARTHEST, Math.min(FARTHEST, low));
        high = Math.max(-FARTHEST, Math.min(FARTHEST, high));
        if (!(high > low))
            high = low + Math.max(1, step(low) * 256);
    }

    /** What a float can still tell apart from a value. */
    private static double step(final double value) {
        return Math.abs(value) < Float.MAX_VALUE ? Math.ulp((float) value) : Math.ulp(value) * 0x1p29;
    }

    /**
     * @param values  samples of the channel, not all finite
     * @param known   true for the samples to learn from
     * @param display the display range of the channel
     */
    public static ToneMap of(final Tone tone, final SampleType type, final double[] values, final boolean[] known,
            final ImageInfo.DisplayRange display) {
        return switch (tone) {
            case AUTO -> type.isByte() ? new ToneMap(0, 255) : robust(values, known, TAIL);
            case PERCENTILE -> robust(values, known, TAIL);
            case DISPLAY -> type.isRgb() ? new ToneMap(0, 255) : of(display);
            case FULL -> type.whole() ? new ToneMap(type.min(), type.max()) : robust(values, known, 0);
        };
    }

    private static ToneMap of(final ImageInfo.DisplayRange display) {
        if (!Double.isFinite(display.min()) || !Double.isFinite(display.max()))
            throw new InpaintException("The display range from " + display.min() + " to " + display.max()
                    + " is no range of tones for "
                    + "tone=display: set it with Image > Adjust > Brightness/Contrast, or choose another tone.");
        return new ToneMap(display.min(), display.max());
    }

    /** From the lower to the upper tail of the known samples; those of all finite samples if none is known. */
    private static ToneMap robust(final double[] values, final boolean[] known, final double tail) {
        // odd, so that in an image of even width no column is left out
        final int step = tail == 0 ? 1 : values.length / ENOUGH | 1;
        double[] sorted = finite(values, known, step);
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

    private static double[] finite(final double[] values, final boolean[] known, final int step) {
        final double[] out = new double[values.length / step + 1];
        int n = 0;
        for (int i = 0; i < values.length; i += step)
            if ((known == null || known[i]) && Double.isFinite(values[i]))
                out[n++] = values[i];
        return Arrays.copyOf(out, n);
    }

    /** The range that holds this one and another: one for all colours, which would change their hue otherwise. */
    ToneMap span(final ToneMap other) {
        return new ToneMap(Math.min(low, other.low), Math.max(high, other.high));
    }

    /** What an engine sees of a sample value. */
    public float toTone(final double sample) {
        return (float) ((sample - low) / (high - low));
    }

    /** The sample value, not rounded, that an engine sees so. */
    public double toSample(final double tone) {
        return low + tone * (high - low);
    }
}
