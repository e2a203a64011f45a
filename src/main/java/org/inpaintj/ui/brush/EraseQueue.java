package org.inpaintj.ui.brush;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

import ij.gui.Roi;

import org.inpaintj.engine.Request;
import org.inpaintj.engines.Engines;
import org.inpaintj.imagej.image.ImageSource;
import org.inpaintj.imagej.job.InpaintJob;
import org.inpaintj.job.JobListener;
import org.inpaintj.raster.tile.TileMask;
import org.inpaintj.ui.InpaintTask;
import org.inpaintj.ui.TaskMirror;
import org.inpaintj.ui.UserErrors;
import org.inpaintj.ui.run.PaintRun;

/**
 * The strokes of one image that are to be removed, one job after the other: each sees the image as the one before has
 * left it. Called on the worker's thread and on that of the jobs.
 */
final class EraseQueue {

    static final String COMMAND = "Remove Object";

    private final MaskWorker worker;
    private final Runnable changed;
    private final Deque<Stroke> strokes = new ArrayDeque<>();
    private volatile TileMask waiting;
    private Stroke running;

    /**
     * A stroke to be removed.
     *
     * @param source what it was painted on
     * @param roi    the same as a selection
     */
    record Stroke(ImageSource source, TileMask mask, Roi roi, Request request) {

        /** With the embedded engine and its defaults. */
        static Stroke of(final ImageSource source, final TileMask mask, final Roi roi) {
            return new Stroke(source, mask, roi, Engines.found().request(Map.of("engine",
                    Engines.found().embedded().id())).drawn());
        }

        /** What the recorder writes. */
        Map<String, String> keys() {
            final Map<String, String> keys = new LinkedHashMap<>();
            keys.put("engine", request.text("engine"));
            keys.put("seed", request.text("seed"));
            return keys;
        }
    }

    /** @param changed called when {@link #waiting} has changed, on any thread */
    EraseQueue(final MaskWorker worker, final TileMask nothing, final Runnable changed) {
        this.worker = worker;
        this.changed = changed;
        waiting = nothing;
    }

    /** All that is still to be removed. */
    TileMask waiting() {
        return waiting;
    }

    synchronized void add(final Stroke stroke) {
        strokes.add(stroke);
        update();
        if (running == null)
            next();
    }

    /** Forgets what is not begun. */
    synchronized void close() {
        strokes.removeIf(stroke -> stroke != running);
        update();
    }

    private void next() {
        running = strokes.peek();
        if (running != null) {
            final Stroke stroke = running;
            worker.run(() -> begin(stroke));
        }
    }

    private void begin(final Stroke stroke) {
        try {
            final InpaintJob job = InpaintJob.of(stroke.source, stroke.mask.mask(), stroke.request);
            final JobListener mirror = TaskMirror.ofFiji();
            final PaintRun run = new PaintRun(COMMAND, stroke.keys(), job, Optional.of((Roi) stroke.roi.clone()), true);
            new InpaintTask(run, changing -> {
                mirror.changed(changing);
                if (changing.state().ended())
                    ended(stroke);
            }).start();
        } catch (final RuntimeException | Error e) {
            UserErrors.show(COMMAND, e);
            ended(stroke);
        }
    }

    /** A job may be run again from the list of jobs, which is no matter of this queue. */
    private synchronized void ended(final Stroke stroke) {
        if (stroke != running)
            return;
        strokes.removeIf(each -> each == stroke);
        update();
        next();
    }

    private void update() {
        TileMask all = TileMask.empty(waiting.width(), waiting.height());
        for (final Stroke stroke : strokes)
            all = all.or(stroke.mask);
        waiting = all;
        changed.run();
    }
}
