package org.inpaintj.ui.compare;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Cursor;
import java.awt.Graphics2D;
import java.awt.event.MouseEvent;
import java.awt.event.MouseListener;
import java.awt.event.MouseMotionListener;
import java.util.OptionalDouble;

import ij.ImagePlus;
import ij.gui.ImageCanvas;

import org.inpaintj.imagej.layer.LayerView;
import org.inpaintj.language.Translation;
import org.inpaintj.ui.CanvasOverlay;

/**
 * The line between before, to its left, and after. It is dragged with the mouse: what is done with the mouse near the
 * line does not reach the canvas, which would select something; all else does.
 */
final class SplitOverlay extends CanvasOverlay implements MouseListener, MouseMotionListener {

    private static final long serialVersionUID = 1L;
    /** How near to the line the mouse takes it, px of the screen. */
    private static final int REACH = 6, GAP = 8;

    private final transient ImagePlus image;
    private final transient ImageCanvas canvas;
    private double line;
    private boolean dragging;

    /** @param line column of the image where it begins */
    SplitOverlay(final ImagePlus image, final double line) {
        super(image);
        this.image = image;
        this.line = line;
        canvas = image.getCanvas();
    }

    void begin() {
        canvas.removeMouseListener(canvas);
        canvas.removeMouseMotionListener(canvas);
        canvas.addMouseListener(this);
        canvas.addMouseMotionListener(this);
        LayerView.split(image, OptionalDouble.of(line));
        put();
    }

    void end() {
        canvas.removeMouseListener(this);
        canvas.removeMouseMotionListener(this);
        canvas.addMouseListener(canvas);
        canvas.addMouseMotionListener(canvas);
        hide();
        LayerView.split(image, OptionalDouble.empty());
    }

    /** Column of the image where it is. */
    double line() {
        return line;
    }

    @Override
    protected void paint(final Graphics2D g, final ImageCanvas on) {
        final int x = on.screenXD(line), height = on.getHeight();
        g.setStroke(new BasicStroke(3));
        g.setColor(Color.BLACK);
        g.drawLine(x, 0, x, height);
        g.setStroke(new BasicStroke(1));
        g.setColor(Color.WHITE);
        g.drawLine(x, 0, x, height);
        g.fillOval(x - REACH, height / 2 - REACH, 2 * REACH, 2 * REACH);
        g.setColor(Color.BLACK);
        g.drawOval(x - REACH, height / 2 - REACH, 2 * REACH, 2 * REACH);
        CanvasCaption.draw(g, Translation.of("Before"), x - GAP, 1);
        CanvasCaption.draw(g, Translation.of("After"), x + GAP, 0);
    }

    private boolean isNear(final MouseEvent event) {
        return Math.abs(canvas.screenXD(line) - event.getX()) <= REACH;
    }

    @Override
    public void mousePressed(final MouseEvent event) {
        dragging = isNear(event) && event.getButton() == MouseEvent.BUTTON1;
        if (!dragging)
            canvas.mousePressed(event);
    }

    @Override
    public void mouseDragged(final MouseEvent event) {
        if (!dragging) {
            canvas.mouseDragged(event);
            return;
        }
        line = Math.max(0, Math.min(image.getWidth(), canvas.offScreenXD(event.getX())));
        LayerView.split(image, OptionalDouble.of(line));
    }

    @Override
    public void mouseReleased(final MouseEvent event) {
        if (!dragging)
            canvas.mouseReleased(event);
        dragging = false;
    }

    @Override
    public void mouseMoved(final MouseEvent event) {
        // tells where the pointer is, and sets the cursor of the tool
        canvas.mouseMoved(event);
        if (isNear(event))
            canvas.setCursor(Cursor.getPredefinedCursor(Cursor.E_RESIZE_CURSOR));
    }

    @Override
    public void mouseClicked(final MouseEvent event) {
        if (!isNear(event))
            canvas.mouseClicked(event);
    }

    @Override
    public void mouseEntered(final MouseEvent event) {
        canvas.mouseEntered(event);
    }

    @Override
    public void mouseExited(final MouseEvent event) {
        canvas.mouseExited(event);
    }
}
