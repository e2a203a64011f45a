package org.inpaintj.imagej.image;

import java.awt.image.IndexColorModel;

import ij.ImagePlus;
import ij.process.ImageProcessor;

/** The colours of an indexed-colour image, whose samples are numbers of colours and not intensities. */
public record ColourPalette(int[] colours) {

    /** The palette of an image, or null if its samples are intensities, whatever its look-up table. */
    public static ColourPalette of(final ImagePlus imp) {
        final ImageProcessor ip = imp.getProcessor();
        if (imp.getBitDepth() != 8 || imp.isComposite() || !ip.isColorLut()
                || ip.getMinThreshold() != ImageProcessor.NO_THRESHOLD || ip.isPseudoColorLut())
            return null;
        final IndexColorModel model = (IndexColorModel) ip.getColorModel();
        final int[] colours = new int[model.getMapSize()];
        for (int i = 0; i < colours.length; i++)
            colours[i] = model.getRGB(i) & 0xffffff;
        return new ColourPalette(colours);
    }

    /** The image as RGB. */
    public Samples expand(final Samples indices) {
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
        return new Samples(SampleType.BITS8, rgb.width(), rgb.height(), java.util.List.of(to));
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
