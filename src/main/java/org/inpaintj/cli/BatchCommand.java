package org.inpaintj.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.function.Predicate;

import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParseResult;

import org.inpaintj.batch.BatchEntry;
import org.inpaintj.batch.BatchItem;
import org.inpaintj.batch.BatchJournal;
import org.inpaintj.batch.BatchManifest;
import org.inpaintj.batch.BatchPlan;
import org.inpaintj.batch.BatchReport;
import org.inpaintj.batch.BatchRunner;
import org.inpaintj.batch.BatchSettings;
import org.inpaintj.batch.FilePattern;
import org.inpaintj.cli.file.EngineJars;
import org.inpaintj.cli.terminal.Messages;
import org.inpaintj.cli.terminal.Usage;
import org.inpaintj.core.InpaintException;
import org.inpaintj.engine.Request;
import org.inpaintj.engines.Engines;
import org.inpaintj.imagej.batch.ImageWork;
import org.inpaintj.imagej.file.ImageFiles;
import org.inpaintj.params.KeyGroup;
import org.inpaintj.params.Parameters;
import org.inpaintj.repair.RegionRequest;

/**
 * The sub-command {@code batch MANIFEST|FOLDER --out DIR} repaints many image files; it has an option for every key of
 * {@link Request} and of {@link RegionRequest}, and goes on where an earlier run was ended.
 */
final class BatchCommand extends SubCommand {

    private static final String WORKERS = "--workers", NAME = "--name", DEEP = "--deep", DRY = "--dry-run";
    private static final int MOST_WORKERS = 256;

    private final Parameters<Request> keys = Engines.found().keys();
    private final BatchRunner runner;

    /** @param runner where the images are worked on */
    BatchCommand(final BatchRunner runner) {
        this.runner = runner;
    }

    @Override
    String description() {
        return "Repaints many images: the rows of a table or the files of a folder. What is done is not done again; an "
                + "image that fails does not stop the others. Names of masks and other files may hold {name}, {ext}, "
                + "{dir}, {folder} and {number}.";
    }

    @Override
    Usage usage() {
        return new Usage(List.of("MANIFEST.csv --out DIR [--workers N] [--dry-run] [--KEY VALUE]...",
                "FOLDER --out DIR [--mask PATTERN | --labels PATTERN | --rois PATTERN | --roi x,y,w,h | --text TEXT] "
                        + "[--deep] [--KEY VALUE]..."),
                List.of("batch plates --mask \"{dir}/{name}_mask.png\" --out clean --seed 1 --workers 2",
                        "batch plates.csv --out clean --target inplace --dry-run"));
    }

    @Override
    void declare(final CommandSpec spec, final boolean help) {
        spec.addPositional(file(0, "MANIFEST|FOLDER", "a table (CSV) whose columns are image, out, roi, rois, slice, "
                + "frame, each and keys; or a folder of images"));
        spec.addOption(OptionSpec.builder("--out").paramLabel("DIR").type(String.class).required(true)
                .description("the folder for results, journal and reports, made if need be; the same folder again goes "
                        + "on").build());
        spec.addOption(option(NAME, "PATTERN", "names of results without ending; default "
                + BatchManifest.SAME_NAME));
        spec.addOption(flag(DEEP, "also the images in folders of FOLDER"));
        spec.addOption(option(WORKERS, "N", "images worked on at a time, where memory allows; default 1"));
        spec.addOption(flag(DRY, "say what would be done to each image and what is wrong with it; nothing is written"));
        spec.addOption(option("--rois", "FILE", "a file of ImageJ's selections: the one of a .roi is repainted, those "
                + "of a .zip one after the other").toBuilder().userObject(KeyGroup.MASK).build());
        spec.addOption(option("--roi", "x,y,w,h", "repaint this rectangle: left, top (both 0-based), width, height, in "
                + "pixels").toBuilder().userObject(KeyGroup.MASK).build());
        spec.addOption(option("--each", "image|slices|frames|positions|channels", "which parts of a stack are "
                + "repainted, each by itself; default image, the position of --slice and --frame"));
        PaintOptions.declarePosition(spec);
        Outputs.declareOverwrite(spec);
        EngineJars.declare(spec);
        declareQuiet(spec);
        KeyOptions.declareParameters(spec);
        KeyOptions.declare(spec, help, keys);
        KeyOptions.declare(spec, help, RegionRequest.KEYS);
    }

    private static OptionSpec flag(final String name, final String help) {
        return OptionSpec.builder(name).type(boolean.class).description(help).build();
    }

