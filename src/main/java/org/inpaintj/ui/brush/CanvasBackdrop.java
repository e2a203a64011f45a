package org.inpaintj.ui.brush;

import java.awt.Graphics2D;
import java.awt.Rectangle;
import java.awt.image.BufferedImage;
import java.util.function.Consumer;

import ij.gui.ImageCanvas;

/**
 * What a canvas shows without what is drawn over it for a while, so that a part of that can be drawn anew without
 * drawing the image: of a large one seen from afar that takes most of a sixtieth of a second. Lives on the event
 * thread.
 */
final class CanvasBackdrop {

    private BufferedImage below, frame;
    private Rectangle source;
    private boolean fresh, taking;

    /** The canvas has been drawn, whatever it shows now. */
    void forget() {
        fresh = false;
    }

    /** True while the canvas draws itself for this backdrop: then nothing is to be drawn over it. */
    boolean isTaking() {
        return taking;
    }

    /**
     * Draws a part of the canvas.
     *
     * @param part of the screen
     * @param over draws what lies over it
     */
    void draw(final ImageCanvas canvas, final Rectangle part, final Consumer<Graphics2D> over) {
        final Rectangle inside = part.intersection(new Rectangle(canvas.getSize()));
        if (inside.isEmpty())
            return;
        take(canvas);
        final Graphics2D g = frame.createGraphics();
        g.setClip(inside);
        g.drawImage(below, 0, 0, null);
        over.accept(g);
        g.dispose();
        final Graphics2D screen = (Graphics2D) canvas.getGraphics();
        if (screen == null)
            return;
        screen.clip(inside);
        screen.drawImage(frame, 0, 0, null);
        screen.dispose();
    }

    private void take(final ImageCanvas canvas) {
        if (fresh && canvas.getSrcRect().equals(source) && below.getWidth() == canvas.getWidth()
                && below.getHeight() == canvas.getHeight())
            return;
        if (below == null || below.getWidth() != canvas.getWidth() || below.getHeight() != canvas.getHeight()) {
            below = new BufferedImage(canvas.getWidth(), canvas.getHeight(), BufferedImage.TYPE_INT_RGB);
            frame = new BufferedImage(canvas.getWidth(), canvas.getHeight(), BufferedImage.TYPE_INT_RGB);
        }
        final Graphics2D g = below.createGraphics();
        g.setColor(canvas.getBackground());
        g.fillRect(0, 0, below.getWidth(), below.getHeight());
        taking = true;
        try {
            canvas.paint(g);
        } finally {
            taking = false;
            g.dispose();
        }
        source = new Rectangle(canvas.getSrcRect());
        fresh = true;
    }
}
