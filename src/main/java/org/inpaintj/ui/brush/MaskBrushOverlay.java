package org.inpaintj.ui.brush;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.Point;
import java.awt.Rectangle;
import java.awt.geom.Ellipse2D;
import java.util.Optional;
import java.util.function.Supplier;

import ij.ImagePlus;
import ij.Prefs;
import ij.gui.ImageCanvas;

import org.inpaintj.raster.tile.Brush;
import org.inpaintj.raster.tile.TileMask;
import org.inpaintj.ui.select.CanvasOverlay;

/** What is drawn over an image while the Mask Brush Tool is at work: the mask and the ring of the brush. */
final class MaskBrushOverlay extends CanvasOverlay {

    private static final long serialVersionUID = 1L;
    private static final Color LIGHT = Color.WHITE, DARK = new Color(0, 0, 0, 160);

    private final transient Supplier<TileMask> mask;
    private final transient MaskVeil veil = new MaskVeil();
    private transient int[] colours;
    private transient Brush brush;
    private transient Point at;

    /** @param mask asked on the event thread, each time */
    MaskBrushOverlay(final ImagePlus image, final Supplier<TileMask> mask) {
        super(image);
        this.mask = mask;
    }

    /** @param table as {@link MaskVeil#table} makes it */
    void colours(final int[] table) {
        colours = table;
    }

    /** Where the brush is on the screen; empty if it is elsewhere. */
    void brush(final Brush now, final Optional<Point> where) {
        brush = now;
        at = where.orElse(null);
    }

    @Override
    protected void paint(final Graphics2D g, final ImageCanvas canvas) {
        veil.update(canvas, mask.get(), colours);
        final Rectangle used = veil.used();
        if (!used.isEmpty()) {
            g.clip(used);
            g.drawImage(veil.pixels(), 0, 0, null);
            g.setClip(null);
        }
        if (at != null)
            ring(g, canvas.getMagnification());
    }

    private void ring(final Graphics2D g, final double zoom) {
        final float width = (float) Math.max(1, Prefs.getGuiScale());
        circle(g, brush.radius() * zoom, width);
        if (brush.softness() > 0)
            circle(g, brush.inner() * zoom, width);
    }

    /** Light and dark, so that it is seen on any ground. */
    private void circle(final Graphics2D g, final double radius, final float width) {
        final double r = Math.max(1, radius);
        g.setStroke(new BasicStroke(2 * width));
        g.setColor(DARK);
        g.draw(new Ellipse2D.Double(at.x - r, at.y - r, 2 * r, 2 * r));
        g.setStroke(new BasicStroke(width));
        g.setColor(LIGHT);
        g.draw(new Ellipse2D.Double(at.x - r, at.y - r, 2 * r, 2 * r));
    }
}
