package org.inpaintj.serve.work;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import org.inpaintj.core.CancelledException;
import org.inpaintj.core.InpaintException;
import org.inpaintj.job.Job;
import org.inpaintj.job.JobQueue;
import org.inpaintj.serve.http.ApiException;

/**
 * Does one work after the other, and turns away what would wait behind too many. Who submits waits. Thread-safe.
 */
public final class WorkQueue implements AutoCloseable {

    /** How many wait behind the one that runs, where nothing else is said. */
    public static final int USUAL_LIMIT = 8;
    /** Ended tasks that are remembered by name. */
    private static final int REMEMBERED = 32;
    private static final Map<String, String> LATER = Map.of("Retry-After", "10");

    private final int limit;
    /** Bytes of all that waits. */
    private final long most;
    private final JobQueue queue = new JobQueue();
    /** What runs, and behind it what waits. */
    private final List<QueuedWork<?>> works = new ArrayList<>();
    private final Set<String> completed = new LinkedHashSet<>();
    private boolean closed;

    /** @param limit how many may wait behind the one that runs */
    public WorkQueue(final int limit) {
        this(limit, Runtime.getRuntime().maxMemory() / 4);
    }

    /** @param most bytes that what runs and waits may hold; a single work may hold more */
    WorkQueue(final int limit, final long most) {
        this.limit = limit;
        this.most = most;
    }

    /**
     * What is known of a task.
     *
     * @param active    whether it runs
     * @param queued    whether it waits
     * @param completed whether it has ended
     */
    public record TaskState(boolean active, boolean queued, boolean completed) {
    }

    /**
     * Waits until the work is done.
     *
     * @throws ApiException     503 if too many wait, or the server is being stopped
     * @throws InpaintException if it cannot be done
     */
    public <T> T run(final QueuedWork<T> work) {
        final Job<T> job;
        synchronized (this) {
            if (closed)
                throw stopping();
            final List<QueuedWork<?>> open = works.stream().filter(WorkQueue::isOpen).toList();
            final long held = work.bytes() + open.stream().mapToLong(QueuedWork::bytes).sum();
            if (open.size() > limit || !open.isEmpty() && held > most)
                throw ApiException.of(503, "Too many jobs wait already: try again later.", LATER);
            job = queue.submit(work.title(), work::run, changed -> {});
            work.submitted(job);
            works.add(work);
        }
        try {
            return job.await();
        } catch (final CancelledException e) {
            throw stopping();
        } catch (final InpaintException e) {
            throw unexpected(job).orElse(e);
        } finally {
            ended(work);
        }
    }

    /** What the queue wraps for windows is no fault of the request. */
    private static Optional<RuntimeException> unexpected(final Job<?> job) {
        final Throwable error = job.error().orElse(null);
        if (error instanceof Error serious)
            throw serious;
        return error instanceof RuntimeException other ? Optional.of(other) : Optional.empty();
    }

    private static ApiException stopping() {
        return ApiException.of(503, "The server is being stopped.", LATER);
    }

    private synchronized void ended(final QueuedWork<?> work) {
        works.remove(work);
        completed.add(work.task());
        if (completed.size() > REMEMBERED)
            completed.remove(completed.iterator().next());
        notifyAll();
    }

    /** What runs now, or is about to. */
    public synchronized Optional<QueuedWork<?>> current() {
        return works.stream().filter(WorkQueue::isOpen).findFirst().map(work -> (QueuedWork<?>) work);
    }

    /** One that has ended stays until the request that waits for it takes its result. */
    private static boolean isOpen(final QueuedWork<?> work) {
        return !work.job().state().ended();
    }

    /** How far a work is. */
    public static Job.Status status(final QueuedWork<?> work) {
        return work.job().status();
    }

    /** Has the work that runs keep pictures of what it is at. */
    public void watch() {
        current().ifPresent(QueuedWork::watch);
    }

    /** Has what runs end with what it has. */
    public void interrupt() {
        current().ifPresent(QueuedWork::interrupt);
    }

    /** Has what runs go on with its next round. */
    public void skip() {
        current().ifPresent(QueuedWork::skip);
    }

    public synchronized TaskState state(final String task) {
        final List<QueuedWork<?>> open = works.stream().filter(WorkQueue::isOpen).toList();
        for (int i = 0; i < open.size(); i++)
            if (open.get(i).task().equals(task))
                return new TaskState(i == 0, i > 0, false);
        return new TaskState(false, false, completed.contains(task)
                || works.stream().anyMatch(work -> work.task().equals(task)));
    }

    /**
     * Takes no more work, turns away what waits, and lets what runs end by itself for a while before it is broken off.
     *
     * @return whether all has ended
     */
    public boolean close(final Duration patience) {
        final long end = System.nanoTime() + patience.toNanos();
        final List<QueuedWork<?>> waiting;
        synchronized (this) {
            closed = true;
            waiting = works.isEmpty() ? List.of() : List.copyOf(works.subList(1, works.size()));
        }
        waiting.forEach(work -> work.job().cancel());
        synchronized (this) {
            try {
                for (long left = end - System.nanoTime(); !works.isEmpty() && left > 0; left = end - System.nanoTime())
                    wait(Math.max(1, left / 1_000_000));
            } catch (final InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
        return queue.close(Duration.ofSeconds(10));
    }

    @Override
    public void close() {
        close(Duration.ZERO);
    }
}
