package org.inpaintj.outpaint;

import org.inpaintj.inpaint.Patch;

/** Paints the passes of outpainting. */
@FunctionalInterface
interface OutpaintPainter {

    /** Leaves everything as it is prepared, to be looked at. */
    OutpaintPainter NONE = pass -> {
        final boolean[] painted = new boolean[pass.place().width() * pass.place().height()];
        final float[] repaint = pass.repaint().over(pass.place()).values();
        for (int i = 0; i < painted.length; i++)
            painted[i] = repaint[i] > 0;
        return new Patch(pass.place(), pass.start(), painted, pass.repaint(), null);
    };

    /** What was painted, in pixels of the canvas. */
    Patch paint(OutpaintPass pass);
}
