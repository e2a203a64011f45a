package org.inpaintj.job;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;

import net.imglib2.RandomAccessibleInterval;
import net.imglib2.type.numeric.real.FloatType;

import org.inpaintj.core.CancelledException;
import org.inpaintj.core.InpaintException;
import org.inpaintj.core.Progress;

/**
 * A job is one piece of work in a {@link JobQueue}. Thread-safe: every field that changes is guarded by the queue.
 *
 * @param <T> what the work makes
 */
public final class Job<T> {

    /** Where a job is; the last three never change any more. */
    public enum State {
        QUEUED, RUNNING, DONE, FAILED, CANCELLED;

        public boolean ended() {
            return this == DONE || this == FAILED || this == CANCELLED;
        }
    }

    /**
     * A job at one instant.
     *
     * @param position   1 for the next one to run, 2 for the one after it; 0 once it has started
     * @param step       steps finished
     * @param steps      steps in all, 0 if the work has not said yet
     * @param what       the step now running; empty if the work has not said yet
     * @param cancelling true from the request to stop until the work has ended
     * @param finishing  true from the request to finish with what there is until the work has ended
     * @param stopsEarly true while that request would be heeded
     * @param elapsed    time spent running
     * @param left       time the work will still take; empty where that cannot be told, never zero
     * @param stopped    true if it is done with what it had when it was asked to finish
     * @param notes      what the user should know, full sentences
     * @param error      why it failed, fit to be shown; empty unless it failed
     */
    public record Status(State state, int position, int step, int steps, String what, boolean cancelling,
            boolean finishing, boolean stopsEarly, Duration elapsed, Optional<Duration> left, boolean stopped,
            List<String> notes, String error) {
    }

    /** Previews come a few times a second at most, and take a small share of the time. */
    private static final long PREVIEW_PAUSE = 200_000_000L, PREVIEW_SHARE = 50;

    private final JobQueue queue;
    private final long id;
    private final String title, details;

    private JobListener listener;
    private JobWork<T> work;
    private T result;
    private Throwable error;
    private State state = State.QUEUED;
    private boolean stop, finish, told;
    private int step, steps;
    private String what = "";
    private long started, ended, nextPreview;
    private final TimeEstimate estimate = new TimeEstimate();
    private final List<String> notes = new ArrayList<>();
    private Consumer<RandomAccessibleInterval<FloatType>> viewer;

    Job(final JobQueue queue, final long id, final String title, final JobWork<T> work, final JobListener listener) {
        this.queue = queue;
        this.id = id;
        this.title = title;
        details = work.details();
        this.work = work;
        this.listener = listener;
    }

    /** Counts from 1 in the order of submission. */
    public long id() {
        return id;
    }

    public String title() {
        return title;
    }

    /** What tells it from others of the same title, in a few words; may be empty. */
    public String details() {
        return details;
    }

    public State state() {
        synchronized (queue) {
            return state;
        }
    }

    public Status status() {
        synchronized (queue) {
            final long now = queue.now();
            final long ran = state == State.QUEUED || started == 0 ? 0 : (state.ended() ? ended : now) - started;
            final boolean asked = !state.ended() && (stop || finish);
            return new Status(state, queue.position(this), step, steps, what, asked && stop, asked && !stop,
                    state == State.RUNNING && !asked && work.stopsEarly(), Duration.ofNanos(ran),
                    state == State.RUNNING ? estimate.left(now) : Optional.empty(),
                    state == State.DONE && finish && step < steps, List.copyOf(notes),
                    state == State.FAILED ? JobFailures.describe(title, error) : "");
        }
    }

    /** What the work threw; empty unless the job failed. */
    public Optional<Throwable> error() {
        synchronized (queue) {
            return Optional.ofNullable(error);
        }
    }

    /**
     * Asks the job to stop. A queued one ends at once, a running one as soon as its work notices; an ended one stays
     * as it is. Never blocks.
     */
    public void cancel() {
        queue.cancel(this);
    }

    /**
     * Asks the job to finish with what it has. Heeded by a running job whose {@link Status#stopsEarly} says so, after
     * its step at hand; nothing happens to others. Never blocks.
     */
    public void requestFinish() {
        synchronized (queue) {
            if (!status().stopsEarly())
                return;
            finish = true;
        }
        queue.tell(this);
    }

    /** True if {@link #retry} would succeed: for the last few jobs that failed or were cancelled. */
    public boolean canRetry() {
        synchronized (queue) {
            return (state == State.FAILED || state == State.CANCELLED) && work != null;
        }
    }

