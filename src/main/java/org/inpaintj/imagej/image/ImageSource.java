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
import org.inpaintj.inpaint.samples.ColourPalette;
import org.inpaintj.inpaint.samples.ImageInfo;
import org.inpaintj.inpaint.samples.SampleType;

/**
 * An image source remembers one position (z and t, all channels) of an image as it was when a job was submitted: what
 * is needed to bring a result back to it, or to make a new image if it has been closed meanwhile. It holds references
 * to the planes, which closing an image does not clear, and copies no samples.
 */
public final class ImageSource {

    private final ImagePlus imp;
    private final String title;
    private final int width;
    private final int height;
    private final SampleType type;
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
        type = ImageJTypes.of(imp);
        channels = imp.getNChannels();
        virtual = imp.getStackSize() > 1 && imp.getStack().isVirtual();
        planes = planes(imp, position);
        palette = ImageJTypes.palette(imp);
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

    public SampleType type() {
        return type;
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

    /** What painting needs to know beside the samples: title, display ranges, colours and position. */
    public ImageInfo info() {
        final List<ImageInfo.DisplayRange> display = new ArrayList<>();
        final List<Integer> colours = new ArrayList<>();
        for (int c = 0; c < channels; c++) {
            final boolean own = luts.length == channels && channels > 1;
            display.add(own ? new ImageInfo.DisplayRange(luts[c].min, luts[c].max)
                    : new ImageInfo.DisplayRange(min, max));
            if (luts.length > 0)
                colours.add(brightest(luts[Math.min(c, luts.length - 1)]));
        }
        return new ImageInfo(title, false, display, colours, palette, position.z(), position.t());
    }

    private static int brightest(final LUT lut) {
        return lut.getRed(255) << 16 | lut.getGreen(255) << 8 | lut.getBlue(255);
    }

    public List<Object> planes() {
        return planes;
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
                || ImageJTypes.of(imp).bits() != type.bits() || imp.getNChannels() != channels)
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
            stack.addSlice(null, type.copy(plane));
        return toImage(newTitle, stack, 1, 1);
    }

    /**
     * A new image over other planes, shown as the position was.
     *
     * @param stack  planes of the type, as many for each slice and frame as there are channels
     * @param slices z
     * @param frames t
     */
    public ImagePlus toImage(final String newTitle, final ImageStack stack, final int slices, final int frames) {
        if (channels == 1 && !type.isRgb())
            stack.setColorModel(colorModel);
        ImagePlus out = new ImagePlus(newTitle, stack);
        out.setDimensions(channels, slices, frames);
        if (channels > 1) {
            final CompositeImage composite = new CompositeImage(out, mode == 0 ? CompositeImage.GRAYSCALE : mode);
            if (luts.length == channels)
                composite.setLuts(luts);
            out = composite;
            out.setTitle(newTitle);
        } else if (!type.isRgb()) {
            out.getProcessor().setColorModel(colorModel);
            out.setDisplayRange(min, max);
        }
        out.setOpenAsHyperStack(slices * frames > 1 && (channels > 1 || frames > 1));
        out.setCalibration(calibration);
        if (info != null)
            out.setProperty("Info", info);
        out.setProperties(properties);
        return out;
    }
}
