package org.inpaintj.image;

import java.awt.image.ColorModel;

import ij.CompositeImage;
import ij.IJ;
import ij.ImagePlus;
import ij.ImageStack;
import ij.process.ColorProcessor;
import ij.process.ImageProcessor;

/** Renders samples as an image shows its own: look-up tables, display ranges and channel mode. */
final class Display {

    /** The darkest value of a rendered sample: ImageJ takes a colour of 1 or less for transparent. */
    private static final int DARKEST = 2;

    private Display() {}

    /**
     * The picture of a patch, 0 where nothing is painted and never 0 elsewhere.
     *
     * @param imp whose display is imitated; of the patch's depth and channels
     */
    static ColorProcessor render(final ImagePlus imp, final Samples samples, final boolean[] painted) {
        final ColorProcessor out = new ColorProcessor(imp.getNChannels() > 1 && imp.getDisplayMode() == IJ.COMPOSITE
                && imp instanceof CompositeImage composite ? composite(composite, samples).getImage()
                : single(imp, samples).createImage());
        final int[] pixels = (int[]) out.getPixels();
        for (int i = 0; i < pixels.length; i++)
            pixels[i] = painted[i] ? 0xff000000 | Math.max(DARKEST, pixels[i] >> 16 & 0xff) << 16
                    | Math.max(DARKEST, pixels[i] >> 8 & 0xff) << 8 | Math.max(DARKEST, pixels[i] & 0xff) : 0;
        return out;
    }

    private static ImageProcessor single(final ImagePlus imp, final Samples samples) {
        final int plane = Math.min(imp.getChannel(), samples.planes().size()) - 1;
        final ImageProcessor shown = imp.getProcessor();
        final ImageProcessor ip = samples.depth().processor(samples.width(), samples.height(),
                samples.planes().get(plane));
        if (samples.depth() == Depth.RGB)
            return ip;
        final ColorModel model = shown.getColorModel();
        ip.setColorModel(model);
        ip.setMinAndMax(shown.getMin(), shown.getMax());
        return ip;
    }

    private static CompositeImage composite(final CompositeImage imp, final Samples samples) {
        final ImageStack stack = new ImageStack(samples.width(), samples.height());
        for (final Object plane : samples.planes())
            stack.addSlice(null, plane);
        final ImagePlus part = new ImagePlus("", stack);
        part.setDimensions(stack.size(), 1, 1);
        final CompositeImage out = new CompositeImage(part, CompositeImage.COMPOSITE);
        out.setLuts(imp.getLuts());
        System.arraycopy(imp.getActiveChannels(), 0, out.getActiveChannels(), 0, imp.getActiveChannels().length);
        final String projection = imp.getProp("CompositeProjection");
        if (projection != null)
            out.setProp("CompositeProjection", projection);
        return out;
    }
}
