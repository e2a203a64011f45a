package org.inpaintj.imagej.sketch;

import java.awt.Color;

import ij.ImagePlus;
import ij.gui.ImageRoi;
import ij.gui.Overlay;
import ij.process.ImageProcessor;

/** What ImageJ's brushes leave in the overlay where their option "Paint on overlay" is set. */
final class BrushOverlay {

    /** What ImageJ calls it. */
    private static final String NAME = "[Brush]";

    private BrushOverlay() {}

    /** Paints it into the image's samples, as the brush would have done without that option, and takes it off. */
    static void draw(final ImagePlus imp) {
        final Overlay overlay = imp.getOverlay();
        if (overlay == null || !(overlay.get(NAME) instanceof ImageRoi painted))
            return;
        final ImageProcessor from = painted.getProcessor(), to = imp.getProcessor();
        for (int y = 0; y < from.getHeight(); y++)
            for (int x = 0; x < from.getWidth(); x++)
                if (from.get(x, y) != 0) {
                    to.setColor(new Color(from.get(x, y) & 0xffffff));
                    to.drawPixel(painted.getBounds().x + x, painted.getBounds().y + y);
                }
        overlay.remove(painted);
        imp.updateAndDraw();
    }
}
