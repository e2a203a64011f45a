package org.inpaintj.imagej.image;

import ij.ImagePlus;
import ij.gui.Roi;

/**
 * A stack position is one slice and frame of an image, with all channels.
 *
 * @param z slice, 1-based
 * @param t frame, 1-based
 */
public record StackPosition(int z, int t) {

    /** The one that is shown. */
    public static StackPosition shown(final ImagePlus imp) {
        return of(imp, imp.getCurrentSlice());
    }

    /** The one that a plane of the stack belongs to; the index is 1-based. */
    public static StackPosition of(final ImagePlus imp, final int index) {
        final int[] czt = imp.convertIndexToPosition(index);
        return new StackPosition(czt[1], czt[2]);
    }

    /** The one that an overlay element lies on; the shown one if it lies on all. */
    public static StackPosition of(final ImagePlus imp, final Roi roi) {
        final StackPosition shown = shown(imp);
        if (single(imp))
            return shown;
        if (roi.hasHyperStackPosition())
            return new StackPosition(roi.getZPosition() > 0 ? roi.getZPosition() : shown.z,
                    roi.getTPosition() > 0 ? roi.getTPosition() : shown.t);
        final int index = roi.getPosition();
        return index < 1 || index > imp.getStackSize() ? shown : of(imp, index);
    }

    /** False if an overlay element lies on a slice or frame beyond the last. */
    public static boolean isIn(final ImagePlus imp, final Roi roi) {
        return single(imp) || (roi.hasHyperStackPosition()
                ? roi.getZPosition() <= imp.getNSlices() && roi.getTPosition() <= imp.getNFrames()
                : roi.getPosition() <= imp.getStackSize());
    }

    /** Puts an overlay element here, in the way that ImageJ wants it for this image. */
    public void set(final Roi roi, final ImagePlus imp) {
        if (single(imp))
            roi.setPosition(0);
        else if (imp.isHyperStack())
            roi.setPosition(0, z, t);
        else
            roi.setPosition(imp.getStackIndex(1, z, t));
    }

    public boolean isIn(final ImagePlus imp) {
        return z <= imp.getNSlices() && t <= imp.getNFrames();
    }

    /** Shows it. */
    public void show(final ImagePlus imp) {
        if (!equals(shown(imp)))
            imp.setPosition(imp.getChannel(), z, t);
    }

    private static boolean single(final ImagePlus imp) {
        return imp.getStackSize() == imp.getNChannels();
    }
}
