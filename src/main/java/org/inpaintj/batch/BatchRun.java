package org.inpaintj.batch;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Consumer;

import org.inpaintj.core.CancelledException;
import org.inpaintj.core.InpaintException;
import org.inpaintj.core.Progress;
import org.inpaintj.core.Sha256;

/**
 * Runs a batch: every image is done unless the journal tells that it has been, each is written down when it is through,
 * and the reports are written at the end, also where the batch was cancelled. Run once.
 */
public final class BatchRun {

    /** Of Java's memory, for the images that are at work. */
    private static final double SHARE = 0.6;

    private final List<BatchItem> items;
    private final ItemWork work;
    private final Path folder;
    private final BatchJournal journal;
    private final BatchSettings settings;
    private final Consumer<BatchEntry> ended;
    /** The files that are read. */
    private final Set<Path> originals = new HashSet<>();
    private final Queue<BatchItem> again = new ConcurrentLinkedQueue<>();
    private final MemoryGate gate = new MemoryGate((long) (SHARE * Runtime.getRuntime().maxMemory()));
    private final BatchEntry[] entries;
    private volatile RuntimeException fatal;

    /**
     * @param items   as {@link BatchManifest} makes them
     * @param folder  for the results
     * @param journal of that folder, open
     * @param ended   told of each image when it is through, by any thread but one at a time
     */
    public BatchRun(final List<BatchItem> items, final ItemWork work, final Path folder, final BatchJournal journal,
            final BatchSettings settings, final Consumer<BatchEntry> ended) {
        this.items = items;
        this.work = work;
        this.folder = folder.toAbsolutePath().normalize();
        this.journal = journal;
        this.settings = settings;
        this.ended = ended;
        entries = new BatchEntry[items.size()];
        items.forEach(item -> originals.add(real(item.path())));
    }

    /**
     * Does all; those for which memory was too short with several at a time are tried once more alone.
     *
     * @return what became of each, in the order of the manifest
     * @throws CancelledException when {@code progress} says so; what is done stays
     * @throws InpaintException   if the folder of results cannot be written any more
     */
    public List<BatchEntry> run(final Progress progress) {
        final BatchProgress all = new BatchProgress(progress, items.size());
        final Queue<BatchItem> waiting = new ConcurrentLinkedQueue<>(items);
        final int workers = Math.max(1, Math.min(settings.workers(), items.size()));
        final List<Thread> threads = new ArrayList<>();
        for (int k = 1; k < workers; k++) {
            final Thread thread = new Thread(() -> drain(waiting, all, progress, true), "InpaintJ batch " + (k + 1));
            thread.setDaemon(true);
            thread.start();
            threads.add(thread);
        }
        drain(waiting, all, progress, workers > 1);
        for (final Thread thread : threads)
            join(thread);
        drain(again, all, progress, false);
        final List<BatchEntry> result = new ArrayList<>();
        for (int i = 0; i < entries.length; i++)
            result.add(entries[i] != null ? entries[i] : BatchEntry.of(items.get(i), BatchEntry.CANCELLED, ""));
        if (fatal != null)
            throw fatal;
        BatchReport.write(folder, result, work.host());
        progress.check();
        return result;
    }

    private static void join(final Thread thread) {
        boolean interrupted = false;
        while (thread.isAlive())
            try {
                thread.join();
            } catch (final InterruptedException e) {
                interrupted = true;
            }
        if (interrupted)
            Thread.currentThread().interrupt();
    }

    private void drain(final Queue<BatchItem> waiting, final BatchProgress all, final Progress progress,
            final boolean beside) {
        while (fatal == null && !progress.cancelled() && !progress.finishRequested()) {
            final BatchItem item = waiting.poll();
            if (item == null)
                return;
            final long bytes = gate.enter(work.memory(item));
            try {
                one(item, all.of(item), attempts(item) + 1, beside).ifPresent(entry -> {
                    put(item, entry);
                    all.ended(item);
                });
            } catch (final InpaintException e) {
                fatal = e;
            } finally {
                gate.leave(bytes);
            }
        }
    }

