package org.inpaintj.model.download;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

import org.inpaintj.core.CancelledException;
import org.inpaintj.core.Progress;

/**
 * The right to write one file or folder, which one thread of one program of a machine has at a time. On file systems
 * without locks every program has it, and {@link #part} is a name of its own.
 */
public final class NameLock implements AutoCloseable {

    /**
     * The lock files of this program. Unix gives up a program's lock once the program closes the file anywhere, so that
     * no other thread may open it meanwhile.
     */
    private static final Set<Path> HELD = ConcurrentHashMap.newKeySet();

    private final Path target, file;
    /** Null where there are no locks. */
    private final FileChannel channel;

    private NameLock(final Path target, final Path file, final FileChannel channel) {
        this.target = target;
        this.file = file;
        this.channel = channel;
    }

    /**
     * Waits for the right; {@code waiting} is run as long as somebody else has it.
     *
     * @param target what will be written, in a folder that is there
     * @throws CancelledException once {@code progress} says so
     */
    public static NameLock take(final Path target, final Runnable waiting, final Progress progress) throws IOException {
        final Path file = target.toAbsolutePath().normalize().resolveSibling(target.getFileName() + ".lock");
        while (!HELD.add(file)) {
            waiting.run();
            Patience.pause(progress);
        }
        try {
            while (true) {
                final Optional<NameLock> lock = attempt(target, file, waiting);
                if (lock.isPresent())
                    return lock.get();
                Patience.pause(progress);
            }
        } catch (final IOException | RuntimeException e) {
            HELD.remove(file);
            throw e;
        }
    }

    private static Optional<NameLock> attempt(final Path target, final Path file, final Runnable waiting)
            throws IOException {
        if (!Files.exists(file))
            Files.write(file, new byte[0]);
        final Optional<Object> before = key(file);
        final FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE,
                LinkOption.NOFOLLOW_LINKS);
        final Optional<Object> opened = key(file);
        final FileLock lock;
        try {
            lock = channel.tryLock();
        } catch (final IOException e) {
            channel.close();
            return Optional.of(new NameLock(target, file, null));
        }
        // who had the lock has deleted the file, perhaps between two of these lines: then it is opened anew
        if (lock != null && before.equals(opened) && opened.equals(key(file)))
            return Optional.of(new NameLock(target, file, channel));
        channel.close();
        if (lock == null)
            waiting.run();
        return Optional.empty();
    }

    /** What the file system calls a file; empty on Windows, and if it is gone. */
    private static Optional<Object> key(final Path file) throws IOException {
        try {
            return Optional.ofNullable(Files.readAttributes(file, BasicFileAttributes.class).fileKey());
        } catch (final NoSuchFileException e) {
            return Optional.empty();
        }
    }

    /** Whether the name of the part is the same next time, so that it can be gone on with. */
    public boolean isReal() {
        return channel != null;
    }

    /** Where the bytes go before they are the file. */
    Path part() {
        return target.resolveSibling(target.getFileName() + (isReal() ? "" : "."
                + UUID.randomUUID()) + ".part");
    }

    /** Gives the right back. */
    @Override
    public void close() throws IOException {
        try (channel) {
            // Windows would not let others open a file that is deleted while somebody has it open: there it stays
            if (key(file).isPresent())
                Files.deleteIfExists(file);
        } finally {
            HELD.remove(file);
        }
    }
}
