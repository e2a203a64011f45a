package org.inpaintj.job;

import java.lang.System.Logger;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.LongSupplier;

/**
 * The queue runs jobs one after the other on one daemon thread: a network fills the machine, two at a time would only
 * fill its memory. Thread-safe; its monitor guards the state of all its jobs, and listeners are called outside of it.
 */
public final class JobQueue implements AutoCloseable {

    /** How many ended jobs the list keeps. */
    static final int HISTORY = 30;
    /** How many of those that failed or were cancelled can be run again; each keeps a copy of its part of an image. */
    static final int RETRIES = 3;

    static final Logger LOG = System.getLogger(JobQueue.class.getName());
    private static final Duration LAST_WAIT = Duration.ofSeconds(10);

    private final LongSupplier clock;
    private final Deque<Job<?>> waiting = new ArrayDeque<>();
    private final List<Job<?>> all = new ArrayList<>();
    private final List<JobListener> listeners = new CopyOnWriteArrayList<>();
    private Thread worker;
    private long count;
    private boolean closed;

    public JobQueue() {
        this(System::nanoTime);
    }

    /** @param clock nanoseconds, never 0 */
    JobQueue(final LongSupplier clock) {
        this.clock = clock;
    }

    /**
     * The queue of the application. When the virtual machine ends, its jobs are cancelled and given time to leave the
     * native code they may be in.
     */
    public static JobQueue shared() {
        return Shared.QUEUE;
    }

    /**
     * The second queue of the application, for work that waits for servers and disks and leaves the machine to others:
     * downloads, and what compares or copies large files. It ends as the first one does.
     */
    public static JobQueue transfers() {
        return Transfers.QUEUE;
    }

    private static JobQueue ending() {
        final JobQueue queue = new JobQueue();
        Runtime.getRuntime().addShutdownHook(new Thread(queue::close, "InpaintJ shutdown"));
        return queue;
    }

    private static final class Shared {
        private static final JobQueue QUEUE = ending();
    }

    private static final class Transfers {
        private static final JobQueue QUEUE = ending();
    }

    public <T> Job<T> submit(final String title, final JobWork<T> work) {
        return submit(title, work, job -> {});
    }

    /**
     * Puts work at the end of the queue and returns at once.
     *
     * @param title    what the list and the status line call it
     * @param listener told of this job only, and of its retries
     * @throws IllegalStateException once the queue is closed
     */
    public <T> Job<T> submit(final String title, final JobWork<T> work, final JobListener listener) {
        final Job<T> job;
        synchronized (this) {
            if (closed)
                throw new IllegalStateException("The queue is closed: " + title);
            job = new Job<>(this, ++count, title, work, listener);
            waiting.add(job);
            all.add(job);
            if (worker == null) {
                worker = new Thread(this::work, "InpaintJ worker");
                worker.setDaemon(true);
                worker.start();
            }
            notifyAll();
        }
        tell(job);
        return job;
    }

    /** The jobs that wait or run, and the last that ended, in the order of submission. */
    public synchronized List<Job<?>> jobs() {
        return List.copyOf(all);
    }

    /** Takes the ended jobs off the list. */
    public synchronized void forgetEnded() {
        all.removeIf(job -> job.state().ended());
    }

    public void addListener(final JobListener listener) {
        listeners.add(listener);
    }

    public void removeListener(final JobListener listener) {
        listeners.remove(listener);
    }

    /** Takes no more work, cancels every job and waits for the running one, ten seconds at most. */
    @Override
    public void close() {
        close(LAST_WAIT);
    }

    /**
     * @param longest how long to wait for the running job to notice
     * @return true if no job runs any more; only then may what the work uses be closed
     */
    public boolean close(final Duration longest) {
        final Thread running;
        synchronized (this) {
            closed = true;
            running = worker;
            notifyAll();
        }
        jobs().forEach(Job::cancel);
        if (running == null || running == Thread.currentThread())
            return running == null;
        try {
            running.join(Math.max(1, longest.toMillis()));
        } catch (final InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return !running.isAlive();
    }

    void cancel(final Job<?> job) {
        final boolean ended;
        synchronized (this) {
            if (!job.stop())
                return;
            ended = waiting.remove(job);
            trim();
            notifyAll();
        }
        if (ended)
            end(job);
        else
            tell(job);
    }

    /** Tells of the end, and keeps no more of it than the list shows and a retry needs. */
    private void end(final Job<?> job) {
        tell(job);
        synchronized (this) {
            job.told();
            int again = 0;
            for (int i = all.size() - 1; i >= 0; i--)
                if (all.get(i).canRetry() && ++again > RETRIES)
                    all.get(i).letGo();
        }
    }

    void tell(final Job<?> job) {
        tell(job.listener(), job);
        listeners.forEach(listener -> tell(listener, job));
    }

    /** A broken listener must not break the work. */
    private static void tell(final JobListener listener, final Job<?> job) {
        try {
            listener.changed(job);
        } catch (final RuntimeException | Error e) {
            warn("A listener of '" + job.title() + "' failed", e);
        }
    }

    /** Writes into the log what went wrong beside the work; where even that fails, as with a full heap, it goes on. */
    static void warn(final String what, final Throwable error) {
        try {
            LOG.log(Logger.Level.WARNING, what, error);
        } catch (final RuntimeException | Error e) {
            // nobody is left to be told
        }
    }

    long now() {
        return clock.getAsLong();
    }

    boolean isWorker() {
        return Thread.currentThread() == worker;
    }

    int position(final Job<?> job) {
        int place = 0;
        for (final Job<?> other : waiting) {
            place++;
            if (other == job)
                return place;
        }
        return 0;
    }

    private void work() {
        while (true) {
            final Job<?> job;
            synchronized (this) {
                while (waiting.isEmpty() && !closed)
                    try {
                        wait();
                    } catch (final InterruptedException e) {
                        // Nobody but a job's work has a reason to interrupt the worker, and its jobs end by cancel().
                        Thread.interrupted();
                    }
                // what still waits is being cancelled
                if (closed)
                    return;
                job = waiting.poll();
                if (!job.start())
                    continue;
            }
            tell(job);
            job.execute();
            Thread.interrupted();
            synchronized (this) {
                trim();
                notifyAll();
            }
            end(job);
        }
    }

    private void trim() {
        long ended = all.stream().filter(job -> job.state().ended()).count();
        for (int i = 0; i < all.size() && ended > HISTORY;)
            if (all.get(i).state().ended()) {
                all.remove(i);
                ended--;
            } else
                i++;
    }
}
