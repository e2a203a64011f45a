package org.inpaintj.imagej.job;

import java.util.Arrays;
import java.util.stream.IntStream;

import ij.CompositeImage;
import ij.process.LUT;

import org.inpaintj.imagej.image.ImageSource;

/** The picture of three channels between 0 and 1 that is shown to engines that can see nothing else. */
final class RgbView {

    /** Pixels looked at to find the brightness; a larger picture is sampled evenly. */
    private static final int ENOUGH = 1 << 16;

    private RgbView() {}

    /**
     * Three channels stay; one is repeated; more are mixed in the colours they are shown in, and darkened together
     * until hardly anything is lost by clamping.
     *
     * @param tones the image's channels, one after the other
     * @param n     pixels of a channel
     * @return red, green and blue, one after the other
     */
    static float[] of(final float[] tones, final int n, final ImageSource source) {
        final int channels = tones.length / n;
        final boolean mixed = channels > 1 && !source.isColour();
        final float[] out = new float[Math.multiplyExact(3, n)];
        for (int k = 0; k < 3; k++)
            if (mixed)
                mix(tones, n, source, k, out);
            else
                System.arraycopy(tones, channels == 1 ? 0 : k * n, out, k * n, n);
        final float scale = mixed ? 1 / Math.max(1, bright(out, n)) : 1;
        for (int i = 0; i < out.length; i++)
            out[i] = Math.max(0, Math.min(1, scale * out[i]));
        return out;
    }

    /** What all but a thousandth of the pixels stay below, in the brightest of the planes. */
    private static float bright(final float[] planes, final int n) {
        final int step = n / ENOUGH | 1;
        float top = 0;
        for (int k = 0; k < 3; k++) {
            final float[] sorted = new float[(n + step - 1) / step];
            for (int i = 0; i < sorted.length; i++)
                sorted[i] = planes[k * n + i * step];
            Arrays.sort(sorted);
            top = Math.max(top, sorted[(int) (0.999 * (sorted.length - 1))]);
        }
        return top;
    }

    private static void mix(final float[] tones, final int n, final ImageSource source, final int k, final float[] out) {
        final int channels = tones.length / n;
        for (int c = 0; c < channels; c++) {
            final float weight = (colour(source, c, channels) >> 16 - 8 * k & 0xff) / 255f;
            for (int i = 0; i < n && weight > 0; i++)
                out[k * n + i] += weight * tones[c * n + i];
        }
    }

    /** The colour of a channel's brightest samples; ImageJ's usual ones where the look-up tables are all alike. */
    private static int colour(final ImageSource source, final int c, final int channels) {
        final boolean alike = IntStream.range(0, channels).map(i -> top(source.lut(i))).distinct().count() == 1;
        return alike ? CompositeImage.colors[Math.min(c, CompositeImage.colors.length - 1)].getRGB()
                : top(source.lut(c));
    }

    private static int top(final LUT lut) {
        return lut.getRed(255) << 16 | lut.getGreen(255) << 8 | lut.getBlue(255);
    }
}
