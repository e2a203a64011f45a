package org.inpaintj.cli;

import java.io.PrintStream;
import java.nio.file.Path;
import java.util.Map;

import org.inpaintj.engine.Request;
import org.inpaintj.image.Capture;

import ij.ImagePlus;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/** Changes a whole image: {@code image-to-image IN --out OUT}, and an option for every key. */
final class ImageToImageCommand extends PaintCommand {

    @Override
    String description() {
        return "Changes a whole image by the prompt; --strength says how far.";
    }

    @Override
    void declare(final CommandSpec spec, final boolean help) {
        spec.addPositional(file(0, "IN", "the image"));
        declarePosition(spec);
        declare(spec, help, "where the changed image goes, of the type of IN: .tif, or .png for one 8-bit, 16-bit or "
                + "RGB image");
    }

    @Override
    int run(final ParseResult line, final PrintStream out) {
        final Request request = KeyOptions.request(line, Map.of("target", "image"));
        final Path target = writable(line);
        final ImagePlus imp = open(line, 0);
        imp.deleteRoi();
        ImageFiles.checkHolds(target, imp, request.target(), request.candidates());
        return paint(line, Capture.picture(imp, request), target, out);
    }
}