    private int attempts(final BatchItem item) {
        return journal.last(item.out()).filter(entry -> entry.state().equals(BatchEntry.BEGUN))
                .map(BatchEntry::attempts).orElse(0);
    }

    private void put(final BatchItem item, final BatchEntry entry) {
        synchronized (entries) {
            entries[item.number() - 1] = entry;
            ended.accept(entry);
        }
    }

    /** @return empty if it is to be tried again */
    private Optional<BatchEntry> one(final BatchItem item, final Progress progress, final int attempt,
            final boolean beside) {
        final long begin = System.nanoTime();
        BatchEntry entry = BatchEntry.of(item, BatchEntry.FAILED, "");
        try {
            final ItemWork.Sources sources = work.sources(item);
            entry = entry.from(sources);
            final Path out = folder.resolve(item.out());
            final Optional<BatchEntry> before = journal.last(item.out());
            if (before.isPresent() && before.get().isDone() && before.get().identity().equals(sources.identity())
                    && Files.isRegularFile(out) && digest(out).equals(before.get().outSha256()))
                return before.map(done -> done.as(BatchEntry.KEPT));
            checkFree(item, out, sources, before);
            journal.add(entry.as(BatchEntry.BEGUN).took(0, attempt));
            Files.createDirectories(out.getParent());
            entry = entry.made(work.paint(item, out, progress), digest(out));
        } catch (final CancelledException e) {
            return Optional.of(BatchEntry.of(item, BatchEntry.CANCELLED, ""));
        } catch (final OutOfMemoryError e) {
            if (beside) {
                again.add(item);
                return Optional.empty();
            }
            entry = failed(entry, "Java's memory of " + (Runtime.getRuntime().maxMemory() >> 20) + " MB is used up: "
                    + "give it more with java -Xmx8g, or repaint a smaller region.");
        } catch (final InpaintException e) {
            entry = failed(entry, e.getMessage());
        } catch (final IOException e) {
            entry = failed(entry, "The files cannot be read or written (" + e + ").");
        } catch (final RuntimeException | LinkageError e) {
            entry = failed(entry, "Unexpected error; please report it: " + e);
        }
        entry = entry.took((System.nanoTime() - begin) / 1e9, attempt);
        journal.add(entry);
        return Optional.of(entry);
    }

    private static BatchEntry failed(final BatchEntry entry, final String why) {
        return new BatchEntry(entry.item(), entry.out(), BatchEntry.FAILED, entry.identity(), "", -1,
                entry.request(), Map.of(), entry.inputs(), "", 0, 0, 0, List.of(),
                String.valueOf(why).replaceAll("\\s*\\R\\s*", " "));
    }

    /** @throws InpaintException if something is there that is not to be replaced */
    private void checkFree(final BatchItem item, final Path out, final ItemWork.Sources sources,
            final Optional<BatchEntry> before) {
        if (!Files.exists(out, LinkOption.NOFOLLOW_LINKS))
            return;
        final Path real = real(out);
        if (originals.contains(real) || sources.files().stream().anyMatch(file -> real(file).equals(real)))
            throw new InpaintException("'" + item.out() + "' is a file that is read, which is never replaced: name "
                    + "another folder for the results.");
        if (!Files.isRegularFile(out))
            throw new InpaintException("'" + item.out() + "' is there and no ordinary file, so it cannot be replaced.");
        if (settings.overwrite())
            return;
        final boolean begun = before.isPresent() && before.get().state().equals(BatchEntry.BEGUN)
                && before.get().identity().equals(sources.identity());
        if (!begun)
            throw new InpaintException("'" + item.out() + "' exists already and was " + (before.isEmpty()
                    ? "not made by this batch" : before.get().identity().equals(sources.identity())
                            ? "changed since it was made" : "made with other settings or another image")
                    + ": allow it to be replaced, or name another folder.");
    }

    private static String digest(final Path file) throws IOException {
        return new Sha256().add(file).hex();
    }

    private static Path real(final Path file) {
        try {
            return file.toRealPath();
        } catch (final IOException e) {
            return file.toAbsolutePath().normalize();
        }
    }
}
