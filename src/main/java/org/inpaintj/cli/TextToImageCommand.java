package org.inpaintj.cli;

import java.io.PrintStream;
import java.nio.file.Path;
import java.util.Map;

import org.inpaintj.engine.Request;
import org.inpaintj.image.Capture;

import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/** Makes an RGB image from the prompt alone: {@code text-to-image --out OUT}, and an option for every key. */
final class TextToImageCommand extends PaintCommand {

    @Override
    String description() {
        return "Makes an image from the prompt, of --width by --height pixels or the model's own size.";
    }

    @Override
    void declare(final CommandSpec spec, final boolean help) {
        declare(spec, help, "where the RGB image goes: .tif, with a slice a candidate, or .png");
    }

    @Override
    int run(final ParseResult line, final PrintStream out) {
        final Request request = KeyOptions.request(line, Map.of());
        final Path target = writable(line);
        ImageFiles.checkHolds(target, request.candidates());
        WarmUp.awaitImageJ();
        return paint(line, Capture.blank(request), target, out);
    }
}
