package org.inpaintj.imagej.image;

import java.awt.image.IndexColorModel;

import ij.ImagePlus;
import ij.process.ByteProcessor;
import ij.process.ColorProcessor;
import ij.process.FloatProcessor;
import ij.process.ImageProcessor;
import ij.process.ShortProcessor;

import org.inpaintj.inpaint.samples.ColourPalette;
import org.inpaintj.inpaint.samples.SampleType;
import org.inpaintj.inpaint.samples.Samples;

/** This class tells the sample types and palettes of ImageJ's images. */
public final class ImageJTypes {

    private ImageJTypes() {}

    public static SampleType of(final ImagePlus imp) {
        return SampleType.of(imp.getBitDepth());
    }

    /** True if an image has samples like these. */
    public static boolean fit(final Samples samples, final ImagePlus imp) {
        return samples.type().bits() == imp.getBitDepth() && samples.planes().size() == imp.getNChannels();
    }

    /**
     * Over a plane's own array.
     *
     * @throws IllegalArgumentException if ImageJ has no such type
     */
    public static ImageProcessor processor(final SampleType type, final int width, final int height,
            final Object array) {
        return switch (type.storage()) {
            case BYTES -> new ByteProcessor(width, height, (byte[]) array);
            case SHORTS -> new ShortProcessor(width, height, (short[]) array, null);
            case FLOATS -> new FloatProcessor(width, height, (float[]) array);
            case PACKED_RGB -> new ColorProcessor(width, height, (int[]) array);
            case DOUBLES -> throw new IllegalArgumentException("ImageJ has no images of doubles");
        };
    }

    /** The palette of an image; none if its samples are intensities, whatever its look-up table. */
    public static ColourPalette palette(final ImagePlus imp) {
        final ImageProcessor ip = imp.getProcessor();
        if (imp.getBitDepth() != 8 || imp.isComposite() || !ip.isColorLut()
                || ip.getMinThreshold() != ImageProcessor.NO_THRESHOLD || ip.isPseudoColorLut())
            return ColourPalette.NONE;
        final IndexColorModel model = (IndexColorModel) ip.getColorModel();
        final int[] colours = new int[model.getMapSize()];
        for (int i = 0; i < colours.length; i++)
            colours[i] = model.getRGB(i) & 0xffffff;
        return new ColourPalette(colours);
    }
}
