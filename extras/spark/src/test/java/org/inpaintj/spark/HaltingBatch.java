package org.inpaintj.spark;

import java.io.IOException;
import java.io.Serializable;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import org.apache.spark.SparkConf;
import org.apache.spark.TaskContext;

import org.inpaintj.batch.BatchEntry;
import org.inpaintj.batch.BatchItem;
import org.inpaintj.batch.BatchJournal;
import org.inpaintj.batch.BatchPlan;
import org.inpaintj.batch.BatchSettings;
import org.inpaintj.batch.ItemWork;
import org.inpaintj.core.InpaintException;
import org.inpaintj.core.Progress;

/** A batch for {@code spark-submit} whose images do what libraries and machines do at their worst. */
public final class HaltingBatch {

    private HaltingBatch() {}

    /** The argument is the folder for results. */
    public static void main(final String[] args) {
        final Path out = Path.of(args[0]);
        final List<BatchItem> items = new ArrayList<>();
        for (final String name : List.of("plain", "halts", "throws once", "too large once", "always throws", "refused"))
            items.add(new BatchItem(items.size() + 1, args[0] + "/" + name, name, name + ".out", Map.of()));
        try (BatchJournal journal = BatchJournal.open(out)) {
            final List<BatchEntry> entries = new SparkRunner(new SparkConf()).run(new BatchPlan(items, new Halting(),
                    out, journal, BatchSettings.NORMAL, entry -> {}), Progress.NONE);
            System.exit(entries.size() == items.size() ? 0 : 1);
        }
    }

    /** Writes the name of an image, and fails for some. */
    private static final class Halting implements ItemWork, Serializable {

        private static final long serialVersionUID = 1L;

        @Override
        public Sources sources(final BatchItem item) {
            return new Sources(item.name(), Map.of(), Map.of(), List.of());
        }

        @Override
        public Made paint(final BatchItem item, final Path out, final Progress progress) {
            final boolean first = TaskContext.get().attemptNumber() == 0;
            if (item.name().equals("halts"))
                Runtime.getRuntime().halt(9);
            if (item.name().equals("throws once") && first || item.name().equals("always throws"))
                throw new IllegalStateException("the disk was away");
            if (item.name().equals("too large once") && first)
                throw new OutOfMemoryError("Java heap space");
            if (item.name().equals("refused"))
                throw new InpaintException("Nothing is selected.");
            try {
                Files.writeString(out, item.name());
            } catch (final IOException e) {
                throw new InpaintException(e.getMessage(), e);
            }
            return new Made("name", -1, Map.of(), 0, List.of());
        }

        @Override
        public String outlook(final BatchItem item) {
            return "";
        }

        @Override
        public long memory(final BatchItem item) {
            return 0;
        }
    }
}
