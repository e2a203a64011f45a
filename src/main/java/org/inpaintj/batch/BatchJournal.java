package org.inpaintj.batch;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Supplier;
import java.util.stream.Collectors;

import com.google.gson.Gson;
import com.google.gson.JsonParseException;

import org.inpaintj.core.InpaintException;

/**
 * The journal of a batch: a file of lines in the folder of results, a JSON object each, of which each is on the disk
 * before the next thing is done. The first says what was drawn by chance for all images; each of the others is a
 * {@link BatchEntry}. A line that was cut off by a power failure counts as not written. Whoever has it open has the
 * folder for himself. Thread-safe.
 */
public final class BatchJournal implements AutoCloseable {

    /** The file's name. */
    public static final String NAME = "batch-journal.jsonl";

    private final Path file;
    private final FileChannel channel;
    private final FileLock lock;
    private final Map<String, BatchEntry> last = new HashMap<>();
    private Optional<Drawn> drawn = Optional.empty();

    private record Drawn(int batch, Map<String, String> drawn) {
    }

    private BatchJournal(final Path file, final FileChannel channel, final FileLock lock) {
        this.file = file;
        this.channel = channel;
        this.lock = lock;
    }

    /**
     * Opens the journal of a folder, new or that of an earlier run.
     *
     * @throws InpaintException if it cannot be written, is none, or another batch has it open
     */
    public static BatchJournal open(final Path folder) {
        final Path file = folder.resolve(NAME);
        FileChannel channel = null;
        try {
            Files.createDirectories(folder);
            channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.READ,
                    StandardOpenOption.WRITE);
            final FileLock lock = channel.tryLock();
            if (lock == null)
                throw new OverlappingFileLockException();
            final BatchJournal journal = new BatchJournal(file, channel, lock);
            journal.read();
            return journal;
        } catch (final OverlappingFileLockException e) {
            close(channel);
            throw new InpaintException("Another batch is writing into '" + folder + "': wait until it has ended, or "
                    + "name another folder.", e);
        } catch (final IOException e) {
            close(channel);
            throw new InpaintException("'" + file + "' cannot be written (" + e.getMessage() + "): check the "
                    + "permissions of the folder.", e);
        } catch (final InpaintException e) {
            close(channel);
            throw e;
        }
    }

    private static void close(final FileChannel channel) {
        try {
            if (channel != null)
                channel.close();
        } catch (final IOException e) {
            // nothing was written
        }
    }

    /**
     * Goes to the end of the last whole line. Reads through the channel that has the lock: closing another one on the
     * same file would release the lock.
     */
    private void read() throws IOException {
        final ByteBuffer whole = ByteBuffer.allocate(Math.toIntExact(channel.size()));
        while (whole.hasRemaining() && channel.read(whole) >= 0)
            continue;
        final byte[] bytes = Arrays.copyOf(whole.array(), whole.position());
        int end = 0;
        for (int i = 0; i < bytes.length; i++)
            if (bytes[i] == '\n') {
                line(new String(bytes, end, i - end, StandardCharsets.UTF_8), end == 0);
                end = i + 1;
            }
        channel.truncate(end);
        channel.position(end);
    }

    private void line(final String text, final boolean first) {
        try {
            if (first) {
                final Drawn header = new Gson().fromJson(text, Drawn.class);
                if (header == null || header.batch != 1 || header.drawn == null)
                    throw new JsonParseException("no header");
                drawn = Optional.of(header);
            } else {
                remember(BatchEntry.of(text));
            }
        } catch (final RuntimeException e) {
            throw new InpaintException("'" + file + "' is damaged, or of another version of InpaintJ: remove it to "
                    + "begin anew, or name another folder.", e);
        }
    }

    /**
     * The values that are drawn once for a batch, so that going on later makes the same of the other images.
     *
     * @param draw asked where the journal is new
     */
    public synchronized Map<String, String> drawn(final Supplier<Map<String, String>> draw) {
        if (drawn.isEmpty()) {
            drawn = Optional.of(new Drawn(1, new TreeMap<>(draw.get())));
            write(new Gson().toJson(drawn.get()));
        }
        return drawn.get().drawn;
    }

    /** What was written last about a result that was made, or begun. */
    public synchronized Optional<BatchEntry> last(final String out) {
        return Optional.ofNullable(last.get(out));
    }

    /** Writes an entry, and returns when it is on the disk. */
    public void add(final BatchEntry entry) {
        add(List.of(entry));
    }

    /** The same of several at once, which takes no longer. */
    public synchronized void add(final List<BatchEntry> entries) {
        if (entries.isEmpty())
            return;
        if (drawn.isEmpty())
            drawn(Map::of);
        write(entries.stream().map(BatchEntry::json).collect(Collectors.joining("\n")));
        entries.forEach(this::remember);
    }

    /** What failed has written nothing, so what was there before counts. */
    private void remember(final BatchEntry entry) {
        if (!entry.state().equals(BatchEntry.FAILED))
            last.put(entry.out(), entry);
    }

    private void write(final String line) {
        try {
            final ByteBuffer bytes = ByteBuffer.wrap((line + "\n").getBytes(StandardCharsets.UTF_8));
            while (bytes.hasRemaining())
                channel.write(bytes);
            channel.force(false);
        } catch (final IOException e) {
            throw new InpaintException("'" + file + "' cannot be written (" + e.getMessage()
                    + "), so the batch stops: what is done stays, and the same batch goes on from there.", e);
        }
    }

    /**
     * Looks whether the folder is still the one that was opened. Where a share has vanished, its place may be there as
     * an empty folder.
     *
     * @throws InpaintException if it is not
     */
    public static void checkThere(final Path folder) {
        if (!Files.exists(folder.resolve(NAME)))
            throw new InpaintException("The folder of results '" + folder + "' is gone, or the journal in it, so the "
                    + "batch stops: what is done stays, and the same batch goes on once it is there again.");
    }

    /** Lets others write into the folder. */
    @Override
    public void close() {
        try {
            lock.release();
        } catch (final IOException e) {
            // closing releases it, too
        }
        close(channel);
    }
}
