package org.inpaintj.onnx.gpu;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

import org.inpaintj.core.CancelledException;
import org.inpaintj.core.Progress;

/** Runs a program to its end, but not longer than wanted, and keeps the start of what it prints. */
final class ChildProcess {

    private static final int MOST = 100_000, LOOK = 50;

    private ChildProcess() {}

    /**
     * What became of it.
     *
     * @param status   exit status; without meaning if it was ended
     * @param timedOut true if it was ended because it took too long
     * @param out      its standard output
     * @param err      its standard error
     */
    record Outcome(int status, boolean timedOut, String out, String err) {
    }

    /**
     * Runs it and waits; it is gone when this returns, however it returns.
     *
     * @throws IOException        if it cannot be started
     * @throws CancelledException once the user has asked to stop, or the thread is interrupted
     */
    static Outcome run(final ProcessBuilder builder, final Duration patience, final Progress progress)
            throws IOException {
        final Process process = builder.start();
        final Reader out = new Reader(process.getInputStream()), err = new Reader(process.getErrorStream());
        try {
            process.getOutputStream().close();
            final long end = System.nanoTime() + patience.toNanos();
            boolean ended = false;
            while (!ended && System.nanoTime() < end) {
                progress.check();
                ended = process.waitFor(LOOK, TimeUnit.MILLISECONDS);
            }
            if (!ended)
                end(process);
            // what it has started may hold its output open
            out.join(1000);
            err.join(1000);
            return new Outcome(ended ? process.exitValue() : -1, !ended, out.text(), err.text());
        } catch (final InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CancelledException();
        } finally {
            end(process);
        }
    }

    private static void end(final Process process) {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
    }

    /** Reads on when it has enough, so that the program does not wait. */
    private static final class Reader extends Thread {

        private final InputStream in;
        private final ByteArrayOutputStream kept = new ByteArrayOutputStream();

        Reader(final InputStream in) {
            super("output of a program");
            this.in = in;
            setDaemon(true);
            start();
        }

        @Override
        public void run() {
            final byte[] buffer = new byte[8192];
            try {
                for (int n = in.read(buffer); n >= 0; n = in.read(buffer))
                    synchronized (kept) {
                        kept.write(buffer, 0, Math.min(n, MOST - kept.size()));
                    }
            } catch (final IOException e) {
                // it was ended
            }
        }

        String text() {
            synchronized (kept) {
                return kept.toString(StandardCharsets.UTF_8);
            }
        }
    }
}
