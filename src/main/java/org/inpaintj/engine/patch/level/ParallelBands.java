package org.inpaintj.engine.patch.level;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

import org.inpaintj.core.CancelledException;
import org.inpaintj.core.Progress;

/**
 * Runs the parts of a piece of work on a fixed number of threads, the caller's among them. Which thread does which
 * part is left to chance; a {@link Task} must give the same result in any order of its parts.
 */
public final class ParallelBands implements AutoCloseable {

    /** Work in independent parts. */
    public interface Task {

        /** Does the part {@code band}, counted from 0. */
        void run(int band);
    }

    private static final int SPINS = 2000;

    private final Progress progress;
    private final Worker[] workers;
    private final AtomicInteger next = new AtomicInteger();
    private final AtomicInteger busy = new AtomicInteger();
    private volatile Thread caller;
    private volatile int round;
    private volatile boolean closed;
    private volatile Throwable failure;
    private Task task;
    private int count;

    /**
     * @param threads how many threads work, the calling one among them; 1 or more
     * @param progress asked before each part whether to stop
     */
    public ParallelBands(final int threads, final Progress progress) {
        this.progress = progress;
        workers = new Worker[threads - 1];
        for (int i = 0; i < workers.length; i++) {
            workers[i] = new Worker();
            workers[i].start();
        }
    }

    /**
     * Does all parts of a task and waits for them.
     *
     * @throws CancelledException once the user has asked to stop
     */
    public void run(final Task work, final int bands) {
        progress.check();
        if (workers.length == 0 || bands < 2) {
            for (int band = 0; band < bands; band++) {
                progress.check();
                work.run(band);
            }
            return;
        }
        task = work;
        count = bands;
        next.set(0);
        failure = null;
        caller = Thread.currentThread();
        busy.set(workers.length);
        round++;
        for (final Worker worker : workers)
            LockSupport.unpark(worker);
        share();
        for (int spin = 0; busy.get() > 0; spin++)
            if (spin < SPINS)
                Thread.onSpinWait();
            else
                LockSupport.park(this);
        task = null;
        if (failure instanceof RuntimeException e)
            throw e;
        if (failure instanceof Error e)
            throw e;
    }

    /** Takes parts until none is left. A failure takes all that are left. */
    private void share() {
        try {
            for (int band = next.getAndIncrement(); band < count; band = next.getAndIncrement()) {
                progress.check();
                task.run(band);
            }
        } catch (final RuntimeException | Error e) {
            failure = e;
            next.set(count);
        }
    }

    /** Ends the threads. */
    @Override
    public void close() {
        closed = true;
        for (final Worker worker : workers)
            LockSupport.unpark(worker);
    }

    private final class Worker extends Thread {

        Worker() {
            super("InpaintJ patch engine");
            setDaemon(true);
        }

        @Override
        public void run() {
            int done = 0;
            for (int spin = 0; !closed; spin++) {
                if (round == done) {
                    if (spin < SPINS)
                        Thread.onSpinWait();
                    else
                        LockSupport.park(ParallelBands.this);
                    continue;
                }
                done = round;
                share();
                if (busy.decrementAndGet() == 0)
                    LockSupport.unpark(caller);
                spin = 0;
            }
        }
    }
}
