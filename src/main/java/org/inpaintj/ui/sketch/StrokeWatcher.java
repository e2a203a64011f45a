package org.inpaintj.ui.sketch;

import java.awt.EventQueue;
import java.awt.event.MouseAdapter;
import java.awt.event.MouseEvent;

import javax.swing.Timer;

import ij.CommandListener;
import ij.Executer;
import ij.ImageListener;
import ij.ImagePlus;
import ij.WindowManager;
import ij.gui.ImageCanvas;

import org.inpaintj.core.InpaintException;
import org.inpaintj.imagej.sketch.SketchSession;
import org.inpaintj.ui.UserErrors;

/**
 * This watcher tells the strokes of a sketch apart: what was painted until the mouse is released is one, and so is what
 * a command or a macro has painted until it rests. It hears when the working copy is closed. Lives on the event thread.
 */
final class StrokeWatcher extends MouseAdapter implements ImageListener {

    /** How long nothing must be painted for a command to have ended, ms. */
    private static final int REST = 250;

    private final SketchSession session;
    private final Timer rest = new Timer(REST, event -> take());
    private boolean pressed;

    /** ImageJ keeps every listener for ever, so it gets one. */
    private static final class Undoing {

        private static final CommandListener LISTENER = Undoing::executing;
        static {
            Executer.addCommandListener(LISTENER);
        }

        private Undoing() {}

        static void begin() {}

        /** Before ImageJ runs any command; the name of the one to run instead, or null for none. */
        private static String executing(final String command) {
            final ImagePlus imp = WindowManager.getCurrentImage();
            final SketchSession session = imp == null || !"Undo".equals(command) ? null
                    : SketchSession.of(imp).orElse(null);
            if (session == null)
                return command;
            EventQueue.invokeLater(() -> {
                try {
                    session.undo();
                } catch (final InpaintException e) {
                    UserErrors.show("Undo", e);
                }
            });
            return null;
        }
    }

    /** Begins to watch. */
    StrokeWatcher(final SketchSession session) {
        this.session = session;
        rest.setRepeats(false);
        final ImageCanvas canvas = session.copy().getCanvas();
        canvas.addMouseListener(this);
        ImagePlus.addImageListener(this);
        Undoing.begin();
    }

    private void take() {
        if (session.isOpen() && !pressed)
            session.take();
    }

    @Override
    public void mousePressed(final MouseEvent event) {
        // what a command has painted before is a stroke of its own; by now the tool may have painted its first dot
        pressed = true;
    }

    /** The canvas hears of it first, so the tool has painted. */
    @Override
    public void mouseReleased(final MouseEvent event) {
        pressed = false;
        take();
    }

    @Override
    public void imageUpdated(final ImagePlus imp) {
        if (imp == session.copy())
            rest.restart();
    }

    @Override
    public void imageClosed(final ImagePlus imp) {
        if (imp != session.copy())
            return;
        rest.stop();
        ImagePlus.removeImageListener(this);
        try {
            session.closed();
        } catch (final InpaintException e) {
            UserErrors.show("Sketch", e);
        }
    }

    @Override
    public void imageOpened(final ImagePlus imp) {}
}
