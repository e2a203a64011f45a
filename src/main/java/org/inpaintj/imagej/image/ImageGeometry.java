package org.inpaintj.imagej.image;

import ij.gui.ImageRoi;
import ij.gui.Overlay;
import ij.gui.Roi;
import ij.measure.Calibration;
import ij.plugin.RoiScaler;

/**
 * The geometry of an image made from another of a different size: a point x, y of the original, in pixels from the
 * upper left corner of the upper left pixel, lies at x * scaleX + offsetX, y * scaleY + offsetY.
 *
 * @param scaleX  pixels of the new image along a pixel of the original, above 0
 * @param scaleY  the same downwards
 * @param offsetX columns left of the original; negative where columns are cut off
 * @param offsetY rows above it
 */
public record ImageGeometry(double scaleX, double scaleY, double offsetX, double offsetY) {

    public ImageGeometry {
        if (!(scaleX > 0 && scaleY > 0))
            throw new IllegalArgumentException("scales must be above 0");
    }

    /** The original at a place of a larger canvas. */
    public static ImageGeometry moved(final int x, final int y) {
        return new ImageGeometry(1, 1, x, y);
    }

    /** The original at another size. */
    public static ImageGeometry scaled(final int width, final int height, final int toWidth, final int toHeight) {
        return new ImageGeometry((double) toWidth / width, (double) toHeight / height, 0, 0);
    }

    /** The calibration of the new image, in which every point keeps its physical place and size. */
    Calibration calibration(final Calibration original) {
        final Calibration made = original.copy();
        made.pixelWidth = original.pixelWidth / scaleX;
        made.pixelHeight = original.pixelHeight / scaleY;
        made.xOrigin = original.xOrigin * scaleX + offsetX;
        made.yOrigin = original.yOrigin * scaleY + offsetY;
        return made;
    }

    /** The elements of an overlay that are no layers, where they belong. */
    Overlay overlay(final Overlay original) {
        final Overlay made = new Overlay();
        for (final Roi roi : original.toArray())
            if (!(roi instanceof ImageRoi))
                made.add(roi(roi));
        return made;
    }

    /** A selection where it belongs, with its name, colours and position. */
    public Roi roi(final Roi original) {
        Roi made = (Roi) original.clone();
        if (scaleX != 1 || scaleY != 1) {
            // ImageJ scales about the selection's own corner, and forgets what belongs to it
            made = RoiScaler.scale(original, scaleX, scaleY, false);
            made.copyAttributes(original);
            if (original.getProperties() != null)
                made.setProperties(original.getProperties());
        }
        made.setLocation(original.getXBase() * scaleX + offsetX, original.getYBase() * scaleY + offsetY);
        return made;
    }
}
