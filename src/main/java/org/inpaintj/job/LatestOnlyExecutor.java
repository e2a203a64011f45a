package org.inpaintj.job;

import java.time.Duration;

import org.inpaintj.core.CancelledException;
import org.inpaintj.core.Progress;

/**
 * This executor runs short work in the background when only the newest matters, as with answers to clicks: what still
 * waits is dropped for it, and what runs is asked to stop. One daemon thread, which ends when there is nothing to do.
 * Thread-safe.
 */
public final class LatestOnlyExecutor {

    private static final Duration REST = Duration.ofSeconds(30);

    /** One piece of work; errors are its own business. */
    @FunctionalInterface
    public interface Task {

        /**
         * @param progress says once it is cancelled that newer work waits, which {@link CancelledException} is fit to
         *                 answer
         */
        void run(Progress progress);
    }

    private final String name;
    private Thread worker;
    private Task waiting;
    private Token running;

    /** Becomes cancelled when something newer comes. */
    private static final class Token implements Progress {
        private volatile boolean over;

        @Override
        public void step(final int done, final int total, final String what) {}

        @Override
        public boolean cancelled() {
            return over;
        }
    }

    /** @param name of the thread */
    public LatestOnlyExecutor(final String name) {
        this.name = name;
    }

    /** Runs the task soon, in place of all that was submitted before; returns at once. */
    public synchronized void submit(final Task task) {
        drop();
        waiting = task;
        if (worker == null) {
            worker = new Thread(this::work, name);
            worker.setDaemon(true);
            worker.start();
        }
        notifyAll();
    }

    /** Drops what waits and asks what runs to stop. */
    public synchronized void drop() {
        waiting = null;
        if (running != null)
            running.over = true;
    }

    private void work() {
        while (true) {
            final Task task;
            final Token token = new Token();
            synchronized (this) {
                running = null;
                final long end = System.nanoTime() + REST.toNanos();
                for (long left = REST.toNanos(); waiting == null && left > 0; left = end - System.nanoTime())
                    try {
                        wait(Math.max(1, left / 1_000_000));
                    } catch (final InterruptedException e) {
                        break;
                    }
                if (waiting == null) {
                    worker = null;
                    return;
                }
                task = waiting;
                waiting = null;
                running = token;
            }
            try {
                task.run(token);
            } catch (final CancelledException e) {
                // just what was asked for
            } catch (final RuntimeException | Error e) {
                JobQueue.warn("'" + name + "' failed", e);
            }
        }
    }
}
