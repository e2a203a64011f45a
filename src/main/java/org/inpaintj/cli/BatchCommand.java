package org.inpaintj.cli;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParseResult;

import org.inpaintj.batch.BatchEntry;
import org.inpaintj.batch.BatchKeys;
import org.inpaintj.batch.BatchManifest;
import org.inpaintj.batch.BatchRequest;
import org.inpaintj.batch.BatchRunner;
import org.inpaintj.cli.file.EngineJars;
import org.inpaintj.cli.terminal.Messages;
import org.inpaintj.cli.terminal.Usage;
import org.inpaintj.core.InpaintException;
import org.inpaintj.core.Progress;
import org.inpaintj.engine.Request;
import org.inpaintj.engines.Engines;
import org.inpaintj.imagej.batch.ImageBatch;
import org.inpaintj.params.KeyGroup;
import org.inpaintj.params.Parameters;
import org.inpaintj.repair.RegionRequest;

/**
 * The sub-command {@code batch MANIFEST|FOLDER --out DIR} repaints many image files; it has an option for every key of
 * {@link Request} and of {@link RegionRequest}, and goes on where an earlier run was ended.
 */
final class BatchCommand extends SubCommand {

    private static final String WORKERS = "--workers", NAME = "--name", DEEP = "--deep", DRY = "--dry-run";

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
        for (final String place : BatchRequest.PLACES)
            spec.addOption(option("--" + place, "VALUE", BatchKeys.KEYS.describe(place).help()).toBuilder()
                    .userObject(KeyGroup.BATCH).build());
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
        final ImageBatch batch = new ImageBatch(request(line), runner);
        Engines.found().newProblems().forEach(messages::note);
        if (line.hasMatchedOption(DRY)) {
            final int good = batch.preview(Progress.NONE, messages::result,
                    (name, error) -> messages.error(name + ": ", error));
            messages.result(good + " of " + batch.size() + " could be done; nothing was written.");
            return good == batch.size() ? ExitCode.OK : ExitCode.SOFTWARE;
        }
        KeyOptions.noteParameters(line, keys, messages);
        final List<BatchEntry> entries = messages.notedWork("inpaintj: " + line.matchedPositionalValue(0, ""),
                progress -> batch.entries(progress, entry -> tell(entry, messages)));
        messages.result(BatchEntry.summary(entries) + "; report in " + batch.report() + ".");
        return entries.stream().allMatch(BatchEntry::isDone) ? ExitCode.OK : ExitCode.SOFTWARE;
    }

    private static void tell(final BatchEntry entry, final Messages messages) {
        if (!entry.failure().isEmpty())
            messages.error(entry.item() + ": ", new InpaintException(entry.failure()));
        else if (entry.state().equals(BatchEntry.DONE)) {
            entry.notes().forEach(note -> messages.note(entry.item() + ": " + note));
            messages.result(entry.line());
        }
    }

    private BatchRequest request(final ParseResult line) {
        final Map<String, String> typed = new LinkedHashMap<>(KeyOptions.typed(line, keys, Map.of()));
        typed.putAll(KeyOptions.typed(line, RegionRequest.KEYS));
        for (final String place : BatchRequest.PLACES)
            if (line.hasMatchedOption("--" + place))
                typed.put(place, line.matchedOptionValue("--" + place, ""));
        typed.put("images", Path.of(line.matchedPositionalValue(0, "")).toString());
        typed.put("results", Path.of(line.<String>matchedOptionValue("--out", "")).toString());
        typed.put("names", line.matchedOptionValue(NAME, ""));
        typed.put("workers", line.matchedOptionValue(WORKERS, "1"));
        typed.put("deep", Boolean.toString(line.hasMatchedOption(DEEP)));
        typed.put("overwrite", Boolean.toString(Outputs.overwrites(line)));
        final Parameters<BatchRequest> all = BatchRequest.keys();
        return KeyOptions.checked(line, () -> all.parse(all.expand(typed)));
    }
}
