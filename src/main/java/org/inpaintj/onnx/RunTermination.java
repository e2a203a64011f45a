package org.inpaintj.onnx;

import java.util.concurrent.Future;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession.RunOptions;

import org.inpaintj.core.Progress;

/**
 * This is the brake of one run ({@code RunOptions.setTerminate}): it stops the network at the end of the node it is in,
 * when the user cancels or the session is closed. ONNX Runtime blocks the running thread, so another one watches.
 */
final class RunTermination implements AutoCloseable {

    private static final int PERIOD_MS = 15;
    private static final ScheduledThreadPoolExecutor WATCH = executor();

    private final RunOptions options;
    private final Future<?> watch;
    private boolean open = true;
    private boolean stopped;

    RunTermination(final Progress progress) throws OrtException {
        options = new RunOptions();
        watch = progress == Progress.NONE ? null : WATCH.scheduleWithFixedDelay(() -> {
            if (progress.cancelled())
                stop();
        }, PERIOD_MS, PERIOD_MS, TimeUnit.MILLISECONDS);
    }

    RunOptions options() {
        return options;
    }

    /** Any thread; a run that has ended already is left alone, since its options are gone. */
    synchronized void stop() {
        if (!open || stopped)
            return;
        stopped = true;
        try {
            options.setTerminate(true);
        } catch (final OrtException e) {
            throw new IllegalStateException("ONNX Runtime refused to stop a run", e);
        }
    }

    synchronized boolean stopped() {
        return stopped;
    }

    @Override
    public synchronized void close() {
        if (watch != null)
            watch.cancel(false);
        open = false;
        options.close();
    }

    private static ScheduledThreadPoolExecutor executor() {
        final ScheduledThreadPoolExecutor executor = new ScheduledThreadPoolExecutor(1, task -> {
            final Thread thread = new Thread(task, "InpaintJ cancel watch");
            thread.setDaemon(true);
            return thread;
        });
        executor.setRemoveOnCancelPolicy(true);
        executor.setKeepAliveTime(5, TimeUnit.SECONDS);
        executor.allowCoreThreadTimeOut(true);
        return executor;
    }
}
