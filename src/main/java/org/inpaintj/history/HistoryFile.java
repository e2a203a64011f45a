package org.inpaintj.history;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;

import org.inpaintj.core.InpaintException;
import org.inpaintj.core.PartFile;
import org.inpaintj.core.PrivateFolder;

/**
 * The file of lines below a history, closed to other users. All that reads or writes it does so while it holds the lock
 * on a second file: this one may be replaced as a whole.
 */
final class HistoryFile {

    private static final System.Logger LOG = System.getLogger(HistoryFile.class.getName());
    private static final Object THIS_PROGRAM = new Object();
    /** ms. */
    private static final int PATIENCE = 5000, PAUSE = 5;

    private final Path path, lock;

    HistoryFile(final Path folder) {
        path = folder.resolve("runs.jsonl");
        lock = folder.resolve("lock");
    }

    /** What is done while no other program reads or writes. */
    interface Work<T> {
        T run() throws IOException;
    }

    /** @throws InpaintException if the file cannot be read or written, or another program holds it for long */
    <T> T locked(final Work<T> work) {
        synchronized (THIS_PROGRAM) {
            try (FileChannel channel = open(lock, StandardOpenOption.WRITE); FileLock held = lock(channel)) {
                if (Files.exists(path) && !PrivateFolder.owns(path))
                    throw new InpaintException("The history '" + path + "' is not used, for others can write it: close "
                            + "it with chmod 600, or delete it.");
                return work.run();
            } catch (final IOException e) {
                throw new InpaintException("The history '" + path + "' cannot be read or written (" + e.getMessage()
                        + "): check the space on the disk and the permissions of its folder.", e);
            }
        }
    }

    private FileLock lock(final FileChannel channel) throws IOException {
        final long end = System.nanoTime() + PATIENCE * 1_000_000L;
        while (true) {
            try {
                final FileLock held = channel.tryLock();
                if (held != null)
                    return held;
            } catch (final OverlappingFileLockException e) {
                // another copy of this class in this Java
            }
            if (System.nanoTime() > end)
                throw new IOException("another program has had it for " + PATIENCE / 1000 + " s");
            try {
                Thread.sleep(PAUSE);
            } catch (final InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IOException("interrupted", e);
            }
        }
    }

    private static FileChannel open(final Path file, final StandardOpenOption how) throws IOException {
        final boolean posix = file.getFileSystem().supportedFileAttributeViews().contains("posix");
        return FileChannel.open(file, Set.of(StandardOpenOption.CREATE, StandardOpenOption.READ, how), posix
                ? new FileAttribute<?>[] {
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")) }
                : new FileAttribute<?>[0]);
    }

    Path path() {
        return path;
    }

    long size() throws IOException {
        return Files.exists(path) ? Files.size(path) : 0;
    }

    /**
     * Reads the lines at the end; a line that has no end was cut off. Under the lock.
     *
     * @param most bytes
     * @return how many lines are none: cut off, or too long
     */
    int read(final long most, final Consumer<String> lines) throws IOException {
        if (!Files.exists(path))
            return 0;
        try (FileChannel channel = FileChannel.open(path, StandardOpenOption.READ)) {
            final long start = Math.max(0, channel.size() - most);
            channel.position(start);
            final InputStream in = new BufferedInputStream(Channels.newInputStream(channel), 1 << 16);
            final ByteArrayOutputStream line = new ByteArrayOutputStream();
            int damaged = 0;
            long length = 0;
            boolean whole = start == 0;
            for (int b = in.read(); b >= 0; b = in.read()) {
                if (b != '\n') {
                    if (++length <= HistoryLine.LONGEST_LINE)
                        line.write(b);
                    continue;
                }
                if (length > HistoryLine.LONGEST_LINE)
                    damaged++;
                else if (whole && length > 0)
                    lines.accept(line.toString(StandardCharsets.UTF_8));
                whole = true;
                length = 0;
                line.reset();
            }
            return damaged + (length > 0 ? 1 : 0);
        }
    }

    /** Adds lines, behind the last whole one, and returns when they are on the disk. Under the lock. */
    void append(final List<String> lines) throws IOException {
        final StringBuilder text = new StringBuilder();
        lines.forEach(line -> text.append(line).append('\n'));
        try (FileChannel channel = open(path, StandardOpenOption.WRITE)) {
            final long end = endOfLastLine(channel);
            if (end < channel.size()) {
                LOG.log(System.Logger.Level.INFO, "The last line of the history was cut off, and is taken out: "
                        + (channel.size() - end) + " bytes");
                channel.truncate(end);
            }
            channel.position(end);
            final ByteBuffer bytes = ByteBuffer.wrap(text.toString().getBytes(StandardCharsets.UTF_8));
            while (bytes.hasRemaining())
                channel.write(bytes);
            channel.force(false);
        }
    }

    private static long endOfLastLine(final FileChannel channel) throws IOException {
        final ByteBuffer block = ByteBuffer.allocate(1 << 13);
        for (long end = channel.size(); end > 0;) {
            final long start = Math.max(0, end - block.capacity());
            block.clear().limit((int) (end - start));
            while (block.hasRemaining() && channel.read(block, start + block.position()) >= 0)
                continue;
            for (int i = block.position() - 1; i >= 0; i--)
                if (block.get(i) == '\n')
                    return start + i + 1;
            end = start;
        }
        return 0;
    }

    /** Puts lines in the place of all that are there, in one step. Under the lock. */
    void replace(final List<String> lines) throws IOException {
        if (lines.isEmpty()) {
            Files.deleteIfExists(path);
            return;
        }
        try (PartFile part = new PartFile(path, ".jsonl")) {
            Files.write(part.path(), lines, StandardCharsets.UTF_8);
            part.commit(note -> LOG.log(System.Logger.Level.INFO, note));
        }
    }
}
