package org.inpaintj.imagej.image;

import java.awt.Color;
import java.awt.image.IndexColorModel;
import java.util.Arrays;

import ij.CompositeImage;
import ij.IJ;
import ij.ImagePlus;
import ij.ImageStack;
import ij.process.ColorProcessor;
import ij.process.ImageProcessor;
import ij.process.LUT;

import org.inpaintj.inpaint.samples.Samples;

/** This renderer shows samples as an image shows its own: look-up tables, display ranges and channel mode. */
public final class LutRenderer {

    /** The darkest value of a rendered sample: ImageJ takes a colour of 1 or less for transparent. */
    private static final int DARKEST = 2;
    /** ImageJ's property for how channels are mixed. */
    private static final String PROJECTION = "CompositeProjection";

    private LutRenderer() {}

    /**
     * The picture of a patch, 0 where nothing is painted and never 0 elsewhere.
     *
     * @param imp whose display is imitated; of the patch's depth and channels
     */
    public static ColorProcessor render(final ImagePlus imp, final Samples samples, final boolean[] painted) {
        final ColorProcessor out = render(imp, samples);
        final int[] pixels = (int[]) out.getPixels();
        for (int i = 0; i < pixels.length; i++)
            pixels[i] = painted[i] ? 0xff000000 | Math.max(DARKEST, pixels[i] >> 16 & 0xff) << 16
                    | Math.max(DARKEST, pixels[i] >> 8 & 0xff) << 8 | Math.max(DARKEST, pixels[i] & 0xff) : 0;
        return out;
    }

    /** The same with everything painted, in the very colours that are shown. */
    public static ColorProcessor render(final ImagePlus imp, final Samples samples) {
        return new ColorProcessor(isMixed(imp) ? mixed((CompositeImage) imp, samples).getImage()
                : single(imp, samples).createImage());
    }

    /** Changes whenever the same samples would be rendered differently. */
    public static String key(final ImagePlus imp) {
        final StringBuilder key = new StringBuilder();
        if (isMixed(imp)) {
            final CompositeImage composite = (CompositeImage) imp;
            for (final LUT lut : composite.getLuts())
                key.append(Arrays.hashCode(lut.getBytes())).append(' ').append(lut.min).append(' ').append(lut.max)
                        .append(' ');
            return key.append(Arrays.toString(composite.getActiveChannels())).append(imp.getProp(PROJECTION))
                    .toString();
        }
        final LUT lut = lut(imp);
        return key.append(imp.getChannel()).append(' ').append(lut == null ? 0 : Arrays.hashCode(lut.getBytes()))
                .append(' ').append(lut == null ? 0 : lut.min).append(' ').append(lut == null ? 0 : lut.max).toString();
    }

    private static boolean isMixed(final ImagePlus imp) {
        return imp instanceof CompositeImage && imp.getNChannels() > 1 && imp.getDisplayMode() == IJ.COMPOSITE;
    }

    /** The table and range of the shown channel, null in RGB. */
    private static LUT lut(final ImagePlus imp) {
        if (imp instanceof CompositeImage composite) {
            // the processor's own are up to date only once the image has been drawn
            final LUT lut = composite.getLuts()[imp.getChannel() - 1];
            return imp.getDisplayMode() == IJ.GRAYSCALE ? range(LUT.createLutFromColor(Color.WHITE), lut.min, lut.max)
                    : lut;
        }
        final ImageProcessor ip = imp.getProcessor();
        return ip instanceof ColorProcessor ? null : range(new LUT((IndexColorModel) ip.getColorModel(), 0, 255),
                ip.getMin(), ip.getMax());
    }

    private static LUT range(final LUT lut, final double min, final double max) {
        lut.min = min;
        lut.max = max;
        return lut;
    }

    private static ImageProcessor single(final ImagePlus imp, final Samples samples) {
        final int plane = Math.min(imp.getChannel(), samples.planes().size()) - 1;
        final ImageProcessor ip = ImageJTypes.processor(samples.type(), samples.width(), samples.height(),
                samples.planes().get(plane));
        final LUT lut = lut(imp);
        if (lut != null) {
            ip.setColorModel(lut.getColorModel());
            ip.setMinAndMax(lut.min, lut.max);
        }
        return ip;
    }

    private static CompositeImage mixed(final CompositeImage imp, final Samples samples) {
        final ImageStack stack = new ImageStack(samples.width(), samples.height());
        for (final Object plane : samples.planes())
            stack.addSlice(null, plane);
        final ImagePlus part = new ImagePlus("", stack);
        part.setDimensions(stack.size(), 1, 1);
        final CompositeImage out = new CompositeImage(part, CompositeImage.COMPOSITE);
        out.setLuts(imp.getLuts());
        System.arraycopy(imp.getActiveChannels(), 0, out.getActiveChannels(), 0, imp.getActiveChannels().length);
        final String projection = imp.getProp(PROJECTION);
        if (projection != null)
            out.setProp(PROJECTION, projection);
        return out;
    }
}
