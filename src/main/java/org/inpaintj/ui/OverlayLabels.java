package org.inpaintj.ui;

import ij.ImagePlus;
import ij.gui.Overlay;

/**
 * The labels of a user's overlay: ImageJ switches them off for good when it paints the overlay below a list of the
 * canvas. Whoever puts a list there keeps them before, and restores them once the list is gone. On the event thread.
 */
public final class OverlayLabels {

    private Overlay labelled;

    /** Remembers whether the overlay of an image has labels, while nothing lies above it yet. */
    public void keep(final ImagePlus image) {
        final Overlay overlay = image.getOverlay();
        labelled = overlay != null && overlay.getDrawLabels() ? overlay : null;
    }

    /** Gives the overlay its labels back, if it is still the image's. */
    public void restore(final ImagePlus image) {
        if (labelled != null && labelled == image.getOverlay())
            labelled.drawLabels(true);
        labelled = null;
    }
}
