package org.inpaintj.imagej.sketch;

import java.awt.image.IndexColorModel;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import ij.ImagePlus;
import ij.process.ImageProcessor;

import org.inpaintj.core.Box;
import org.inpaintj.imagej.image.ImageJTypes;
import org.inpaintj.imagej.image.LutRenderer;
import org.inpaintj.inpaint.samples.ColourPalette;
import org.inpaintj.inpaint.samples.SampleType;
import org.inpaintj.inpaint.samples.Samples;

/**
 * The colours that an image of one channel, or of RGB, shows its samples in, and the samples that show a colour best:
 * for pictures of another type than the image's.
 */
final class DisplayColours {

    private static final int LAST = 255;

    private final ImagePlus imp;
    private final int[] table;
    private final ColourPalette palette;
    private final double black;
    private final double white;
    /** Places in the table by colour. */
    private final Map<Integer, Integer> nearest = new HashMap<>();

    DisplayColours(final ImagePlus imp) {
        this.imp = imp;
        palette = ImageJTypes.palette(imp);
        final ImageProcessor ip = imp.getProcessor();
        table = imp.getBitDepth() == SampleType.RGB.bits() ? new int[0] : new int[LAST + 1];
        for (int i = 0; i < table.length; i++)
            table[i] = ((IndexColorModel) ip.getColorModel()).getRGB(i) & 0xffffff;
        black = ip.getMin();
        white = ip.getMax();
    }

    /** Samples of the image in the colours they are shown in. */
    Samples shown(final Samples samples) {
        return new Samples(SampleType.RGB, samples.width(), samples.height(),
                List.of(LutRenderer.render(imp, samples).getPixels()));
    }

    /**
     * Samples of the image's type.
     *
     * @param rgb       the colours
     * @param elsewhere samples of the image, which stay where the flags are false
     */
    Samples samples(final Samples rgb, final Samples elsewhere, final boolean[] where) {
        if (!palette.isEmpty())
            return palette.index(rgb, elsewhere, where);
        final Samples out = elsewhere.crop(new Box(0, 0, rgb.width(), rgb.height()));
        final int[] colours = (int[]) rgb.planes().get(0);
        for (int i = 0; i < where.length; i++)
            if (where[i] && table.length == 0)
                ((int[]) out.planes().get(0))[i] = colours[i];
            else if (where[i])
                out.set(0, i, black + (white - black) * nearest(colours[i] & 0xffffff) / LAST);
        return out;
    }

    private int nearest(final int rgb) {
        return nearest.computeIfAbsent(rgb, colour -> {
            int best = 0, distance = Integer.MAX_VALUE;
            for (int i = 0; i < table.length; i++) {
                final int r = (table[i] >> 16) - (colour >> 16);
                final int g = (table[i] >> 8 & LAST) - (colour >> 8 & LAST);
                final int b = (table[i] & LAST) - (colour & LAST);
                final int d = r * r + g * g + b * b;
                if (d < distance) {
                    distance = d;
                    best = i;
                }
            }
            return best;
        });
    }
}
