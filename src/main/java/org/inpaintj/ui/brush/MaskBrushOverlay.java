package org.inpaintj.ui.brush;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.Point;
import java.awt.Rectangle;
import java.awt.RenderingHints;
import java.awt.geom.Ellipse2D;
import java.util.Optional;
import java.util.function.Supplier;

import ij.ImagePlus;
import ij.Prefs;
import ij.gui.ImageCanvas;

import org.inpaintj.raster.tile.Brush;
import org.inpaintj.raster.tile.TileMask;
import org.inpaintj.ui.CanvasOverlay;

/**
 * What is drawn over an image while the Mask Brush Tool is at work: the mask and the ring of the brush. ImageJ draws it
 * whenever it draws the canvas; {@link #draw} draws what has changed and leaves the rest alone.
 */
final class MaskBrushOverlay extends CanvasOverlay {

    private static final long serialVersionUID = 1L;
    private static final Color LIGHT = Color.WHITE, DARK = new Color(0, 0, 0, 160);

    private final transient ImagePlus image;
    private final transient Supplier<TileMask> mask;
    private final transient MaskVeil veil = new MaskVeil();
    private final transient CanvasBackdrop backdrop = new CanvasBackdrop();
    private transient int[] colours;
    private transient Brush brush;
    private transient Point at;
    /** Where the ring was drawn. */
    private transient Rectangle ring = new Rectangle();

    /** @param mask asked on the event thread, each time */
    MaskBrushOverlay(final ImagePlus image, final Supplier<TileMask> mask) {
        super(image);
        this.image = image;
        this.mask = mask;
    }

    /**
     * Draws what has changed.
     *
     * @param table as {@link MaskVeil#table} makes it
     * @param now   the brush
     * @param where it is on the screen; empty if it is elsewhere
     */
    void draw(final int[] table, final Brush now, final Optional<Point> where) {
        colours = table;
        brush = now;
        at = where.orElse(null);
        final ImageCanvas canvas = image.getCanvas();
        if (!isOn(canvas)) {
            put();
            return;
        }
        final Rectangle before = ring;
        ring = ring(canvas);
        final Rectangle changed = veil.update(canvas, mask.get(), colours);
        Rectangle part = changed;
        for (final Rectangle more : new Rectangle[] { before, ring })
            part = part.isEmpty() ? more : more.isEmpty() ? part : part.union(more);
        backdrop.draw(canvas, part, g -> all(g, canvas));
    }

    @Override
    protected void paint(final Graphics2D g, final ImageCanvas canvas) {
        if (backdrop.isTaking())
            return;
        backdrop.forget();
        veil.update(canvas, mask.get(), colours);
        ring = ring(canvas);
        all(g, canvas);
    }

    private void all(final Graphics2D g, final ImageCanvas canvas) {
        final Rectangle used = veil.used();
        if (!used.isEmpty())
            g.drawImage(veil.pixels(), used.x, used.y, used.x + used.width, used.y + used.height, used.x, used.y,
                    used.x + used.width, used.y + used.height, null);
        if (at == null)
            return;
        g.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
        circle(g, brush.radius() * canvas.getMagnification());
        if (brush.softness() > 0)
            circle(g, brush.inner() * canvas.getMagnification());
    }

    private static float line() {
        return (float) Math.max(1, Prefs.getGuiScale());
    }

    /** Where the ring is on the screen. */
    private Rectangle ring(final ImageCanvas canvas) {
        if (at == null)
            return new Rectangle();
        final int reach = (int) Math.ceil(Math.max(1, brush.radius() * canvas.getMagnification()) + 2 * line()) + 1;
        return new Rectangle(at.x - reach, at.y - reach, 2 * reach + 1, 2 * reach + 1);
    }

    /** Light and dark, so that it is seen on any ground. */
    private void circle(final Graphics2D g, final double radius) {
        final double r = Math.max(1, radius);
        g.setStroke(new BasicStroke(2 * line()));
        g.setColor(DARK);
        g.draw(new Ellipse2D.Double(at.x - r, at.y - r, 2 * r, 2 * r));
        g.setStroke(new BasicStroke(line()));
        g.setColor(LIGHT);
        g.draw(new Ellipse2D.Double(at.x - r, at.y - r, 2 * r, 2 * r));
    }
}
