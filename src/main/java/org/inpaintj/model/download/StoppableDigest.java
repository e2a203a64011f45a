package org.inpaintj.model.download;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;

import org.inpaintj.core.Progress;
import org.inpaintj.core.Sha256;

/** Digests of files that are large enough for a user to want to stop. */
final class StoppableDigest {

    private static final int BUFFER = 1 << 20;

    private StoppableDigest() {}

    /** A file's bytes in a digest to which more may be added. */
    static Sha256 of(final Path file, final Progress progress) throws IOException {
        final Sha256 digest = new Sha256();
        final byte[] buffer = new byte[BUFFER];
        try (InputStream in = Files.newInputStream(file)) {
            for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
                progress.check();
                digest.add(ByteBuffer.wrap(buffer, 0, n));
            }
        }
        return digest;
    }

    /**
     * Whether a file is the one that is wanted, as far as can be told: by its size, and by its digest if that is known.
     * Of a file of which neither is known, being there is all.
     */
    static boolean fits(final Path file, final RemoteFile wanted, final Progress progress) throws IOException {
        return Files.isRegularFile(file) && (wanted.bytes() < 0 || Files.size(file) == wanted.bytes())
                && (wanted.sha256().isEmpty() || of(file, progress).hex().equals(wanted.sha256()));
    }
}
