package org.inpaintj.model.download;

import java.io.IOException;
import java.nio.file.Path;

import org.inpaintj.core.InpaintException;

/** Whether a disk has room. */
final class FreeSpace {

    /** What stays free for everything else. */
    private static final long SPARE = 512L << 20;

    private FreeSpace() {}

    /**
     * @param file  that will be written, in a folder that is there
     * @param what  of which is spoken, with its quotes
     * @param bytes still to be written
     * @throws InpaintException if there is no room, with both numbers
     */
    static void check(final DownloadSettings settings, final Path file, final String what, final long bytes)
            throws IOException {
        final long left = DiskFailure.of(() -> settings.space().left(file.toAbsolutePath().getParent()));
        if (left - SPARE < bytes)
            throw new NoRoomException(what + " needs " + megabytes(bytes + SPARE) + " MB on the disk of '"
                    + file.toAbsolutePath().getParent() + "', with what must stay free, but " + left / 1_000_000
                    + " MB are left: free some, or choose another folder.", null);
    }

    private static long megabytes(final long bytes) {
        return bytes < 0 ? Long.MAX_VALUE / 1_000_000 : bytes / 1_000_000 + 1;
    }
}
