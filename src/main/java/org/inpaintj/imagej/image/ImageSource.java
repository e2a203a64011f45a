package org.inpaintj.imagej.image;

import java.awt.image.ColorModel;
import java.util.ArrayList;
import java.util.List;

import ij.CompositeImage;
import ij.ImagePlus;
import ij.ImageStack;
import ij.measure.Calibration;
import ij.process.ImageProcessor;
import ij.process.LUT;

import org.inpaintj.core.Box;

/**
 * One position (z and t, all channels) of an image as it was when a job was submitted: what is needed to bring a
 * result back to it, or to make a new image if it has been closed meanwhile. Holds references to the planes, which
 * closing an image does not clear, and copies no samples.
 */
public final class ImageSource {

    private final ImagePlus imp;
    private final String title;
    private final int width;
    private final int height;
    private final SampleType depth;
    private final int channels;
    private final StackPosition position;
    private final boolean virtual;
    private final List<Object> planes;
    private final ColourPalette palette;
    private final LUT[] luts;
    private final ColorModel colorModel;
    private final double min;
    private final double max;
    private final int mode;
    private final Calibration calibration;
    private final String info;
    private final String[] properties;

    public ImageSource(final ImagePlus imp, final StackPosition position) {
        this.imp = imp;
        this.position = position;
        title = imp.getTitle();
        width = imp.getWidth();
        height = imp.getHeight();
        depth = SampleType.of(imp);
        channels = imp.getNChannels();
        virtual = imp.getStackSize() > 1 && imp.getStack().isVirtual();
        planes = planes(imp, position);
        palette = ColourPalette.of(imp);
        final ImageProcessor ip = imp.getProcessor();
        luts = imp.getLuts();
        colorModel = ip.getColorModel();
        min = ip.getMin();
        max = ip.getMax();
        mode = imp.isComposite() ? imp.getDisplayMode() : 0;
        calibration = imp.getCalibration().copy();
        info = imp.getInfoProperty();
        properties = imp.getPropertiesAsArray();
    }

    public ImagePlus image() {
        return imp;
    }

    public String title() {
        return title;
    }

    public SampleType depth() {
        return depth;
    }

    /** Stack planes of the position. */
    public int channels() {
        return channels;
    }

    public StackPosition position() {
        return position;
    }

    public boolean isVirtual() {
        return virtual;
    }

    public Box bounds() {
        return new Box(0, 0, width, height);
    }

    /** The colours that the samples number, or null if they are intensities. */
    public ColourPalette palette() {
        return palette;
    }

    /** True if the samples are colours, or number them. */
    public boolean isColour() {
        return depth == SampleType.RGB || palette != null;
    }

    public List<Object> planes() {
        return planes;
    }

    /** The look-up table of a channel with its display range; null in RGB. */
    public LUT lut(final int channel) {
        return luts.length == 0 ? null : luts[Math.min(channel, luts.length - 1)];
    }

    public double displayMin(final int channel) {
        return luts.length == channels && channels > 1 ? luts[channel].min : min;
    }

    public double displayMax(final int channel) {
        return luts.length == channels && channels > 1 ? luts[channel].max : max;
    }

    /**
     * The planes of a position, first channel first. Those of a stack in memory are the stack's own arrays; those of a
     * virtual stack are read now.
     */
    public static List<Object> planes(final ImagePlus imp, final StackPosition position) {
        if (imp.getStackSize() == 1)
            return List.of(imp.getProcessor().getPixels());
        final ImageStack stack = imp.getStack();
        final List<Object> planes = new ArrayList<>();
        for (int c = 1; c <= imp.getNChannels(); c++) {
            final int index = imp.getStackIndex(c, position.z(), position.t());
            // a virtual stack would read the shown plane again and miss what was drawn on it
            planes.add(!stack.isVirtual() ? stack.getPixels(index)
                    : (index == imp.getCurrentSlice() ? imp.getProcessor() : stack.getProcessor(index)).getPixels());
        }
        return planes;
    }

    /**
     * Where the position is now in the image, or null if the image has been closed or has become another. A plane is
     * known by its array, so it is found where slices were added or deleted before it.
     */
    public StackPosition find() {
        if (imp.getProcessor() == null || imp.getWidth() != width || imp.getHeight() != height
                || SampleType.of(imp) != depth || imp.getNChannels() != channels)
            return null;
        final int size = imp.getStackSize();
        if (size > 1 && !virtual) {
            final Object[] arrays = imp.getStack().getImageArray();
            for (int i = 0; i < size; i++)
                if (arrays[i] == planes.get(0))
                    return StackPosition.of(imp, i + 1);
        }
        return position.isIn(imp) ? position : null;
    }

    /** A new image of this position alone, as it was shown, over copies of the planes. */
    public ImagePlus toImage(final String newTitle) {
        final ImageStack stack = new ImageStack(width, height);
        for (final Object plane : planes)
            stack.addSlice(null, depth.copy(plane));
        ImagePlus out = new ImagePlus(newTitle, stack);
        out.setDimensions(channels, 1, 1);
        if (channels > 1) {
            final CompositeImage composite = new CompositeImage(out, mode == 0 ? CompositeImage.GRAYSCALE : mode);
            if (luts.length == channels)
                composite.setLuts(luts);
            out = composite;
            out.setTitle(newTitle);
        } else if (depth != SampleType.RGB) {
            out.getProcessor().setColorModel(colorModel);
            out.setDisplayRange(min, max);
        }
        out.setCalibration(calibration);
        if (info != null)
            out.setProperty("Info", info);
        out.setProperties(properties);
        return out;
    }
}