    @Override
    int run(final ParseResult line, final Messages messages) throws Exception {
        messages.starting();
        final Path source = Path.of(line.matchedPositionalValue(0, ""));
        final Path out = Path.of(line.<String>matchedOptionValue("--out", ""));
        final Map<String, String> common = common(line);
        final List<BatchItem> items = items(line, source, out, common);
        Engines.found().newProblems().forEach(messages::note);
        final Path base = Files.isDirectory(source) ? source : source.toAbsolutePath().getParent();
        if (line.hasMatchedOption(DRY))
            return preview(items, new ImageWork(common, base), messages);
        KeyOptions.noteParameters(line, keys, messages);
        final List<BatchEntry> entries;
        try (BatchJournal journal = BatchJournal.open(out)) {
            final Map<String, String> all = new HashMap<>(common);
            all.putAll(journal.drawn(() -> drawn(line, common)));
            final BatchPlan plan = new BatchPlan(items, new ImageWork(all, base), out, journal,
                    new BatchSettings(workers(line), Outputs.overwrites(line)), entry -> tell(entry, messages));
            entries = messages.work("inpaintj: " + source, progress -> runner.run(plan, progress));
        }
        final long made = count(entries, BatchEntry.DONE), kept = count(entries, BatchEntry.KEPT);
        messages.result("Wrote " + made + " of " + entries.size() + (kept > 0 ? ", kept " + kept : "") + "; report in "
                + out.resolve(BatchReport.CSV) + ".");
        return made + kept == entries.size() ? ExitCode.OK : ExitCode.SOFTWARE;
    }

    private static long count(final List<BatchEntry> entries, final String state) {
        return entries.stream().filter(entry -> entry.state().equals(state)).count();
    }

    private static void tell(final BatchEntry entry, final Messages messages) {
        if (!entry.failure().isEmpty())
            messages.error(entry.item() + ": ", new InpaintException(entry.failure()));
        else if (entry.state().equals(BatchEntry.DONE)) {
            entry.notes().forEach(note -> messages.note(entry.item() + ": " + note));
            messages.result("Wrote " + entry.out() + " (engine " + entry.engine() + (entry.seed() < 0 ? ""
                    : ", seed " + entry.seed()) + ").");
        }
    }

    /** The keys that were typed, of all images. */
    private Map<String, String> common(final ParseResult line) {
        final Map<String, String> common = new LinkedHashMap<>(KeyOptions.typed(line, keys, Map.of()));
        common.putAll(KeyOptions.typed(line, RegionRequest.KEYS));
        for (final String place : ImageWork.PLACES)
            if (line.hasMatchedOption("--" + place))
                common.put(place, line.matchedOptionValue("--" + place, ""));
        return common;
    }

    /** What is left to chance, drawn once, so that all images get the same. */
    private Map<String, String> drawn(final ParseResult line, final Map<String, String> common) {
        final Map<String, String> own = new HashMap<>(common);
        own.keySet().removeIf(key -> !keys.has(key));
        final Request asked = KeyOptions.checked(line, () -> keys.parse(keys.expand(own))), drawn = asked.drawn();
        final Map<String, String> values = new HashMap<>();
        for (final String key : asked.seeds())
            if (!asked.text(key).equals(drawn.text(key)))
                values.put(key, drawn.text(key));
        return values;
    }

    private List<BatchItem> items(final ParseResult line, final Path source, final Path out,
            final Map<String, String> common) {
        if (!Files.exists(source))
            throw new InpaintException("There is no file or folder '" + source + "'.");
        final String pattern = line.matchedOptionValue(NAME, "");
        final BiFunction<Path, Map<String, String>, String> ending = (image, own) -> ImageFiles.ending(image,
                own.getOrDefault("target", common.getOrDefault("target", "image")),
                own.getOrDefault("candidates", common.getOrDefault("candidates", "1")));
        if (!Files.isDirectory(source))
            return BatchManifest.read(source, column(), pattern, ending);
        final List<String> beside = new ArrayList<>();
        common.forEach((key, value) -> {
            if (FilePattern.isPattern(value) && ImageWork.isFile(key))
                beside.add(value);
        });
        return BatchManifest.folder(source, line.hasMatchedOption(DEEP), beside, out, pattern, ending);
    }

    private Predicate<String> column() {
        return name -> keys.has(name) || RegionRequest.KEYS.has(name) || ImageWork.PLACES.contains(name);
    }

    private static int workers(final ParseResult line) {
        final int workers = line.hasMatchedOption(WORKERS) ? PaintOptions.numbers(line, WORKERS, 1)[0] : 1;
        if (workers < 1 || workers > MOST_WORKERS)
            throw wrong(line, WORKERS + " takes a number from 1 to " + MOST_WORKERS + ", not " + workers + ".");
        return workers;
    }

    /** Says what would be done. */
    private static int preview(final List<BatchItem> items, final ImageWork work, final Messages messages) {
        int wrong = 0;
        for (final BatchItem item : items)
            try {
                messages.result(item.name() + " -> " + item.out() + ": " + work.outlook(item));
            } catch (final InpaintException | OutOfMemoryError e) {
                wrong++;
                messages.error(item.name() + ": ", e);
            }
        messages.result(items.size() - wrong + " of " + items.size() + " could be done; nothing was written.");
        return wrong == 0 ? ExitCode.OK : ExitCode.SOFTWARE;
    }
}
