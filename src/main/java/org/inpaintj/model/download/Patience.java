package org.inpaintj.model.download;

import java.io.IOException;
import java.time.Duration;

import org.inpaintj.core.CancelledException;
import org.inpaintj.core.InpaintException;
import org.inpaintj.core.Progress;

/** How often something is tried, and how long is waited between two tries. */
final class Patience {

    private static final int MOST = 5;
    private static final Duration LONGEST = Duration.ofMinutes(6);

    private final Duration backOff;
    private final Progress progress;
    private int failures;

    Patience(final Duration backOff, final Progress progress) {
        this.backOff = backOff;
        this.progress = progress;
    }

    /** Bytes have come: the count begins anew. */
    void renew() {
        failures = 0;
    }

    /**
     * Waits after a failure.
     *
     * @param what what was asked for, with its quotes
     * @throws InpaintException   if it has been tried often enough, or the wait would be too long
     * @throws CancelledException once the user has asked to stop
     */
    void failed(final String what, final IOException why) {
        final Duration asked = why instanceof Transient passing ? passing.pause() : Duration.ZERO;
        failures++;
        if (failures >= MOST || asked.compareTo(LONGEST) > 0)
            throw new InpaintException(what + " could not be fetched (" + why.getMessage() + "): "
                    + (asked.isZero() ? "check the network, and start again to go on from there."
                    : "start again in " + Math.max(1, asked.toMinutes()) + " min."), why);
        final Duration own = backOff.multipliedBy(1L << failures - 1);
        final long end = System.nanoTime() + (asked.compareTo(own) > 0 ? asked : own).toNanos();
        while (System.nanoTime() < end)
            pause(progress);
    }

    /** Waits a moment. */
    static void pause(final Progress progress) {
        progress.check();
        try {
            Thread.sleep(20);
        } catch (final InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CancelledException();
        }
    }
}
