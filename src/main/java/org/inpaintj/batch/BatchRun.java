package org.inpaintj.batch;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Consumer;
import java.util.function.Predicate;

import org.inpaintj.core.CancelledException;
import org.inpaintj.core.InpaintException;
import org.inpaintj.core.Progress;
import org.inpaintj.core.Threads;

/**
 * Runs a batch: every image is done unless the journal tells that it has been, each is written down when it is through,
 * and the reports are written at the end, also where the batch was cancelled. Run once.
 */
public final class BatchRun {

    private final List<BatchItem> items;
    private final ItemWork work;
    private final Path folder;
    private final BatchJournal journal;
    private final BatchSettings settings;
    private final Consumer<BatchEntry> ended;
    private final ItemRun step;
    private final Queue<BatchItem> again = new ConcurrentLinkedQueue<>();
    private final BatchEntry[] entries;
    private volatile RuntimeException fatal;

    public BatchRun(final BatchPlan plan) {
        items = plan.items();
        work = plan.work();
        folder = plan.folder();
        journal = plan.journal();
        settings = plan.settings();
        ended = plan.ended();
        step = new ItemRun(work, folder, settings.overwrite(), ItemRun.originals(items));
        entries = new BatchEntry[items.size()];
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
        threads.forEach(Threads::join);
        drain(again, all, progress, false);
        final List<BatchEntry> result = new ArrayList<>();
        for (int i = 0; i < entries.length; i++)
            result.add(entries[i] != null ? entries[i] : BatchEntry.of(items.get(i), BatchEntry.CANCELLED, ""));
        if (fatal != null)
            throw fatal;
        BatchJournal.checkThere(folder);
        BatchReport.write(folder, result, work.host());
        progress.check();
        return result;
    }

    private void drain(final Queue<BatchItem> waiting, final BatchProgress all, final Progress progress,
            final boolean beside) {
        while (fatal == null && !progress.cancelled() && !progress.finishRequested()) {
            final BatchItem item = waiting.poll();
            if (item == null)
                return;
            try {
                one(item, all.of(item), beside).ifPresent(entry -> {
                    put(item, entry);
                    all.ended(item);
                });
            } catch (final InpaintException e) {
                fatal = e;
            }
        }
    }

    private void put(final BatchItem item, final BatchEntry entry) {
        synchronized (entries) {
            entries[item.number() - 1] = entry;
            ended.accept(entry);
        }
    }

    /** @return empty if it is to be tried again */
    private Optional<BatchEntry> one(final BatchItem item, final Progress progress, final boolean beside) {
        final Optional<BatchEntry> before = journal.last(item.out());
        final Predicate<Throwable> again = error -> beside && error instanceof OutOfMemoryError;
        BatchEntry entry;
        try {
            entry = step.look(item, before, ItemRun.attempts(before) + 1, again);
            if (entry.state().equals(BatchEntry.BEGUN)) {
                journal.add(entry);
                entry = step.paint(item, entry, progress, again);
            }
        } catch (final ItemRun.AgainException e) {
            this.again.add(item);
            return Optional.empty();
        }
        if (entry.state().equals(BatchEntry.FAILED))
            BatchJournal.checkThere(folder);
        if (entry.state().equals(BatchEntry.DONE) || entry.state().equals(BatchEntry.FAILED))
            journal.add(entry);
        return Optional.of(entry);
    }
}
