package org.inpaintj.imagej.image;

import ij.ImagePlus;

import org.inpaintj.core.InpaintException;
import org.inpaintj.engine.Request.Target;

/** This check tells which targets an image allows. */
public final class TargetCheck {

    private TargetCheck() {}

    /** @throws InpaintException if a result cannot go there, saying where it could */
    public static void check(final ImagePlus imp, final Target target) {
        final boolean virtual = imp.getStackSize() > 1 && imp.getStack().isVirtual();
        if (target == Target.INPLACE && virtual)
            throw new InpaintException("'" + imp.getTitle() + "' is a virtual stack, whose files are never written to: "
                    + "duplicate it first, or take a layer or a new image instead.");
        if (target == Target.SLICE && virtual)
            throw new InpaintException("'" + imp.getTitle() + "' is a virtual stack, which cannot take a new slice: "
                    + "duplicate it first, or take a layer or a new image instead.");
        if (target == Target.SLICE && imp.getNSlices() > 1 && imp.getNFrames() > 1)
            throw new InpaintException("'" + imp.getTitle() + "' has slices and frames, so a single new slice does not "
                    + "fit in: take a layer or a new image instead.");
    }
}
