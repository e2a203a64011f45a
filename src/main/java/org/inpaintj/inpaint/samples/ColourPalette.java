package org.inpaintj.inpaint.samples;

import java.io.Serializable;
import java.util.List;

import org.inpaintj.core.InpaintException;

/**
 * The colours of an indexed-colour image, whose samples are numbers of colours and not intensities.
 *
 * @param colours 0xrrggbb, by number; nobody writes to them
 */
public record ColourPalette(int[] colours) implements Serializable {

    /** No palette: the samples are intensities. */
    public static final ColourPalette NONE = new ColourPalette(new int[0]);

    public boolean isEmpty() {
        return colours.length == 0;
    }

    /**
     * The image as RGB.
     *
     * @throws InpaintException if the samples are not of 8 bits and one channel
     */
    public Samples expand(final Samples indices) {
        if (indices.type().storage() != SampleType.Storage.BYTES || indices.channels() != 1)
            throw new InpaintException("Only samples of 8 bits and one channel can be numbers of colours, not "
                    + indices.type().bits() + " bits and " + indices.channels() + " channels: leave the palette out.");
        final byte[] from = (byte[]) indices.planes().get(0);
        final Samples out = Samples.blank(SampleType.RGB, indices.width(), indices.height(), 1);
        final int[] to = (int[]) out.planes().get(0);
        for (int i = 0; i < to.length; i++)
            to[i] = colours[Math.min(from[i] & 0xff, colours.length - 1)];
        return out;
    }

    /** Numbers of the nearest colours where the flags say so, and the given numbers elsewhere. */
    public Samples index(final Samples rgb, final Samples elsewhere, final boolean[] where) {
        final int[] from = (int[]) rgb.planes().get(0);
        final byte[] to = ((byte[]) elsewhere.planes().get(0)).clone();
        for (int i = 0; i < to.length; i++)
            if (where[i])
                to[i] = (byte) nearest(from[i]);
        return new Samples(SampleType.BITS8, rgb.width(), rgb.height(), List.of(to));
    }

    private int nearest(final int rgb) {
        int best = 0, distance = Integer.MAX_VALUE;
        for (int i = 0; i < colours.length && distance > 0; i++) {
            final int r = (colours[i] >> 16) - (rgb >> 16 & 0xff);
            final int g = (colours[i] >> 8 & 0xff) - (rgb >> 8 & 0xff);
            final int b = (colours[i] & 0xff) - (rgb & 0xff);
            final int d = r * r + g * g + b * b;
            if (d < distance) {
                distance = d;
                best = i;
            }
        }
        return best;
    }
}
