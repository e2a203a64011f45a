package org.inpaintj.serve.work;

import java.util.Optional;

import net.imglib2.RandomAccessibleInterval;
import net.imglib2.type.numeric.real.FloatType;

import org.inpaintj.core.CancelledException;
import org.inpaintj.core.Progress;
import org.inpaintj.inpaint.ForwardingProgress;
import org.inpaintj.job.Job;

/**
 * Something that a client waits for. It is done in a number of rounds, of which a client may have one skipped, or all
 * that are left. Thread-safe.
 *
 * @param <T> what it makes
 */
public abstract class QueuedWork<T> {

    private final String task, title;
    private final int rounds;
    private volatile int round;
    private volatile boolean interrupted, skipped, stopsEarly;
    private volatile RandomAccessibleInterval<FloatType> preview;
    private volatile Job<T> job;

    /**
     * @param task   by which a client may ask about it
     * @param title  what is done, a few words
     * @param rounds 1 or more
     */
    protected QueuedWork(final String task, final String title, final int rounds) {
        this.task = task;
        this.title = title;
        this.rounds = rounds;
    }

    /** What it holds while it waits, bytes. */
    protected abstract long bytes();

    /** Does all of it, on the queue's thread, each round within {@link #round}. */
    protected abstract T run(Progress progress);

    /** One round of the work. */
    @FunctionalInterface
    protected interface Round {

        void run(Progress progress);
    }

    /**
     * Does a round, unless a client has had the work interrupted before.
     *
     * @param number from 0
     * @param early  whether it makes a result of what there is when it is asked to finish; else it is broken off
     * @return false if it made nothing
     */
    protected final boolean round(final int number, final boolean early, final Progress progress, final Round work) {
        if (interrupted)
            return false;
        round = number;
        stopsEarly = early;
        skipped = false;
        try {
            work.run(new ForwardingProgress(progress) {
                @Override
                public boolean cancelled() {
                    return super.cancelled() || !stopsEarly && (interrupted || skipped);
                }

                @Override
                public boolean finishRequested() {
                    return super.finishRequested() || interrupted || skipped;
                }
            });
            return true;
        } catch (final CancelledException e) {
            if (progress.cancelled())
                throw e;
            return false;
        }
    }

    final void submitted(final Job<T> as) {
        job = as;
    }

    final Job<T> job() {
        return job;
    }

    final void interrupt() {
        interrupted = true;
    }

    final void skip() {
        skipped = true;
    }

    /** Has the job keep pictures of what it is at, from now on. */
    final void watch() {
        final Job<T> watched = job;
        if (watched != null)
            watched.watch(pixels -> preview = pixels);
    }

    /** The picture as far as it is; empty while there is none. */
    public Optional<RgbPicture> preview() {
        return Optional.ofNullable(preview).map(pixels -> over(pixels));
    }

    /** What a preview looks like: x and y in pixels of the picture; red, green, blue and opacity, 0 to 1. */
    protected abstract RgbPicture over(RandomAccessibleInterval<FloatType> pixels);

    public final String task() {
        return task;
    }

    public final String title() {
        return title;
    }

    public final int rounds() {
        return rounds;
    }

    public final int round() {
        return round;
    }

    public final boolean isInterrupted() {
        return interrupted;
    }

    public final boolean isSkipped() {
        return skipped;
    }
}
