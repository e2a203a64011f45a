package org.inpaintj.imagej.batch;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.function.BiFunction;
import java.util.function.Consumer;

import org.inpaintj.batch.BatchEntry;
import org.inpaintj.batch.BatchItem;
import org.inpaintj.batch.BatchJournal;
import org.inpaintj.batch.BatchManifest;
import org.inpaintj.batch.BatchPlan;
import org.inpaintj.batch.BatchReport;
import org.inpaintj.batch.BatchRequest;
import org.inpaintj.batch.BatchRun;
import org.inpaintj.batch.BatchRunner;
import org.inpaintj.batch.BatchSettings;
import org.inpaintj.batch.FilePattern;
import org.inpaintj.core.CancelledException;
import org.inpaintj.core.InpaintException;
import org.inpaintj.core.Progress;
import org.inpaintj.imagej.file.ImageFiles;
import org.inpaintj.imagej.large.LargeFiles;

/** A batch of image files as a request tells it: made ready once, and run or only told. */
public final class ImageBatch {

    private final BatchRequest request;
    private final List<BatchItem> items;
    private final Path source;
    private final Path out;
    private final Path base;
    private final BatchRunner runner;

    /** Lists the images of a batch that this process works on, as {@link #ImageBatch(BatchRequest, BatchRunner)}. */
    public ImageBatch(final BatchRequest request) {
        this(request, (plan, progress) -> new BatchRun(plan).run(progress));
    }

    /**
     * Lists the images.
     *
     * @param runner where they are worked on
     * @throws InpaintException if the images or the folder of results are not named, or a table is wrong
     */
    public ImageBatch(final BatchRequest request, final BatchRunner runner) {
        this.runner = runner;
        this.request = request;
        source = named("images", request.batch().images(), "a folder of images or a table");
        out = named("results", request.batch().results(), "a folder for the results");
        if (!Files.exists(source))
            throw new InpaintException("There is no file or folder '" + source + "'.");
        base = Files.isDirectory(source) ? source : source.toAbsolutePath().getParent();
        items = items();
    }

    private static Path named(final String key, final String text, final String what) {
        if (text.isBlank())
            throw new InpaintException("Nothing says which " + key + " are meant: set " + key + " to " + what + ".");
        return ImageWork.path(text);
    }

    private List<BatchItem> items() {
        final Map<String, String> common = request.common();
        final String names = request.batch().names();
        final BiFunction<Path, Map<String, String>, String> ending = (image, own) -> LargeFiles.isZarr(image)
                ? ".zarr" : ImageFiles.ending(image, own.getOrDefault("target", common.getOrDefault("target", "image")),
                own.getOrDefault("candidates", common.getOrDefault("candidates", "1")));
        if (!Files.isDirectory(source))
            return BatchManifest.read(source, BatchRequest::isColumn, names, ending);
        final List<String> beside = new ArrayList<>();
        common.forEach((key, value) -> {
            if (FilePattern.isPattern(value) && ImageWork.isFile(key))
                beside.add(value);
        });
        return BatchManifest.folder(source, request.batch().deep(), beside, out, names, ending);
    }

    /** How many images there are. */
    public int size() {
        return items.size();
    }

    /** The table of what became of each image. */
    public Path report() {
        return out.resolve(BatchReport.CSV);
    }

    /**
     * Does all that is not done.
     *
     * @param ended told of each image when it is through
     * @throws CancelledException when {@code progress} says so; what is done stays
     */
    public List<BatchEntry> entries(final Progress progress, final Consumer<BatchEntry> ended) {
        try (BatchJournal journal = BatchJournal.open(out)) {
            final Map<String, String> all = new HashMap<>(request.common());
            all.putAll(journal.drawn(request::drawn));
            return runner.run(new BatchPlan(items, new ImageWork(all, base), out, journal, new BatchSettings(
                    request.batch().workers(), request.batch().overwrite()), ended), progress);
        }
    }

    /**
     * The same, told line by line.
     *
     * @param log takes why an image failed
     * @return how many results there are, and where the report is
     * @throws InpaintException if an image failed, once all others are done
     */
    public String run(final Progress progress, final Consumer<String> log) {
        final List<BatchEntry> failed = new ArrayList<>();
        final List<BatchEntry> entries = entries(progress, entry -> {
            if (!entry.failure().isEmpty()) {
                log.accept(entry.item() + ": " + entry.failure());
                failed.add(entry);
            }
        });
        final String summary = BatchEntry.summary(entries) + "; report in " + report() + ".";
        if (failed.isEmpty())
            return summary;
        final String rest = String.join(" ", failed.get(0).failure(), summary);
        throw new InpaintException(failed.size() + " of " + entries.size() + " images failed, the first of them '"
                + failed.get(0).item() + "': " + rest);
    }

    /**
     * Says what would be done to each image, or why it could not.
     *
     * @param log takes a line an image
     * @return how many could be done
     * @throws CancelledException when {@code progress} says so
     */
    public String preview(final Progress progress, final Consumer<String> log) {
        final int good = preview(progress, log, (name, error) -> log.accept(name + ": " + error.getMessage()));
        return good + " of " + items.size() + " could be done; nothing was written.";
    }

    /**
     * Says what would be done to each image.
     *
     * @param line  takes a line for each that could be done
     * @param wrong takes why one could not be done, its name and the error
     * @return how many could be done
     */
    public int preview(final Progress progress, final Consumer<String> line,
            final BiConsumer<String, Throwable> wrong) {
        final ImageWork work = new ImageWork(request.common(), base);
        int good = 0;
        for (final BatchItem item : items) {
            progress.check();
            progress.step(item.number() - 1, items.size(), item.name());
            try {
                line.accept(item.name() + " -> " + item.out() + ": " + work.outlook(item));
                good++;
            } catch (final InpaintException | OutOfMemoryError e) {
                wrong.accept(item.name(), e);
            }
        }
        return good;
    }
}
