package org.inpaintj.job;

import org.inpaintj.core.CancelledException;
import org.inpaintj.core.InpaintException;
import org.inpaintj.core.Progress;

/**
 * The work is what a job does. It may be run again after it failed or was cancelled.
 *
 * @param <T> what it makes
 */
@FunctionalInterface
public interface JobWork<T> {

    /**
     * Called on the queue's worker thread.
     *
     * @param progress tells the watchers how far it is, and the work when to stop
     * @throws CancelledException when {@code progress} says so
     * @throws InpaintException   when it cannot be done, with what the user can do
     */
    T run(Progress progress);

    /** What tells it from other work of the same title, in a few words. */
    default String details() {
        return "";
    }

    /** Whether it heeds {@link Progress#finishRequested()}. */
    default boolean stopsEarly() {
        return false;
    }
}
