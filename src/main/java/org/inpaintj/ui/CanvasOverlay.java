package org.inpaintj.ui;

import java.awt.EventQueue;
import java.awt.Graphics;
import java.awt.Graphics2D;
import java.awt.Rectangle;
import java.awt.RenderingHints;

import javax.swing.Timer;

import ij.CommandListener;
import ij.Executer;
import ij.ImagePlus;
import ij.gui.ImageCanvas;
import ij.gui.Overlay;
import ij.gui.Roi;

import org.inpaintj.core.Box;

/**
 * A canvas overlay is a transparent layer of the screen over an image, to draw on for a while. It lives in the list of
 * the canvas that the ROI Manager's <em>Show All</em> uses, as a single cursor, which ImageJ never saves and which
 * never joins the user's overlay; it draws itself on the canvas of its own image only, so that flattened copies do
 * without it. It goes while a command runs, for below such a list ImageJ copies the user's overlay without its labels.
 * The ROI Manager's list comes back when it goes. Lives on the event thread, but for {@link #commandExecuting}.
 */
public abstract class CanvasOverlay extends Roi implements CommandListener {

    private static final long serialVersionUID = 1L;
    private static final int POLL = 100;

    private final transient ImagePlus image;
    private final transient Overlay list = new Overlay();
    /** What the ROI Manager had there. */
    private transient Overlay theirs;
    /** The user's overlay, whose labels ImageJ switches off for good when it paints it below such a list. */
    private transient Overlay labelled;
    private transient boolean listening;
    /** The thread of the command that it makes way for. */
    private transient Thread busy;

    protected CanvasOverlay(final ImagePlus image) {
        super(0, 0, image.getWidth(), image.getHeight());
        this.image = image;
        setIsCursor(true);
        list.add(this);
        list.selectable(false);
        list.drawLabels(false);
    }

    /** Draws in pixels of the screen. */
    protected abstract void paint(Graphics2D g, ImageCanvas canvas);

    /** Shows it, or draws it anew. */
    public final void put() {
        // not under the lock that commandExecuting takes, for ImageJ calls it under a lock that this takes
        if (!listening)
            Executer.addCommandListener(this);
        listening = true;
        show();
    }

    private synchronized void show() {
        final ImageCanvas canvas = image.getCanvas();
        if (canvas == null || busy != null)
            return;
        if (canvas.getShowAllList() != list) {
            theirs = canvas.getShowAllList();
            final Overlay overlay = image.getOverlay();
            labelled = overlay != null && overlay.getDrawLabels() ? overlay : null;
            canvas.setShowAllList(list);
        }
        canvas.repaint();
    }

    /** True while it is drawn whenever ImageJ draws the canvas; false where something else is in its place. */
    protected final synchronized boolean isOn(final ImageCanvas canvas) {
        return busy == null && canvas != null && canvas.getShowAllList() == list;
    }

    /** Takes it off the image. */
    public final void hide() {
        Executer.removeCommandListener(this);
        listening = false;
        remove();
    }

    private synchronized void remove() {
        busy = null;
        final ImageCanvas canvas = image.getCanvas();
        if (canvas != null && canvas.getShowAllList() == list) {
            take(canvas);
            canvas.repaint();
        }
        labels();
        theirs = null;
        labelled = null;
    }

    private void take(final ImageCanvas canvas) {
        // the preview of a job, another cursor, has gone or comes back by itself
        canvas.setShowAllList(theirs != null && theirs.size() == 1 && theirs.get(0).isCursor() ? null : theirs);
        labels();
    }

    /**
     * Called on the thread that runs the command. Commands of single keys, such as "In [+]", are over before one has
     * seen anything vanish, and copy nothing.
     */
    @Override
    public final String commandExecuting(final String command) {
        if (!command.endsWith("]"))
            makeWay(Thread.currentThread());
        return command;
    }

    private synchronized void makeWay(final Thread command) {
        final ImageCanvas canvas = image.getCanvas();
        if (canvas == null || canvas.getShowAllList() != list)
            return;
        take(canvas);
        busy = command;
        EventQueue.invokeLater(() -> new Timer(POLL, event -> {
            // a command of the event thread itself has ended when the thread comes here
            if (busy == command && command.isAlive() && command != Thread.currentThread())
                return;
            ((Timer) event.getSource()).stop();
            if (busy == command) {
                busy = null;
                show();
            }
        }).start());
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
    public final void draw(final Graphics graphics) {
        labels();
        final ImageCanvas canvas = image.getCanvas();
        if (getImage() != image || canvas == null)
            return;
        if (image.getWidth() != getBounds().width || image.getHeight() != getBounds().height) {
            EventQueue.invokeLater(this::hide);
            return;
        }
        final Graphics2D g = (Graphics2D) graphics.create();
        g.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
        paint(g, canvas);
        g.dispose();
    }

    /** A box of the image in pixels of the screen. */
    public static Rectangle onScreen(final Box box, final ImageCanvas canvas) {
        final int x = canvas.screenXD(box.x()), y = canvas.screenYD(box.y());
        return new Rectangle(x, y, canvas.screenXD((double) box.x() + box.width()) - x,
                canvas.screenYD((double) box.y() + box.height()) - y);
    }
}
