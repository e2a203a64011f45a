package org.inpaintj.inpaint.large;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.concurrent.locks.LockSupport;

/** The bytes of a journal, read and written at any place. Used by one thread. */
final class JournalFile implements AutoCloseable {

    private static final int MOST_LINE = 1 << 24;
    private static final long PATIENCE = 5_000_000_000L;

    private final FileChannel channel;

    private JournalFile(final FileChannel channel) {
        this.channel = channel;
    }

    /**
     * To be written, and made if need be, by nobody else until it is closed. Waits a little for another process, which
     * may be ending after the one that had started it was killed.
     *
     * @throws OverlappingFileLockException if another process, or another place in this one, has it open
     */
    static JournalFile open(final Path path) throws IOException {
        final long end = System.nanoTime() + PATIENCE;
        while (true) {
            final FileChannel channel = FileChannel.open(path, StandardOpenOption.CREATE, StandardOpenOption.READ,
                    StandardOpenOption.WRITE);
            boolean locked = false;
            try {
                // closing the channel releases it; whoever had it may have removed the file
                locked = channel.tryLock() != null && Files.exists(path);
            } finally {
                if (!locked)
                    channel.close();
            }
            if (locked)
                return new JournalFile(channel);
            if (System.nanoTime() > end)
                throw new OverlappingFileLockException();
            LockSupport.parkNanos(PATIENCE / 100);
        }
    }

    /** To be looked at. On some systems closing it would release a lock of this process: not while that has one. */
    static JournalFile read(final Path path) throws IOException {
        return new JournalFile(FileChannel.open(path, StandardOpenOption.READ));
    }

    long size() throws IOException {
        return channel.size();
    }

    void truncate(final long size) throws IOException {
        channel.truncate(size);
    }

    boolean isOpen() {
        return channel.isOpen();
    }

    /** The bytes of a line without its end; null if it has none, or is longer than lines are. */
    byte[] line(final long begin) throws IOException {
        byte[] all = new byte[0];
        final ByteBuffer buffer = ByteBuffer.allocate(1 << 14);
        while (all.length < MOST_LINE) {
            buffer.clear();
            final int n = channel.read(buffer, begin + all.length);
            if (n <= 0)
                return null;
            for (int i = 0; i < n; i++)
                if (buffer.get(i) == '\n') {
                    final byte[] whole = Arrays.copyOf(all, all.length + i);
                    System.arraycopy(buffer.array(), 0, whole, all.length, i);
                    return whole;
                }
            all = Arrays.copyOf(all, all.length + n);
            System.arraycopy(buffer.array(), 0, all, all.length - n, n);
        }
        return null;
    }

    byte[] bytes(final long at, final int count) throws IOException {
        final ByteBuffer bytes = ByteBuffer.allocate(count);
        while (bytes.hasRemaining())
            if (channel.read(bytes, at + bytes.position()) < 0)
                throw new IOException("it became shorter while it was read");
        return bytes.array();
    }

    void write(final ByteBuffer bytes, final long begin) throws IOException {
        long at = begin;
        while (bytes.hasRemaining())
            at += channel.write(bytes, at);
    }

    @Override
    public void close() {
        try {
            channel.close();
        } catch (final IOException e) {
            // what was written is known by its digests
        }
    }
}
