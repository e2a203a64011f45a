package org.inpaintj.batch;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Collection;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;

import org.inpaintj.core.CancelledException;
import org.inpaintj.core.FileCopy;
import org.inpaintj.core.InpaintException;
import org.inpaintj.core.Progress;
import org.inpaintj.core.Sha256;

/**
 * The two steps of an image of a batch: {@link #look} tells whether it is done already and whether its result may be
 * written, {@link #paint} does it. Between them the journal is told that it was begun, so that what a killed batch left
 * is known for its own. Both steps may be repeated; neither uses the journal. Thread-safe.
 */
public final class ItemRun {

    private final ItemWork work;
    private final Path folder;
    private final boolean overwrite;
    private final Set<String> originals;

    /** Something went wrong that may not go wrong again, and is to be tried once more. */
    public static final class AgainException extends RuntimeException {

        private static final long serialVersionUID = 1L;

        AgainException(final Throwable cause) {
            // an Error in there would have Spark end the whole process
            super(sentence(cause), cause instanceof Exception ? cause : null);
        }
    }

    /**
     * @param folder    for the results
     * @param overwrite whether files may be replaced that this batch has not made
     * @param originals {@link #originals} of all images
     */
    public ItemRun(final ItemWork work, final Path folder, final boolean overwrite, final Set<String> originals) {
        this.work = work;
        this.folder = folder;
        this.overwrite = overwrite;
        this.originals = originals;
    }

    /** The files of the images, links followed. */
    public static Set<String> originals(final Collection<BatchItem> items) {
        return items.stream().map(item -> real(item.path()).toString()).collect(Collectors.toSet());
    }

    /** How often an image was begun in runs that were ended before it was through. */
    public static int attempts(final Optional<BatchEntry> before) {
        return before.filter(entry -> entry.state().equals(BatchEntry.BEGUN)).map(BatchEntry::attempts).orElse(0);
    }

    /**
     * Looks at the files.
     *
     * @param before  what the journal says of the result
     * @param attempt from 1
     * @param again   which errors are worth another attempt
     * @return {@link BatchEntry#KEPT}, {@link BatchEntry#FAILED}, or {@link BatchEntry#BEGUN} if it is to be done
     * @throws AgainException for those
     */
    public BatchEntry look(final BatchItem item, final Optional<BatchEntry> before, final int attempt,
            final Predicate<Throwable> again) {
        final BatchEntry entry = BatchEntry.of(item, BatchEntry.BEGUN, "").took(0, attempt);
        return guarded(entry, again, () -> {
            final ItemWork.Sources sources = work.sources(item);
            final Path out = folder.resolve(item.out());
            if (before.isPresent() && before.get().isDone() && before.get().identity().equals(sources.identity())
                    && isResult(out) && digest(out).equals(before.get().outSha256()))
                return before.get().as(BatchEntry.KEPT);
            checkFree(item, out, sources, before);
            return entry.from(sources);
        });
    }

    /**
     * Does it, when there is room for it in memory beside the others that this Java does.
     *
     * @param begun as {@link #look} gave it
     * @return {@link BatchEntry#DONE}, {@link BatchEntry#FAILED} or {@link BatchEntry#CANCELLED}
     * @throws AgainException as of {@link #look}
     */
    public BatchEntry paint(final BatchItem item, final BatchEntry begun, final Progress progress,
            final Predicate<Throwable> again) {
        return guarded(begun, again, () -> {
            final Path out = folder.resolve(item.out());
            BatchJournal.checkThere(folder);
            Files.createDirectories(out.getParent());
            final long bytes = MemoryGate.SHARED.enter(work.memory(item));
            try {
                return made(begun, out, work.paint(item, out, progress));
            } finally {
                MemoryGate.SHARED.leave(bytes);
            }
        });
    }

    /** What was written into the place of a share that has vanished is taken away: nobody would find it there. */
    private BatchEntry made(final BatchEntry begun, final Path out, final ItemWork.Made made) throws IOException {
        try {
            BatchJournal.checkThere(folder);
        } catch (final InpaintException e) {
            FileCopy.remove(out);
            throw e;
        }
        return begun.made(made, digest(out));
    }

    private interface Step {
        BatchEntry run() throws IOException;
    }

    private static BatchEntry guarded(final BatchEntry entry, final Predicate<Throwable> again, final Step step) {
        final long begin = System.nanoTime();
        final String why;
        try {
            final BatchEntry result = step.run();
            return result.state().equals(BatchEntry.KEPT) ? result
                    : result.took(entry.seconds() + seconds(begin), entry.attempts());
        } catch (final CancelledException e) {
            return entry.ended(BatchEntry.CANCELLED, "");
        } catch (final RuntimeException | IOException | LinkageError | OutOfMemoryError e) {
            if (again.test(e))
                throw new AgainException(e);
            why = sentence(e);
        }
        return entry.ended(BatchEntry.FAILED, why).took(entry.seconds() + seconds(begin), entry.attempts());
    }

    private static double seconds(final long begin) {
        return (System.nanoTime() - begin) / 1e9;
    }

    private static String sentence(final Throwable error) {
        if (error instanceof OutOfMemoryError)
            return "Java's memory of " + (Runtime.getRuntime().maxMemory() >> 20) + " MB is used up: give it more with "
                    + "java -Xmx8g, or repaint a smaller region.";
        if (error instanceof InpaintException)
            return error.getMessage();
        if (error instanceof IOException)
            return "The files cannot be read or written (" + error + ").";
        return "Unexpected error; please report it: " + error;
    }

    /** @throws InpaintException if something is there that is not to be replaced */
    private void checkFree(final BatchItem item, final Path out, final ItemWork.Sources sources,
            final Optional<BatchEntry> before) {
        if (!Files.exists(out, LinkOption.NOFOLLOW_LINKS))
            return;
        final Path real = real(out);
        if (originals.contains(real.toString()) || sources.files().stream().anyMatch(file -> real(file).equals(real)))
            throw new InpaintException("'" + item.out() + "' is a file that is read, which is never replaced: name "
                    + "another folder for the results.");
        if (!isResult(out))
            throw new InpaintException("'" + item.out() + "' is there and no ordinary file, so it cannot be replaced.");
        if (overwrite)
            return;
        final boolean begun = before.isPresent() && before.get().state().equals(BatchEntry.BEGUN)
                && before.get().identity().equals(sources.identity());
        if (!begun)
            throw new InpaintException("'" + item.out() + "' exists already and was " + (before.isEmpty()
                    ? "not made by this batch" : before.get().identity().equals(sources.identity())
                            ? "changed since it was made" : "made with other settings or another image")
                    + ": allow it to be replaced, or name another folder.");
    }

    /** A file, or the folder of an image that is one. */
    private static boolean isResult(final Path out) {
        return Files.isRegularFile(out) || BatchManifest.isFolder(out) && Files.isDirectory(out);
    }

    /** SHA-256 of a file, or of the names and digests of all files of a folder, as in reports. */
    public static String digest(final Path file) throws IOException {
        return new Sha256().addAll(file).hex();
    }

    private static Path real(final Path file) {
        try {
            return file.toRealPath();
        } catch (final IOException e) {
            return file.toAbsolutePath().normalize();
        }
    }
}
