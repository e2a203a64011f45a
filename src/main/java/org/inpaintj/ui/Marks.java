package org.inpaintj.ui;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.EventQueue;
import java.awt.Graphics;
import java.awt.Graphics2D;
import java.awt.Rectangle;
import java.awt.RenderingHints;
import java.awt.Stroke;
import java.awt.image.BufferedImage;
import java.util.List;
import java.util.Optional;

import javax.swing.Timer;

import org.inpaintj.engine.Box;
import org.inpaintj.segment.Bounds;
import org.inpaintj.segment.Prompt;

import ij.ImagePlus;
import ij.Prefs;
import ij.gui.ImageCanvas;
import ij.gui.Overlay;
import ij.gui.Roi;

/**
 * Dots, box and candidate over an image, drawn above its own overlay. Lives in the list of the canvas that the ROI
 * Manager's <em>Show All</em> uses, as a single cursor, which ImageJ never saves; it draws itself on the canvas of its
 * own image only, so that flattened copies do without it. The ROI Manager's list comes back when it goes. Lives on the
 * event thread, but for {@link #stepAside}.
 */
final class Marks extends Roi {

    private static final long serialVersionUID = 1L;
    private static final int RADIUS = 6;
    private static final int POLL = 100;
    private static final Color INCLUDE = new Color(0, 150, 0), EXCLUDE = new Color(215, 0, 0);
    private static final Color LIGHT = Color.WHITE, DARK = new Color(0, 0, 0, 160);

    private final transient ImagePlus image;
    private final transient Overlay list = new Overlay();
    /** What the ROI Manager had there. */
    private transient Overlay theirs;
    /** The user's overlay, whose labels ImageJ switches off for good when it paints it below such a list. */
    private transient Overlay labelled;
    private transient Prompt prompt = Prompt.of(List.of());
    private transient Optional<Box> band = Optional.empty();
    private transient Tint tint;
    /** While it runs nothing is drawn. */
    private transient Thread busy;

    /**
     * The pixels of a candidate, ready to be drawn.
     *
     * @param box    in pixels of the image
     * @param pixels of the size of the box
     */
    record Tint(Box box, BufferedImage pixels) {
    }

    Marks(final ImagePlus image) {
        super(0, 0, image.getWidth(), image.getHeight());
        this.image = image;
        setIsCursor(true);
        list.add(this);
        list.selectable(false);
        list.drawLabels(false);
    }

    /** @param newTint null if there is no candidate */
    void show(final Prompt newPrompt, final Tint newTint) {
        prompt = newPrompt;
        tint = newTint;
        put();
    }

    /** The rectangle that is being drawn. */
    void drag(final Optional<Box> newBand) {
        band = newBand;
        put();
    }

    /**
     * Takes everything off the image while a command runs, which may copy what the canvas draws. Called on any thread.
     *
     * @param command the thread that runs it
     */
    synchronized void stepAside(final Thread command) {
        final ImageCanvas canvas = image.getCanvas();
        if (canvas == null || canvas.getShowAllList() != list)
            return;
        take(canvas);
        busy = command;
        EventQueue.invokeLater(() -> {
            final Timer timer = new Timer(POLL, event -> {
                // a command that the event thread runs has ended once the thread comes here
                if (busy == command && (!command.isAlive() || command == Thread.currentThread())) {
                    busy = null;
                    put();
                }
                if (busy != command)
                    ((Timer) event.getSource()).stop();
            });
            timer.start();
        });
    }

    private synchronized void put() {
        final ImageCanvas canvas = image.getCanvas();
        if (canvas == null || busy != null)
            return;
        if (prompt.points().isEmpty() && prompt.box().isEmpty() && band.isEmpty()) {
            hide();
            return;
        }
        if (canvas.getShowAllList() != list) {
            theirs = canvas.getShowAllList();
            final Overlay overlay = image.getOverlay();
            labelled = overlay != null && overlay.getDrawLabels() ? overlay : null;
            canvas.setShowAllList(list);
        }
        canvas.repaint();
    }

    /** Takes everything off the image. */
    synchronized void hide() {
        busy = null;
        final ImageCanvas canvas = image.getCanvas();
        if (canvas != null && canvas.getShowAllList() == list) {
            take(canvas);
            canvas.repaint();
        }
    }

    private void take(final ImageCanvas canvas) {
        // another cursor is the preview of a job, which has gone or comes back by itself
        canvas.setShowAllList(theirs != null && theirs.size() == 1 && theirs.get(0).isCursor() ? null : theirs);
        labels();
        theirs = null;
        labelled = null;
    }

    private synchronized void labels() {
        if (labelled != null && labelled == image.getOverlay())
            labelled.drawLabels(true);
    }

    @Override
    public boolean contains(final int x, final int y) {
        return false;
    }

    @Override
    public void draw(final Graphics graphics) {
        labels();
        final ImageCanvas canvas = image.getCanvas();
        if (getImage() != image || canvas == null)
            return;
        if (image.getWidth() != getBounds().width || image.getHeight() != getBounds().height) {
            EventQueue.invokeLater(this::hide);
            return;
        }
        final Graphics2D g = (Graphics2D) graphics.create();
        if (tint != null) {
            final Rectangle at = onScreen(canvas, tint.box());
            g.setRenderingHint(RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_NEAREST_NEIGHBOR);
            g.drawImage(tint.pixels(), at.x, at.y, at.x + at.width, at.y + at.height, 0, 0, tint.box().width(),
                    tint.box().height(), null);
        }
        final double scale = Math.max(1, Prefs.getGuiScale());
        g.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
        band.or(() -> prompt.box().map(Marks::pixels)).ifPresent(box -> rectangle(g, onScreen(canvas, box), scale));
        for (final Prompt.Point point : prompt.points())
            dot(g, canvas.screenXD(point.x() + 0.5), canvas.screenYD(point.y() + 0.5), point.include(), scale);
        g.dispose();
    }

    private static Box pixels(final Bounds b) {
        return b.pixels(Integer.MAX_VALUE, Integer.MAX_VALUE);
    }

    private static Rectangle onScreen(final ImageCanvas canvas, final Box box) {
        final int x = canvas.screenXD(box.x()), y = canvas.screenYD(box.y());
        return new Rectangle(x, y, canvas.screenXD((double) box.x() + box.width()) - x,
                canvas.screenYD((double) box.y() + box.height()) - y);
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
