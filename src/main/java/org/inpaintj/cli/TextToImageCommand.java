package org.inpaintj.cli;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;

import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParseResult;

import org.inpaintj.cli.file.EngineJars;
import org.inpaintj.cli.terminal.Messages;
import org.inpaintj.cli.terminal.Usage;
import org.inpaintj.engine.Request;
import org.inpaintj.engine.Task;
import org.inpaintj.engines.Engines;
import org.inpaintj.imagej.file.ImageFiles;
import org.inpaintj.imagej.job.InpaintJob;
import org.inpaintj.params.Parameters;

/**
 * The sub-command {@code text-to-image --out OUT} makes an RGB image from the prompt alone (txt2img); it has an option
 * for every key of the task.
 */
final class TextToImageCommand extends SubCommand {

    /** A file is always a new image. */
    private final Parameters<Request> keys = Engines.found().keys(Task.TEXT_TO_IMAGE, Set.of(), Set.of("target"));

    @Override
    String description() {
        return "Makes an image from the prompt, of --width by --height pixels or the model's own size.";
    }

    @Override
    Usage usage() {
        return new Usage(List.of("--out OUT --model FOLDER [--KEY VALUE]..."), List.of("text-to-image --out car.png "
                + "--model sd15 --seed 1 --prompt \"a red car\""));
    }

    @Override
    void declare(final CommandSpec spec, final boolean help) {
        spec.addOption(OptionSpec.builder("--out").paramLabel("OUT").type(String.class).required(true)
                .description("where the RGB image goes: .tif, with a slice a candidate, or .png").build());
        Outputs.declareOverwrite(spec);
        declareQuiet(spec);
        PaintOptions.declareStages(spec);
        EngineJars.declare(spec);
        KeyOptions.declareParameters(spec);
        KeyOptions.declare(spec, help, keys);
    }

    @Override
    int run(final ParseResult line, final Messages messages) {
        messages.starting();
        final List<Outputs.InputOutput> files = List.of(Outputs.fromText(line));
        final Path out = files.get(0).out();
        final Request request = KeyOptions.request(line, keys, Map.of());
        KeyOptions.noteParameters(line, keys, messages);
        ImageFiles.checkFormat(out);
        Outputs.check(line, files);
        ImageFiles.checkHolds(out, request.candidates());
        PaintOptions.paint(line, InpaintJob.blank(request), out, messages);
        return ExitCode.OK;
    }
}
