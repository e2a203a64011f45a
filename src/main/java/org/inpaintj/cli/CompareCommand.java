package org.inpaintj.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;
import picocli.CommandLine.ParseResult;

import ij.ImagePlus;

import org.inpaintj.cli.file.EngineJars;
import org.inpaintj.cli.terminal.Messages;
import org.inpaintj.cli.terminal.Usage;
import org.inpaintj.compare.CompareKeys;
import org.inpaintj.compare.ComparePlan;
import org.inpaintj.compare.CompareRequest;
import org.inpaintj.core.InpaintException;
import org.inpaintj.engines.Engines;
import org.inpaintj.imagej.file.ImageFiles;
import org.inpaintj.imagej.job.CompareJob;
import org.inpaintj.imagej.job.CompareResult;
import org.inpaintj.params.KeyGroup;
import org.inpaintj.params.Parameters;

/**
 * The sub-command {@code compare [IN] --out OUT --x AXIS} does one thing with many values of some keys; it has an
 * option for every key of {@link CompareRequest}.
 */
final class CompareCommand extends SubCommand {

    private final Parameters<CompareRequest> keys = CompareRequest.keys();

    @Override
    String description() {
        return "Inpaints a region, or changes or makes an image, with many values of up to three keys (X/Y/Z plot), "
                + "and writes the results as a labelled stack or a montage.";
    }

    @Override
    Usage usage() {
        return new Usage(List.of("IN [--mask FILE | --roi x,y,w,h] --out OUT --x AXIS [--y AXIS] [--z AXIS] "
                + "[--KEY VALUE]...", "--out OUT --x AXIS --model FOLDER [--KEY VALUE]..."),
                List.of("compare cells.tif --roi 40,30,24,20 --out grid.tif --x \"seed: 1-4\" --y \"grow: 0, 2\"",
                        "compare photo.png --mask mask.png --out grid.png --result montage --table grid.csv --model "
                        + "sd15 --prompt \"a cat\" --seed 1 --x \"strength: 0.3-0.9 [4]\" --y \"prompt: cat, dog\""));
    }

    @Override
    void declare(final CommandSpec spec, final boolean help) {
        spec.addPositional(PositionalParamSpec.builder().index("0").paramLabel("IN").type(String.class).arity("0..1")
                .description("the image; none makes images from the prompt").build());
        spec.addOption(OptionSpec.builder("--out").paramLabel("OUT").type(String.class).required(true)
                .description("where the grid goes: .tif, or .png for a montage").build());
        Outputs.declareOverwrite(spec);
        declareQuiet(spec);
        spec.addOption(option("--roi", "x,y,w,h", "repaint or change this rectangle: left, top (both 0-based), width, "
                + "height, in pixels").toBuilder().userObject(KeyGroup.MASK).build());
        PaintOptions.declarePosition(spec);
        EngineJars.declare(spec);
        KeyOptions.declare(spec, help, keys);
    }

    @Override
    int run(final ParseResult line, final Messages messages) {
        messages.starting();
        final String in = line.matchedPositionalValue(0, null);
        final Path out = Path.of(line.<String>matchedOptionValue("--out", ""));
        ImageFiles.checkFormat(out);
        final CompareRequest asked = KeyOptions.checked(line, () -> {
            final CompareRequest read = keys.parse(KeyOptions.typed(line, keys, Map.of()));
            ComparePlan.of(read);
            return read;
        });
        Outputs.check(line, List.of(new Outputs.InputOutput(in == null ? null : Path.of(in), out)));
        checkTable(line, asked.compare().table(), out);
        final ImagePlus imp = in == null ? null : open(line, Path.of(in), asked);
        Engines.found().newProblems().forEach(messages::note);
        final CompareJob job = CompareJob.of(imp, asked);
        if (!ImageFiles.isTiff(out) && (asked.compare().result() == CompareKeys.Grid.STACK || job.pages() > 1))
            throw new InpaintException("'" + out + "' cannot hold a stack; save as .tif"
                    + (job.pages() > 1 ? "." : " or give --result montage."));
        final CompareResult result = messages.work("inpaintj: " + job.title(), progress -> job.paint(progress,
                sofar -> {}));
        ImageFiles.save(result.deliver(), out, messages::note);
        result.notes().forEach(messages::note);
        messages.result("Wrote " + out + " (" + result.made() + " of " + result.size() + " cells).");
        return ExitCode.OK;
    }

    private static ImagePlus open(final ParseResult line, final Path in, final CompareRequest asked) {
        final ImagePlus imp = PaintOptions.open(line, in);
        final int[] roi = line.hasMatchedOption("--roi") ? PaintOptions.numbers(line, "--roi", 4) : null;
        if (roi != null && !asked.request().mask().isEmpty())
            throw wrong(line, "--mask and --roi exclude each other: give one of them.");
        if (roi != null)
            InpaintCommand.select(imp, roi, asked.request());
        else if (asked.compare().task() == CompareKeys.Work.IMAGE_TO_IMAGE)
            imp.deleteRoi();
        return imp;
    }

    private static void checkTable(final ParseResult line, final String table, final Path out) {
        if (table.isBlank())
            return;
        final Path path = Path.of(table.strip());
        if (path.toAbsolutePath().normalize().equals(out.toAbsolutePath().normalize()))
            throw wrong(line, "--table and --out need different files.");
        if (Files.exists(path) && !Outputs.overwrites(line))
            throw new InpaintException("'" + path + "' exists already: give " + Outputs.OVERWRITE
                    + " to replace it, or another name.");
    }
}
