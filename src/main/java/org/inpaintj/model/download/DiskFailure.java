package org.inpaintj.model.download;

import java.io.IOException;
import java.nio.file.Path;

import org.inpaintj.core.InpaintException;

/** The own disk failed, not the network: trying again is of no use. */
final class DiskFailure extends IOException {

    private static final long serialVersionUID = 1L;

    private DiskFailure(final IOException cause) {
        super(cause);
    }

    /** Work on the own disk. */
    @FunctionalInterface
    interface Work<T> {
        T run() throws IOException;
    }

    /** Work on the own disk that gives nothing. */
    @FunctionalInterface
    interface Deed {
        void run() throws IOException;
    }

    static <T> T of(final Work<T> work) throws DiskFailure {
        try {
            return work.run();
        } catch (final IOException e) {
            throw new DiskFailure(e);
        }
    }

    static void of(final Deed deed) throws DiskFailure {
        of(() -> {
            deed.run();
            return null;
        });
    }

    InpaintException sentence(final Path file) {
        return new NoRoomException("'" + file + "' cannot be written (" + getCause().getMessage()
                + "): free some space or choose another folder; what has come stays and is gone on with.", this);
    }
}
