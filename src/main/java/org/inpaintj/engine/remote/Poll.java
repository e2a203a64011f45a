package org.inpaintj.engine.remote;

import java.time.Duration;
import java.util.Optional;
import java.util.function.Supplier;

import org.inpaintj.core.CancelledException;
import org.inpaintj.core.InpaintException;
import org.inpaintj.core.Progress;

/** Asks again and again until there is an answer. */
public final class Poll {

    private static final long SLICE_MILLIS = 50;

    private Poll() {}

    /**
     * @param patience for how long
     * @param pause    between two questions
     * @param late     what to say when that is over, a full sentence
     * @param look     empty while there is no answer
     * @throws CancelledException when {@code progress} says so, within a tenth of a second
     */
    public static <T> T until(final Duration patience, final Duration pause, final Progress progress,
            final String late, final Supplier<Optional<T>> look) {
        final long end = System.nanoTime() + patience.toNanos();
        while (true) {
            progress.check();
            final Optional<T> found = look.get();
            if (found.isPresent())
                return found.get();
            if (System.nanoTime() > end)
                throw new InpaintException(late);
            pause(pause, progress);
        }
    }

    /** @throws CancelledException when {@code progress} says so, within a tenth of a second */
    public static void pause(final Duration pause, final Progress progress) {
        final long end = System.nanoTime() + pause.toNanos();
        try {
            while (System.nanoTime() < end) {
                progress.check();
                Thread.sleep(SLICE_MILLIS);
            }
        } catch (final InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CancelledException();
        }
    }
}
