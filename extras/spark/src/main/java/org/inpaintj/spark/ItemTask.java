package org.inpaintj.spark;

import java.io.IOException;
import java.io.Serializable;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

import org.apache.spark.TaskContext;
import org.apache.spark.broadcast.Broadcast;
import scala.collection.Iterator;
import scala.runtime.AbstractFunction1;

import org.inpaintj.batch.BatchEntry;
import org.inpaintj.batch.BatchItem;
import org.inpaintj.batch.ItemRun;
import org.inpaintj.batch.ItemWork;
import org.inpaintj.core.InpaintException;
import org.inpaintj.core.Progress;

/** What an executor does for an image. The engines of a Java keep their models, so an executor reads them once. */
final class ItemTask extends AbstractFunction1<Iterator<ItemTask.Given>, BatchEntry> implements Serializable {

    private static final long serialVersionUID = 1L;

    static {
        // an executor is a Java of its own
        SparkBatch.prepare();
    }

    /**
     * An image.
     *
     * @param entry what the journal says of it; of one to be painted, that it is begun; or null
     */
    record Given(BatchItem item, BatchEntry entry) implements Serializable {}

    /** The two steps. */
    enum Step {
        LOOK, PAINT
    }

    private final Step step;
    private final ItemWork work;
    private final String folder;
    private final boolean overwrite;
    private final Broadcast<HashSet<String>> originals;
    private final int mostAttempts;

    /**
     * @param work         serializable
     * @param originals    as {@link ItemRun} wants them
     * @param mostAttempts after which Spark would give up the whole batch
     */
    ItemTask(final Step step, final ItemWork work, final Path folder, final boolean overwrite,
            final Broadcast<HashSet<String>> originals, final int mostAttempts) {
        this.step = step;
        this.work = work;
        this.folder = folder.toString();
        this.overwrite = overwrite;
        this.originals = originals;
        this.mostAttempts = mostAttempts;
    }

    @Override
    public BatchEntry apply(final Iterator<Given> images) {
        final Given given = images.next();
        final TaskContext context = TaskContext.get();
        final ItemRun run = new ItemRun(work, Path.of(folder), overwrite, originals.value());
        final boolean last = context.attemptNumber() + 1 >= mostAttempts;
        final Predicate<Throwable> again = error -> !last && mayPass(error);
        if (step == Step.LOOK) {
            final Optional<BatchEntry> before = Optional.ofNullable(given.entry());
            return run.look(given.item(), before, ItemRun.attempts(before) + 1, again);
        }
        final BatchEntry begun = given.entry().with(List.of(), given.entry().attempts() + context.attemptNumber());
        return run.paint(given.item(), begun, progress(context), again);
    }

    /** Whether an error may be one of the machine: its memory, its way to the files, its libraries. */
    private static boolean mayPass(final Throwable error) {
        return !(error instanceof InpaintException) || error.getCause() instanceof IOException;
    }

    private static Progress progress(final TaskContext context) {
        return new Progress() {

            @Override
            public void step(final int done, final int total, final String what) {
                // the driver hears of whole images
            }

            @Override
            public boolean cancelled() {
                return context.isInterrupted();
            }
        };
    }
}
