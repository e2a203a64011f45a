package org.inpaintj.ui.brush;

import java.util.ArrayDeque;
import java.util.Deque;

import org.inpaintj.raster.tile.TileMask;

/**
 * The mask of one image with its former states. Changed by one thread, the brush's; any thread may look at it. Former
 * states share with the mask all that is the same, so a step costs what it has changed.
 */
final class MaskHistory {

    private static final int MOST = 100;

    private final Deque<TileMask> undo = new ArrayDeque<>(), redo = new ArrayDeque<>();
    private volatile TileMask now;
    /** What the step at hand began with; null between two steps. */
    private TileMask before;

    MaskHistory(final TileMask start) {
        now = start;
    }

    /** The mask as it is. */
    TileMask now() {
        return now;
    }

    /** Begins anew with what somebody else has selected. */
    synchronized void reset(final TileMask start) {
        undo.clear();
        redo.clear();
        before = null;
        now = start.ready();
    }

    /** Begins a step, which lasts until {@link #close}. */
    synchronized void open() {
        before = now;
    }

    /** Shows a change, as a part of the step at hand. */
    void change(final TileMask to) {
        now = to.ready();
    }

    /** Ends the step at hand; one that has changed nothing is none. */
    synchronized void close() {
        if (before == null || before.difference(now).isEmpty())
            return;
        undo.push(before);
        redo.clear();
        before = null;
        if (undo.size() > MOST)
            undo.removeLast();
    }

    synchronized boolean canUndo() {
        return !undo.isEmpty();
    }

    synchronized boolean canRedo() {
        return !redo.isEmpty();
    }

    /** Takes the last step back; false if there is none. */
    synchronized boolean undo() {
        return step(undo, redo);
    }

    /** Does again what was taken back last; false if there is nothing. */
    synchronized boolean redo() {
        return step(redo, undo);
    }

    private boolean step(final Deque<TileMask> from, final Deque<TileMask> to) {
        if (from.isEmpty())
            return false;
        to.push(now);
        now = from.pop();
        return true;
    }
}
