package org.inpaintj.engine.patch.search;

import java.util.Arrays;

import org.inpaintj.engine.patch.level.PyramidLevel;

/**
 * The smallest and the largest measured sample of each channel: a fill invents no darker and no brighter one.
 *
 * @param spread standard deviation of the measured samples, over all channels
 */
public record SampleRange(float[] least, float[] most, double spread) {

    /** Standard deviation of a photograph's samples. */
    private static final double USUAL = 0.2;

    /**
     * The range of the measured pixels; of all known ones if none is measured; 0 to 1 if none is known. That of
     * pictures behind the image counts too, their spread does not.
     */
    public static SampleRange of(final PyramidLevel image) {
        for (int allowed = 0; allowed <= PyramidLevel.STANDIN; allowed += PyramidLevel.STANDIN) {
            final float[] least = new float[image.channels], most = new float[image.channels];
            final double[] sums = new double[2 * image.channels + 1];
            Arrays.fill(least, Float.POSITIVE_INFINITY);
            Arrays.fill(most, Float.NEGATIVE_INFINITY);
            for (int y = 0; y < image.height; y++)
                row(image, image.index(0, y), allowed, least, most, sums);
            final double n = sums[2 * image.channels];
            if (n == 0)
                continue;
            for (int i = image.area; i < image.state.length; i += image.stride)
                row(image, i + PyramidLevel.FRAME, 0, least, most, new double[sums.length]);
            double variance = 0;
            for (int k = 0; k < image.channels; k++)
                variance += sums[2 * k + 1] / n - sums[2 * k] / n * (sums[2 * k] / n);
            return new SampleRange(least, most, Math.sqrt(Math.max(0, variance / image.channels)));
        }
        final float[] most = new float[image.channels];
        Arrays.fill(most, 1);
        return new SampleRange(new float[image.channels], most, 0);
    }

    /** Takes in a row; {@code sums} holds the sum and the sum of squares of each channel, then the number of pixels. */
    private static void row(final PyramidLevel image, final int first, final int allowed, final float[] least,
            final float[] most,
            final double[] sums) {
        int n = 0;
        for (int i = first; i < first + image.width; i++)
            n += image.state[i] == 0 || image.state[i] == allowed ? 1 : 0;
        sums[2 * image.channels] += n;
        for (int k = 0; k < image.channels; k++) {
            float low = least[k], high = most[k];
            double sum = 0, squares = 0;
            for (int i = first, at = first * image.depth + k; i < first + image.width; i++, at += image.depth)
                if (image.state[i] == 0 || image.state[i] == allowed) {
                    final float v = image.f[at];
                    low = v < low ? v : low;
                    high = v > high ? v : high;
                    sum += v;
                    squares += (double) v * v;
                }
            least[k] = low;
            most[k] = high;
            sums[2 * k] += sum;
            sums[2 * k + 1] += squares;
        }
    }

    /**
     * A power of two by which to multiply samples of little contrast, so that the engine's numbers, which are made for
     * photographs, fit them. Powers of two come back exactly.
     */
    public float gain() {
        if (spread <= 0)
            return 1;
        return Math.scalb(1f, Math.max(0, Math.min(20, Math.getExponent(USUAL / spread))));
    }

    /** Brings the hole into the range; the image's samples are {@code gain} times what they were. */
    public void clip(final PyramidLevel image, final float gain) {
        for (final int i : image.hole)
            for (int k = 0; k < image.channels; k++) {
                final int at = i * image.depth + k;
                image.f[at] = Math.max(gain * least[k], Math.min(gain * most[k], image.f[at]));
            }
    }
}
