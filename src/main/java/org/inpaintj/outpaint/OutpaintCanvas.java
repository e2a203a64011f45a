package org.inpaintj.outpaint;

import java.util.Arrays;

import org.inpaintj.core.Box;
import org.inpaintj.inpaint.samples.MeasuredSamples;
import org.inpaintj.inpaint.samples.Samples;

/** Samples on a larger canvas, and as tones. */
final class OutpaintCanvas {

    private OutpaintCanvas() {}

    /** Samples at a place of a canvas of one value. */
    static Samples enlarged(final Samples samples, final Box canvas, final Box place, final double background) {
        final Samples out = Samples.blank(samples.type(), canvas.width(), canvas.height(), samples.planes().size());
        if (samples.type().isRgb())
            // as ImageJ's own, opaque
            out.planes().forEach(plane -> Arrays.fill((int[]) plane, 0xff000000));
        if (background != 0)
            for (int c = 0; c < out.channels(); c++)
                for (int i = 0; i < canvas.width() * canvas.height(); i++)
                    out.set(c, i, background);
        put(samples, out, place);
        return out;
    }

    /** Writes samples bit for bit. */
    static void put(final Samples samples, final Samples into, final Box place) {
        final boolean[] all = new boolean[samples.width() * samples.height()];
        Arrays.fill(all, true);
        samples.write(all, into.planes(), into.width(), into.height(), place.x(), place.y());
    }

    /** A copy. */
    static Samples copy(final Samples samples) {
        return samples.crop(new Box(0, 0, samples.width(), samples.height()));
    }

    /**
     * A copy with matched noise where it is masked.
     *
     * @param masked one flag a pixel
     */
    static Samples noised(final Samples canvas, final boolean[] masked, final ToneRange range, final double falloff,
            final double jitter) {
        final float[] valid = MeasuredSamples.valid(canvas);
        final boolean[] measured = new boolean[valid.length];
        for (int i = 0; i < measured.length; i++)
            measured[i] = valid[i] > 0;
        final double[][] tones = new double[canvas.channels()][];
        for (int c = 0; c < tones.length; c++)
            tones[c] = tones(canvas.values(c), measured, range);
        final double[][] made = new MatchedNoise(tones, masked, measured, canvas.width(), canvas.height())
                .fill(falloff, jitter);
        final Samples out = copy(canvas);
        for (int c = 0; c < made.length; c++)
            for (int i = 0; i < masked.length; i++)
                if (masked[i])
                    out.set(c, i, range.sample(made[c][i]));
        return out;
    }

    /** What was not measured takes the mean of the rest. */
    private static double[] tones(final double[] values, final boolean[] measured, final ToneRange range) {
        double sum = 0;
        int n = 0;
        for (int i = 0; i < values.length; i++)
            if (measured[i]) {
                values[i] = range.tone(values[i]);
                sum += values[i];
                n++;
            }
        for (int i = 0; i < values.length; i++)
            if (!measured[i])
                values[i] = n == 0 ? 0 : sum / n;
        return values;
    }
}
