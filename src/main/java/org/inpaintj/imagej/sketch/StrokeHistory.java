package org.inpaintj.imagej.sketch;

import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;

import org.inpaintj.core.Box;
import org.inpaintj.inpaint.Strokes;
import org.inpaintj.inpaint.samples.Samples;

/**
 * The history of a sketch: what the planes of its working copy were after each stroke. It holds of each stroke what it
 * has changed alone, and of all of them as much as memory allows. A command may end a sketch while its window looks for
 * strokes, hence the locks.
 */
final class StrokeHistory {

    /** Strokes, and bytes of all of them. */
    private static final int MOST = 200;
    private static final long MOST_BYTES = 200L << 20;

    private final Box bounds;
    /** The planes as they were when they were last looked at. */
    private final Samples now;
    private final Deque<Change> done = new ArrayDeque<>(), undone = new ArrayDeque<>();

    /** What one stroke has changed. */
    private record Change(Box box, Samples before, Samples after) {

        long bytes() {
            return 2 * Samples.size(before.type(), box.width(), box.height(), before.planes().size());
        }
    }

    /** @param start a copy of the planes, which is the history's own from now on */
    StrokeHistory(final Samples start) {
        now = start;
        bounds = new Box(0, 0, start.width(), start.height());
    }

    /** The samples after the last change that was taken; nobody writes to them. */
    Samples now() {
        return now;
    }

    /**
     * Takes what the planes have become, if anything has changed, as one step.
     *
     * @param planes of the size and type of the start
     * @return whether anything has changed
     */
    synchronized boolean take(final List<Object> planes) {
        final Samples live = new Samples(now.type(), now.width(), now.height(), planes);
        final Box box = Strokes.bounds(bounds, part -> Strokes.between(part, now.crop(part), live.crop(part)));
        if (box.isEmpty())
            return false;
        final Change change = new Change(box, now.crop(box), live.crop(box));
        put(change.after, box, now.planes());
        undone.clear();
        done.push(change);
        while (done.size() > MOST || done.size() > 1
                && done.stream().mapToLong(Change::bytes).sum() > MOST_BYTES)
            done.removeLast();
        return true;
    }

    synchronized boolean canUndo() {
        return !done.isEmpty();
    }

    synchronized boolean canRedo() {
        return !undone.isEmpty();
    }

    /** Takes the last change back from the planes. */
    synchronized void undo(final List<Object> planes) {
        final Change change = done.pop();
        undone.push(change);
        restore(change.before, change.box, planes);
    }

    /** Does the last change that was taken back again. */
    synchronized void redo(final List<Object> planes) {
        final Change change = undone.pop();
        done.push(change);
        restore(change.after, change.box, planes);
    }

    private void restore(final Samples samples, final Box box, final List<Object> planes) {
        put(samples, box, now.planes());
        put(samples, box, planes);
    }

    private void put(final Samples samples, final Box box, final List<Object> planes) {
        final boolean[] all = new boolean[box.width() * box.height()];
        Arrays.fill(all, true);
        samples.write(all, planes, now.width(), now.height(), box.x(), box.y());
    }
}
