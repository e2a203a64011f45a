package org.inpaintj.imagej.layer;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

import ij.Executer;
import ij.IJ;
import ij.ImagePlus;
import ij.Undo;
import ij.WindowManager;
import ij.gui.Overlay;
import ij.gui.Roi;
import ij.process.ImageProcessor;

import org.inpaintj.core.InpaintException;
import org.inpaintj.imagej.image.EventThread;
import org.inpaintj.imagej.image.StackPosition;
import org.inpaintj.inpaint.Patch;

/**
 * The history holds what was done with the layers of one image, to be taken back step by step, the last one first. It
 * lives as long as the image.
 * <p>
 * ImageJ's Edit > Undo remembers the last change alone, whoever made it. So an overlay is given to it by which to tell
 * whether that was a step of this history; if so, the command takes back that step, and the one before it is next.
 */
public final class LayerHistory {

    private static final String PROPERTY = "inpaintj.history";
    private static final int MOST = 30;
    private final ImagePlus imp;
    private final Deque<LayerStep> steps = new ArrayDeque<>();
    private LayerStep open;
    private Token token;

    /**
     * What ImageJ keeps for its Undo: the layers as they were. It asks once for a copy, which must be this very one.
     */
    private static final class Token extends Overlay {
        private boolean kept;

        Token(final List<Roi> elements) {
            elements.forEach(this::add);
        }

        @Override
        public Overlay duplicate() {
            if (kept)
                return super.duplicate();
            kept = true;
            return this;
        }
    }

    /** ImageJ keeps every listener for ever, so it gets one. */
    private static final class Listening {
        static {
            Executer.addCommandListener(LayerHistory::executing);
        }

        private Listening() {}

        static void begin() {}
    }

    private LayerHistory(final ImagePlus imp) {
        this.imp = imp;
    }

    /** Null for an image to whose layers nothing was done. */
    private static LayerHistory existing(final ImagePlus imp) {
        // a copy of an image has its properties too
        return imp != null && imp.getProperty(PROPERTY) instanceof LayerHistory history && history.imp == imp
                ? history : null;
    }

    private static LayerHistory of(final ImagePlus imp) {
        LayerHistory history = existing(imp);
        if (history == null) {
            history = new LayerHistory(imp);
            imp.setProperty(PROPERTY, history);
            Listening.begin();
        }
        return history;
    }

    /**
     * Makes a change, as one step with all changes inside of it; on the event thread. If it fails it is taken back.
     *
     * @throws InpaintException what the change throws
     */
    public static void step(final ImagePlus imp, final Runnable change) {
        EventThread.run(() -> of(imp).make(change));
    }

    /** Writes a patch into the samples of the image, as a part of the step at hand. */
    static void write(final ImagePlus imp, final StackPosition position, final Patch patch) {
        existing(imp).open.write(position, patch);
    }

    private void make(final Runnable change) {
        if (open != null) {
            change.run();
            return;
        }
        final LayerStep step = new LayerStep(imp);
        final List<Roi> before = LayerStep.elements(imp);
        open = step;
        try {
            change.run();
        } catch (final RuntimeException | Error e) {
            step.close();
            step.takeBack();
            throw e;
        } finally {
            open = null;
        }
        if (!step.close())
            return;
        steps.push(step);
        if (steps.size() > MOST)
            steps.removeLast();
        arm(before);
    }

    /** Hands ImageJ what its Undo is to bring back. */
    private void arm(final List<Roi> before) {
        final Overlay now = imp.getOverlay();
        final boolean hidden = imp.getHideOverlay();
        token = new Token(before);
        imp.getProcessor().setSnapshotPixels(null);
        imp.setOverlay(token);
        Undo.setup(Undo.OVERLAY, imp);
        imp.setOverlay(now);
        imp.setHideOverlay(hidden);
    }

    /** True if there is something to take back. */
    public static boolean canUndo(final ImagePlus imp) {
        final LayerHistory history = existing(imp);
        return history != null && !history.steps.isEmpty();
    }

    /**
     * Takes back the last step, whatever else was done to the image since.
     *
     * @throws InpaintException if there is none, or samples that it has written have changed since; nothing is changed
     *                          then
     */
    public static void undo(final ImagePlus imp) {
        if (!canUndo(imp))
            throw new InpaintException("Nothing was done with the layers of '" + imp.getTitle()
                    + "' that could be taken back.");
        EventThread.run(existing(imp)::takeBack);
    }

    private void takeBack() {
        final LayerStep step = steps.pop();
        try {
            step.takeBack();
        } catch (final InpaintException e) {
            steps.clear();
            throw e;
        } finally {
            Undo.setup(Undo.NOTHING, imp);
            if (!steps.isEmpty())
                arm(steps.peek().before());
        }
        imp.changes = true;
        imp.updateAndDraw();
    }

    /** Before ImageJ runs any command; the name of the one to run instead, or null for none. */
    private static String executing(final String command) {
        final ImagePlus imp = WindowManager.getCurrentImage();
        if (!"Undo".equals(command) || !canUndo(imp))
            return command;
        final LayerHistory history = existing(imp);
        final Overlay now = imp.getOverlay();
        final boolean hidden = imp.getHideOverlay();
        final ImageProcessor ip = imp.getProcessor();
        final Object pixels = ip.getPixels();
        // the command does nothing else
        Undo.undo();
        if (imp.getOverlay() != history.token)
            return null;
        imp.setOverlay(now);
        imp.setHideOverlay(hidden);
        // undoing a filter, ImageJ brings back the overlay that it was given last, too
        final boolean filter = imp.getProcessor() != ip || ip.getPixels() != pixels || ip.getSnapshotPixels() != null;
        try {
            if (!filter)
                undo(imp);
        } catch (final InpaintException e) {
            IJ.error("Undo", e.getMessage());
        }
        return null;
    }
}
