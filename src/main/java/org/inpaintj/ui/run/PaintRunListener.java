package org.inpaintj.ui.run;

import java.util.List;

import ij.ImagePlus;

import org.inpaintj.imagej.job.PaintResult;
import org.inpaintj.imagej.layer.Layer;
import org.inpaintj.job.Job;

/** A listener learns what becomes of runs; on whatever thread that happens, so return soon. */
public interface PaintRunListener {

    /** It is in the queue. */
    default void queued(final PaintRun run, final Job<?> job) {}

    /**
     * One of its candidates is finished while others are painted, to be looked at; it comes with all others when they
     * are delivered, and not at all if the run is cancelled. Engines that make all at once tell of none.
     */
    default void candidate(final PaintRun run, final FinishedCandidate made) {}

    /** More of it is finished, of which nothing is delivered yet. */
    default void finishedSoFar(final PaintRun run, final PaintResult made) {}

    /**
     * It was delivered, whole or in part.
     *
     * @param image  that holds it; may not be shown yet
     * @param layers those that came, from the bottom to the top; none where samples were written
     */
    default void delivered(final PaintRun run, final ImagePlus image, final List<Layer> layers) {}

    /** It is done, has failed or was cancelled. */
    default void ended(final PaintRun run, final Job<?> job) {}
}
