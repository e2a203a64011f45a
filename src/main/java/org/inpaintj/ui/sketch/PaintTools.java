package org.inpaintj.ui.sketch;

import ij.Prefs;
import ij.plugin.tool.BrushTool;

/** ImageJ's paintbrush, by its settings in the preferences, which is all that it has. */
final class PaintTools {

    private static final String WIDTH = "brush.width", ON_OVERLAY = "brush.overlay";
    private static final int USUAL = 5;

    private PaintTools() {}

    /** Its width, px. */
    static int width() {
        return Math.max(1, (int) Prefs.get(WIDTH, USUAL));
    }

    /**
     * Takes it from the toolbar. It paints into the image, whatever it did before.
     *
     * @param width px
     */
    static void brush(final int width) {
        Prefs.set(WIDTH, width);
        final boolean onOverlay = Prefs.get(ON_OVERLAY, false);
        Prefs.set(ON_OVERLAY, false);
        new BrushTool().run("");
        Prefs.set(ON_OVERLAY, onOverlay);
    }
}