    /**
     * Puts the same work into the queue again, as a new job at its end.
     *
     * @throws IllegalStateException unless the job failed or was cancelled
     * @throws InpaintException      if so many did so since that this one has let go of what it needs
     */
    public Job<T> retry() {
        final JobWork<T> again;
        final JobListener same;
        synchronized (queue) {
            if (state != State.FAILED && state != State.CANCELLED)
                throw new IllegalStateException("Only a failed or cancelled job can be run again: " + title);
            if (work == null)
                throw new InpaintException("'" + title + "' cannot be run again, since only the last "
                        + JobQueue.RETRIES
                        + " failed or cancelled jobs keep what they need: start it anew.");
            again = work;
            same = listener;
        }
        return queue.submit(title, again, same);
    }

    /**
     * Shows intermediate results to {@code viewer}, on the worker thread, a few times a second at most, until the job
     * ends; null shows them to nobody.
     */
    public void watch(final Consumer<RandomAccessibleInterval<FloatType>> newViewer) {
        synchronized (queue) {
            viewer = newViewer;
        }
    }

    /**
     * Waits for the end and takes the result, which the job then forgets: the list of ended jobs must not keep images
     * alive. An interrupt cancels the job.
     *
     * @return what the work made; null if it was taken before
     * @throws CancelledException if the job was cancelled
     * @throws InpaintException   if it failed, with a message fit to be shown
     */
    public T await() {
        synchronized (queue) {
            if (queue.isWorker())
                throw new IllegalStateException("A job cannot wait for another one: there is one worker");
            while (!state.ended())
                try {
                    queue.wait();
                } catch (final InterruptedException e) {
                    Thread.currentThread().interrupt();
                    break;
                }
            if (state.ended())
                return take();
        }
        cancel();
        throw new CancelledException();
    }

    private T take() {
        if (state == State.CANCELLED)
            throw new CancelledException();
        if (state == State.FAILED)
            throw error instanceof InpaintException known ? known
                    : new InpaintException(JobFailures.describe(title, error), error);
        final T taken = result;
        result = null;
        return taken;
    }

    JobListener listener() {
        synchronized (queue) {
            return listener;
        }
    }

    /** Its listener has learnt of the end; a job that is done needs it no more. Holds the queue's lock. */
    void told() {
        told = true;
        if (state == State.DONE)
            letGo();
    }

    /** Forgets the work and its listener, which hold samples, once the end is told. Holds the queue's lock. */
    void letGo() {
        if (!told)
            return;
        work = null;
        listener = job -> {};
    }

    /** The state of a queued job becomes RUNNING; false if it was cancelled before. Holds the queue's lock. */
    boolean start() {
        if (state != State.QUEUED)
            return false;
        state = State.RUNNING;
        started = queue.now();
        return true;
    }

    /** Marks the job to be stopped; true if that changed anything. Holds the queue's lock. */
    boolean stop() {
        if (state.ended() || stop)
            return false;
        stop = true;
        if (state == State.QUEUED)
            state = State.CANCELLED;
        return true;
    }

    /** On the worker, without a lock: an error of any kind is the job's and never the worker's. */
    void execute() {
        T made = null;
        Throwable thrown = null;
        try {
            made = work.run(new Reporter());
        } catch (final Throwable t) {
            thrown = t;
        }
        synchronized (queue) {
            ended = queue.now();
            viewer = null;
            if (thrown == null) {
                state = State.DONE;
                result = made;
            } else if (thrown instanceof CancelledException)
                state = State.CANCELLED;
            else {
                state = State.FAILED;
                error = thrown;
            }
        }
    }

    /** What the work sees of its job. */
    private final class Reporter implements Progress {

        @Override
        public void step(final int done, final int total, final String text) {
            synchronized (queue) {
                step = done;
                steps = total;
                what = text;
            }
            queue.tell(Job.this);
        }

        @Override
        public void share(final double done) {
            synchronized (queue) {
                estimate.report(queue.now(), done);
            }
        }

        @Override
        public void note(final String sentence) {
            synchronized (queue) {
                notes.add(sentence);
            }
        }

        @Override
        public boolean cancelled() {
            synchronized (queue) {
                return stop;
            }
        }

        @Override
        public boolean finishRequested() {
            synchronized (queue) {
                return finish;
            }
        }

        @Override
        public void preview(final Supplier<RandomAccessibleInterval<FloatType>> pixels) {
            final Consumer<RandomAccessibleInterval<FloatType>> looking;
            synchronized (queue) {
                if (viewer == null || stop || nextPreview != 0 && queue.now() - nextPreview < 0)
                    return;
                looking = viewer;
            }
            final long began = queue.now();
            try {
                looking.accept(pixels.get());
            } catch (final RuntimeException | Error e) {
                watch(null);
                JobQueue.warn("The preview of '" + title + "' failed", e);
            }
            synchronized (queue) {
                final long now = queue.now();
                nextPreview = began + Math.max(PREVIEW_PAUSE, PREVIEW_SHARE * (now - began));
            }
        }
    }
}
