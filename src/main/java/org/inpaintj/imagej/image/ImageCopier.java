package org.inpaintj.imagej.image;

import ij.CompositeImage;
import ij.ImagePlus;
import ij.ImageStack;
import ij.gui.Overlay;
import ij.gui.Roi;
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
        final ImagePlus copy = described(imp, title, to);
        final Overlay overlay = imp.getOverlay();
        if (overlay != null) {
            copy.setOverlay(overlay.duplicate());
            copy.setHideOverlay(imp.getHideOverlay());
        }
        return copy;
    }

    /**
     * A copy in memory of the slice and frame shown, with all channels and everything that ImageJ keeps beside them;
     * of the overlay, what lies there.
     */
    public static ImagePlus shown(final ImagePlus imp) {
        if (imp.getStackSize() == imp.getNChannels())
            return of(imp, imp.getTitle());
        final StackPosition shown = StackPosition.shown(imp), only = new StackPosition(1, 1);
        final ImagePlus copy = new ImageSource(imp, shown).toImage(imp.getTitle());
        final Overlay overlay = new Overlay();
        for (final Roi roi : imp.getOverlay() == null ? new Roi[0] : imp.getOverlay().toArray())
            if (StackPosition.isIn(imp, roi) && StackPosition.of(imp, roi).equals(shown)) {
                final Roi own = (Roi) roi.clone();
                only.set(own, copy);
                overlay.add(own);
            }
        if (overlay.size() > 0) {
            copy.setOverlay(overlay);
            copy.setHideOverlay(imp.getHideOverlay());
        }
        return copy;
    }

    /** The planes of an image of one slice as so many slices, not copied, with what ImageJ keeps beside them. */
    public static ImagePlus repeated(final ImagePlus imp, final int times) {
        final ImageSource source = new ImageSource(imp, new StackPosition(1, 1));
        final ImageStack stack = new ImageStack(imp.getWidth(), imp.getHeight());
        for (int i = 0; i < times; i++)
            source.planes().forEach(plane -> stack.addSlice(null, plane));
        final ImagePlus repeated = source.toImage(imp.getTitle(), stack, times, 1);
        repeated.setOverlay(imp.getOverlay());
        return repeated;
    }

    /**
     * Other planes of another size with what ImageJ keeps beside the image's own, but not the selection: calibration
     * and overlay follow the geometry. Layers do not: flatten those that are to be seen before.
     *
     * @param planes   as many as the image's, in their order, of its type
     * @param geometry where the image's columns and rows lie in the planes
     */
    public static ImagePlus resized(final ImagePlus imp, final String title, final ImageStack planes,
            final ImageGeometry geometry) {
        for (int i = 1; i <= planes.size(); i++)
            planes.setSliceLabel(imp.getStack().getSliceLabel(i), i);
        final ImagePlus copy = described(imp, title, planes);
        copy.setCalibration(geometry.calibration(imp.getCalibration()));
        final Overlay overlay = imp.getOverlay() == null ? new Overlay() : geometry.overlay(imp.getOverlay());
        if (overlay.size() > 0) {
            copy.setOverlay(overlay);
            copy.setHideOverlay(imp.getHideOverlay());
        }
        return copy;
    }

    private static ImagePlus described(final ImagePlus imp, final String title, final ImageStack to) {
        final ImageProcessor ip = imp.getProcessor();
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
        copy.setPosition(imp.getChannel(), imp.getSlice(), imp.getFrame());
        return copy;
    }
}
