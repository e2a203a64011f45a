package org.inpaintj.ui.select;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.Rectangle;
import java.awt.Stroke;
import java.util.List;
import java.util.Optional;

import ij.ImagePlus;
import ij.Prefs;
import ij.gui.ImageCanvas;

import org.inpaintj.core.Box;
import org.inpaintj.segment.BoundingBox;
import org.inpaintj.segment.SegmentPrompt;
import org.inpaintj.ui.CanvasOverlay;

/** A prompt overlay draws the dots and the box of a prompt, and the candidate that answers it, over an image. */
final class PromptOverlay extends CanvasOverlay {

    private static final long serialVersionUID = 1L;
    private static final int RADIUS = 6;
    private static final Color INCLUDE = new Color(0, 150, 0), EXCLUDE = new Color(215, 0, 0);
    private static final Color LIGHT = Color.WHITE, DARK = new Color(0, 0, 0, 160);

    private transient SegmentPrompt prompt = SegmentPrompt.of(List.of());
    private transient Optional<Box> band = Optional.empty();
    private transient Optional<MaskOverlay> overlay = Optional.empty();

    PromptOverlay(final ImagePlus image) {
        super(image);
    }

    /** @param newOverlay of the candidate, if there is one */
    void show(final SegmentPrompt newPrompt, final Optional<MaskOverlay> newOverlay) {
        prompt = newPrompt;
        overlay = newOverlay;
        update();
    }

    /** The rectangle that is being drawn. */
    void drag(final Optional<Box> newBand) {
        band = newBand;
        update();
    }

    private void update() {
        if (prompt.points().isEmpty() && prompt.box().isEmpty() && band.isEmpty())
            hide();
        else
            put();
    }

    @Override
    protected void paint(final Graphics2D g, final ImageCanvas canvas) {
        overlay.ifPresent(t -> t.draw(g, canvas));
        final double scale = Math.max(1, Prefs.getGuiScale());
        band.or(() -> prompt.box().map(PromptOverlay::pixels))
                .ifPresent(box -> rectangle(g, onScreen(box, canvas), scale));
        for (final SegmentPrompt.Point point : prompt.points())
            dot(g, canvas.screenXD(point.x() + 0.5), canvas.screenYD(point.y() + 0.5), point.include(), scale);
    }

    private static Box pixels(final BoundingBox b) {
        return b.pixels(Integer.MAX_VALUE, Integer.MAX_VALUE);
    }

    private static void rectangle(final Graphics2D g, final Rectangle r, final double scale) {
        g.setColor(DARK);
        g.setStroke(new BasicStroke((float) (3 * scale)));
        g.draw(r);
        g.setColor(LIGHT);
        final float dash = (float) (5 * scale);
        final Stroke dashed = new BasicStroke((float) scale, BasicStroke.CAP_BUTT, BasicStroke.JOIN_MITER, 10,
                new float[] { dash, dash }, 0);
        g.setStroke(dashed);
        g.draw(r);
    }

    /** A disc with a plus or a minus, so that one need not tell green from red. */
    private static void dot(final Graphics2D g, final int x, final int y, final boolean include, final double scale) {
        final int r = (int) Math.round(RADIUS * scale), arm = r / 2;
        g.setColor(DARK);
        g.fillOval(x - r - 2, y - r - 2, 2 * r + 4, 2 * r + 4);
        g.setColor(LIGHT);
        g.fillOval(x - r - 1, y - r - 1, 2 * r + 2, 2 * r + 2);
        g.setColor(include ? INCLUDE : EXCLUDE);
        g.fillOval(x - r, y - r, 2 * r, 2 * r);
        g.setColor(LIGHT);
        g.setStroke(new BasicStroke((float) (2 * scale)));
        g.drawLine(x - arm, y, x + arm, y);
        if (include)
            g.drawLine(x, y - arm, x, y + arm);
    }
}
