package org.inpaintj.ui.servers;

import java.util.Optional;
import java.util.concurrent.ExecutionException;

import javax.swing.SwingWorker;

import org.inpaintj.core.Progress;
import org.inpaintj.engine.remote.server.SavedServer;
import org.inpaintj.engine.remote.server.ServerEngine;
import org.inpaintj.engine.remote.server.ServerReport;
import org.inpaintj.job.JobFailures;

/** Asks a server what it is, off the event thread. */
final class ServerQuestion extends SwingWorker<ServerReport, Void> {

    private final ServerEngine engine;
    private final SavedServer server;
    private final Runnable ended;
    private volatile boolean stopped;
    private ServerReport report;
    private String error = "";

    /** @param ended called on the event thread, unless it is stopped before */
    ServerQuestion(final ServerEngine engine, final SavedServer server, final Runnable ended) {
        this.engine = engine;
        this.server = server;
        this.ended = ended;
    }

    void stop() {
        stopped = true;
    }

    /** What it said; empty while it has not, or if it failed. */
    Optional<ServerReport> report() {
        return Optional.ofNullable(report);
    }

    /** Why it failed, a full sentence. */
    String error() {
        return error;
    }

    @Override
    protected ServerReport doInBackground() {
        return engine.ask(server.address(), new Progress() {
            @Override
            public void step(final int done, final int total, final String what) {
                // seconds at most: there is nothing to show
            }

            @Override
            public boolean cancelled() {
                return stopped;
            }
        });
    }

    @Override
    protected void done() {
        if (stopped)
            return;
        try {
            report = get();
        } catch (final ExecutionException e) {
            error = JobFailures.describe("Test", e.getCause());
        } catch (final InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        ended.run();
    }
}
