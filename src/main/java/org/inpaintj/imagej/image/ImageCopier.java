package org.inpaintj.imagej.image;

import ij.CompositeImage;
import ij.ImagePlus;
import ij.ImageStack;
import ij.gui.Overlay;
import ij.process.ImageProcessor;

/** This class copies whole images, and leaves the original's selection, window and recorder alone. */
public final class ImageCopier {

    private ImageCopier() {}

    /** A copy in memory of all planes with everything that ImageJ keeps beside them, but not the selection. */
    public static ImagePlus of(final ImagePlus imp, final String title) {
        final ImageProcessor ip = imp.getProcessor();
        final ImageStack from = imp.getStack(), to = new ImageStack(imp.getWidth(), imp.getHeight());
        for (int i = 1; i <= from.size(); i++)
            to.addSlice(from.getSliceLabel(i), ImageJTypes.of(imp).copy(
                    i == imp.getCurrentSlice() ? ip.getPixels() : from.getProcessor(i).getPixels()));
        to.setColorModel(ip.getColorModel());
        ImagePlus copy = new ImagePlus(title, to);
        copy.setDimensions(imp.getNChannels(), imp.getNSlices(), imp.getNFrames());
        if (imp instanceof CompositeImage composite) {
            final CompositeImage out = new CompositeImage(copy, composite.getMode());
            out.copyLuts(imp);
            out.setTitle(title);
            copy = out;
        } else if (imp.getBitDepth() != 24)
            copy.setDisplayRange(ip.getMin(), ip.getMax());
        copy.setOpenAsHyperStack(imp.isHyperStack());
        copy.setCalibration(imp.getCalibration().copy());
        if (imp.getInfoProperty() != null)
            copy.setProperty("Info", imp.getInfoProperty());
        copy.setProperties(imp.getPropertiesAsArray());
        final Overlay overlay = imp.getOverlay();
        if (overlay != null) {
            copy.setOverlay(overlay.duplicate());
            copy.setHideOverlay(imp.getHideOverlay());
        }
        copy.setPosition(imp.getChannel(), imp.getSlice(), imp.getFrame());
        return copy;
    }
}
