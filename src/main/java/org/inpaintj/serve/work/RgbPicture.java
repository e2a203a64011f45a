package org.inpaintj.serve.work;

import java.util.Arrays;
import java.util.List;

import org.inpaintj.core.Plane;
import org.inpaintj.inpaint.samples.SampleType;
import org.inpaintj.inpaint.samples.Samples;

/**
 * A picture of 8 bits a channel. Nobody writes to its array.
 *
 * @param width  px
 * @param height px
 * @param argb   row by row, alpha in bits 24 to 31, red 16 to 23, green 8 to 15, blue 0 to 7; not premultiplied
 */
public record RgbPicture(int width, int height, int[] argb) {

    private static final int OPAQUE = 0xff000000;

    public RgbPicture {
        if (argb.length != width * height)
            throw new IllegalArgumentException(argb.length + " pixels for " + width + " x " + height);
    }

    /** Of samples that are red, green and blue. */
    static RgbPicture of(final Samples samples) {
        return new RgbPicture(samples.width(), samples.height(), (int[]) samples.planes().get(0));
    }

    /** As samples of an image: on white, as the WebUI lays transparent pictures. */
    public Samples samples() {
        final int[] rgb = new int[argb.length];
        for (int i = 0; i < rgb.length; i++) {
            final int alpha = argb[i] >>> 24;
            rgb[i] = alpha == 255 ? argb[i] : OPAQUE | on(argb[i] >> 16 & 0xff, alpha) << 16
                    | on(argb[i] >> 8 & 0xff, alpha) << 8 | on(argb[i] & 0xff, alpha);
        }
        return new Samples(SampleType.RGB, width, height, List.of(rgb));
    }

    private static int on(final int value, final int alpha) {
        return (value * alpha + 255 * (255 - alpha) + 127) / 255;
    }

    /**
     * The picture as a mask, as the WebUI reads one: of a picture that is anywhere transparent what is more opaque than
     * not, else its luma.
     *
     * @return 0 to 1
     */
    public Plane mask() {
        final Plane mask = new Plane(width, height);
        final boolean transparent = Arrays.stream(argb).anyMatch(pixel -> pixel >>> 24 < 255);
        for (int i = 0; i < argb.length; i++)
            mask.values()[i] = transparent ? argb[i] >>> 24 > 128 ? 1 : 0 : luma(argb[i]) / 255f;
        return mask;
    }

    /** Pillow's, after ITU-R 601-2. */
    private static int luma(final int pixel) {
        return (pixel >> 16 & 0xff) * 19595 + (pixel >> 8 & 0xff) * 38470 + (pixel & 0xff) * 7471 + 0x8000 >> 16;
    }

    /** What it takes of the memory. */
    long bytes() {
        return 4L * argb.length;
    }
}
