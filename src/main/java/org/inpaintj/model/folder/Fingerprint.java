package org.inpaintj.model.folder;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;

import org.inpaintj.core.InpaintException;
import org.inpaintj.core.Sha256;

/**
 * Tells models apart, whatever their folders are called: SHA-256 over the size of each network file and a sample of its
 * bytes. To read gigabytes for each result would take longer than some results; two trainings differ everywhere.
 */
public final class Fingerprint {

    /** So many blocks, evenly spaced, from the first bytes to the last. */
    private static final int BLOCKS = 256, BLOCK = 4096;

    private Fingerprint() {}

    /**
     * Takes milliseconds.
     *
     * @return 64 hexadecimal digits
     * @throws InpaintException if a file cannot be read
     */
    public static String of(final List<NetworkFile> networks) {
        final Sha256 sha = new Sha256();
        for (final NetworkFile network : networks)
            for (final Path file : network.files())
                try {
                    add(sha, file);
                } catch (final IOException e) {
                    throw new InpaintException(file + " cannot be read (" + e.getMessage()
                            + "); check its permissions.", e);
                }
        return sha.hex();
    }

    private static void add(final Sha256 sha, final Path file) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
            final long size = channel.size();
            sha.add(ByteBuffer.allocate(Long.BYTES).putLong(size).flip());
            final boolean small = size <= (long) BLOCKS * BLOCK;
            final ByteBuffer block = ByteBuffer.allocate(small ? (int) size : BLOCK);
            for (int i = 0; i < (small ? 1 : BLOCKS); i++) {
                final long start = small ? 0 : Math.multiplyExact(size - BLOCK, i) / (BLOCKS - 1);
                block.clear();
                while (block.hasRemaining() && channel.read(block, start + block.position()) > 0)
                    continue;
                sha.add(block.flip());
            }
        }
    }
}
