package org.inpaintj.inpaint;

import java.util.Arrays;
import java.util.List;

/**
 * How channels are shown to engines that can see nothing but a picture of three channels between 0 and 1. Three colours
 * stay; a single channel is repeated; any others are mixed in the colours they are shown in, and darkened together
 * until hardly anything is lost by clamping.
 */
final class RgbView {

    /** Pixels looked at to find the brightness; a larger picture is sampled evenly. */
    private static final int ENOUGH = 1 << 16;
    /** What channels look like that have no colours of their own, in the order in which ImageJ gives them. */
    private static final List<Integer> USUAL =
            List.of(0xff0000, 0x00ff00, 0x0000ff, 0xffffff, 0x00ffff, 0xff00ff, 0xffff00);

    private final int channels;
    private final boolean mixed;
    private final List<Integer> colours;
    private final float scale;

    /**
     * @param tones   the image's channels, one after the other
     * @param pixels  of a channel
     * @param colour  whether the channels are red, green and blue
     * @param colours of the channels' brightest samples, 0xrrggbb each; the usual ones are taken where they are all
     *                alike
     */
    RgbView(final float[] tones, final int pixels, final boolean colour, final List<Integer> colours) {
        channels = tones.length / pixels;
        this.colours = colours.stream().distinct().count() > 1 ? colours : USUAL;
        mixed = tones.length > pixels && !colour;
        scale = mixed ? 1 / Math.max(1, bright(mix(tones))) : 1;
    }

    /**
     * @param tones as many channels as those that the view was made for
     * @return red, green and blue, one after the other
     */
    float[] of(final float[] tones) {
        final int pixels = tones.length / channels;
        final float[] out;
        if (mixed)
            out = mix(tones);
        else {
            out = new float[Math.multiplyExact(3, pixels)];
            for (int k = 0; k < 3; k++)
                System.arraycopy(tones, tones.length == pixels ? 0 : k * pixels, out, k * pixels, pixels);
        }
        for (int i = 0; i < out.length; i++)
            out[i] = Math.max(0, Math.min(1, scale * out[i]));
        return out;
    }

    /** What all but a thousandth of the pixels stay below, in the brightest of the planes. */
    private float bright(final float[] planes) {
        final int pixels = planes.length / 3;
        final int step = pixels / ENOUGH | 1;
        float top = 0;
        for (int k = 0; k < 3; k++) {
            final float[] sorted = new float[(pixels + step - 1) / step];
            for (int i = 0; i < sorted.length; i++)
                sorted[i] = planes[k * pixels + i * step];
            Arrays.sort(sorted);
            top = Math.max(top, sorted[(int) (0.999 * (sorted.length - 1))]);
        }
        return top;
    }

    private float[] mix(final float[] tones) {
        final int pixels = tones.length / channels;
        final float[] out = new float[Math.multiplyExact(3, pixels)];
        for (int k = 0; k < 3; k++)
            for (int c = 0; c < channels; c++) {
                final float weight = (colours.get(Math.min(c, colours.size() - 1)) >> 16 - 8 * k & 0xff) / 255f;
                for (int i = 0; i < pixels && weight > 0; i++)
                    out[k * pixels + i] += weight * tones[c * pixels + i];
            }
        return out;
    }
}
