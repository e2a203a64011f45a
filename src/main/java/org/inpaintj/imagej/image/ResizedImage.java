package org.inpaintj.imagej.image;

import java.util.List;

import ij.ImagePlus;
import ij.ImageStack;
import ij.gui.Overlay;
import ij.gui.Roi;

import org.inpaintj.core.Box;

/** This class makes new images of one position of another image, of another size and with planes still to be filled. */
public final class ResizedImage {

    private ResizedImage() {}

    /**
     * A new image, not shown, of zeros: of the type and the channels of a position, shown as that is, with its
     * calibration, and with the elements of the overlay that lie on it and are no layers, all where they belong.
     *
     * @param inner where the position comes to lie, in pixels of the new image
     */
    public static ImagePlus blank(final ImageSource source, final int width, final int height, final Box inner) {
        final ImagePlus single = source.toImage(source.title());
        single.setOverlay(overlay(source));
        final ImageStack planes = new ImageStack(width, height);
        for (int c = 0; c < source.channels(); c++)
            planes.addSlice(null, source.type().array(Math.multiplyExact(width, height)));
        final Box from = source.bounds();
        return ImageCopier.resized(single, source.title(), planes, new ImageGeometry(
                (double) inner.width() / from.width(), (double) inner.height() / from.height(), inner.x(), inner.y()));
    }

    /** Fills the planes of an image. */
    public static void fill(final ImagePlus imp, final List<Object> planes) {
        for (int c = 0; c < planes.size(); c++)
            System.arraycopy(planes.get(c), 0, imp.getStack().getPixels(c + 1), 0, imp.getWidth() * imp.getHeight());
    }

    private static Overlay overlay(final ImageSource source) {
        final Overlay all = source.image().getOverlay(), own = new Overlay();
        if (all != null)
            for (final Roi roi : all.toArray())
                if (StackPosition.isIn(source.image(), roi)
                        && StackPosition.of(source.image(), roi).equals(source.position())) {
                    final Roi copy = (Roi) roi.clone();
                    copy.setPosition(0);
                    own.add(copy);
                }
        return own;
    }
}
