package org.inpaintj.image;

import java.util.Arrays;
import java.util.stream.IntStream;

import ij.CompositeImage;
import ij.process.LUT;

/** The picture of three channels between 0 and 1 that is shown to engines that can see nothing else. */
final class View {

    private View() {}

    /**
     * Three channels stay; one is repeated; more are mixed in the colours they are shown in, and darkened together
     * until hardly anything is lost by clamping.
     *
     * @param tones the image's channels, one plane each
     */
    static float[][] of(final float[][] tones, final Source source) {
        final float[][] out = new float[3][];
        final boolean mixed = tones.length > 1 && !isRgb(source);
        for (int k = 0; k < 3; k++)
            out[k] = mixed ? mix(tones, source, k) : tones[tones.length == 1 ? 0 : k].clone();
        final float scale = mixed ? 1 / Math.max(1, bright(out)) : 1;
        for (final float[] plane : out)
            for (int i = 0; i < plane.length; i++)
                plane[i] = Math.max(0, Math.min(1, scale * plane[i]));
        return out;
    }

    /** What all but a thousandth of the pixels stay below, in the brightest of the planes. */
    private static float bright(final float[][] planes) {
        float top = 0;
        for (final float[] plane : planes) {
            final float[] sorted = plane.clone();
            Arrays.sort(sorted);
            top = Math.max(top, sorted[(int) (0.999 * (sorted.length - 1))]);
        }
        return top;
    }

    private static boolean isRgb(final Source source) {
        return source.depth() == Depth.RGB || source.palette() != null;
    }

    private static float[] mix(final float[][] tones, final Source source, final int k) {
        final float[] out = new float[tones[0].length];
        for (int c = 0; c < tones.length; c++) {
            final float weight = (colour(source, c, tones.length) >> 16 - 8 * k & 0xff) / 255f;
            for (int i = 0; i < out.length && weight > 0; i++)
                out[i] += weight * tones[c][i];
        }
        return out;
    }

    /** The colour of a channel's brightest samples; ImageJ's usual ones where the look-up tables are all alike. */
    private static int colour(final Source source, final int c, final int channels) {
        final boolean alike = IntStream.range(0, channels).map(i -> top(source.lut(i))).distinct().count() == 1;
        return alike ? CompositeImage.colors[Math.min(c, CompositeImage.colors.length - 1)].getRGB()
                : top(source.lut(c));
    }

    private static int top(final LUT lut) {
        return lut.getRed(255) << 16 | lut.getGreen(255) << 8 | lut.getBlue(255);
    }
}
