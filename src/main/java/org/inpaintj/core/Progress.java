package org.inpaintj.core;

import java.util.function.Supplier;

import net.imglib2.RandomAccessibleInterval;
import net.imglib2.type.numeric.real.FloatType;

/**
 * How an engine tells its caller what it is doing, and learns that it should stop. Called from the worker thread;
 * implementations are thread-safe.
 */
public interface Progress {

    /** Reports nothing and never cancels. */
    Progress NONE = (done, total, what) -> {};

    /**
     * @param done  steps finished, 0 to {@code total}
     * @param total steps in all, at least 1; may grow when more work turns up
     * @param what  the step now running, a few words for the status line
     */
    void step(int done, int total, String what);

    /**
     * Says which share of the time the work has taken by now, 0 to 1, as far as can be told from the work that is left;
     * it never falls. Whoever cannot tell says nothing, and nobody guesses how long it will take.
     */
    default void share(final double done) {}

    /** True once the user has asked to stop. */
    default boolean cancelled() {
        return false;
    }

    /** @throws CancelledException once the user has asked to stop */
    default void check() {
        if (cancelled())
            throw new CancelledException();
    }

    /**
     * True once the user is content with what there is: an engine that can
     * ({@link org.inpaintj.engine.Capabilities.Trait#STOPS_EARLY}) makes a result of it after the step at hand.
     */
    default boolean finishRequested() {
        return false;
    }

    /** Tells the user something about the work, a full sentence. */
    default void note(final String sentence) {}

    /**
     * Offers the intermediate result, axes x, y, channel like {@link org.inpaintj.engine.Scene#pixels()}. The supplier
     * is asked only when somebody looks, on the calling thread and before this method returns.
     */
    default void preview(final Supplier<RandomAccessibleInterval<FloatType>> pixels) {}

    /**
     * Offers one of several candidates as soon as it is finished, while others are still to be made; to be looked at
     * only, for the result has it, too. The supplier is asked as that of {@link #preview}, and gives the same axes.
     *
     * @param number from 1
     * @param seed   the seed that makes it again
     */
    default void finished(final int number, final long seed,
            final Supplier<RandomAccessibleInterval<FloatType>> pixels) {}
}
