package org.inpaintj.image;

import ij.ImagePlus;
import ij.gui.Roi;

/** Where overlay elements belong in a stack, in ImageJ's two ways of saying it. All numbers are 1-based, 0 = all. */
final class Position {

    private Position() {}

    /** Puts an element on all channels of one slice and frame. */
    static void set(final Roi roi, final ImagePlus imp, final int z, final int t) {
        if (imp.getStackSize() == imp.getNChannels())
            roi.setPosition(0);
        else if (imp.getNChannels() > 1 || imp.isHyperStack())
            roi.setPosition(0, z, t);
        else
            roi.setPosition(imp.getStackIndex(1, z, t));
    }

    /** The slice and frame that an element is on; where it is on all, those shown. */
    static int[] of(final Roi roi, final ImagePlus imp) {
        if (roi.hasHyperStackPosition())
            return new int[] { roi.getZPosition() > 0 ? roi.getZPosition() : imp.getSlice(),
                    roi.getTPosition() > 0 ? roi.getTPosition() : imp.getFrame() };
        final int index = roi.getPosition();
        if (index < 1 || index > imp.getStackSize() || imp.getStackSize() == imp.getNChannels())
            return new int[] { imp.getSlice(), imp.getFrame() };
        final int[] czt = imp.convertIndexToPosition(index);
        return new int[] { czt[1], czt[2] };
    }
}
