package org.inpaintj.cli;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;

import org.inpaintj.engine.Request;
import org.inpaintj.engine.Task;
import org.inpaintj.engine.Vocabulary;
import org.inpaintj.image.Capture;

import ij.ImagePlus;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/** Changes whole images: {@code image-to-image IN... --out OUT}, and an option for every key of the task. */
final class ImageToImageCommand extends FileCommand {

    private final Vocabulary<Request> keys = Task.IMAGE_TO_IMAGE.keys();

    @Override
    String description() {
        return "Changes a whole image by the prompt; --strength says how far.";
    }

    @Override
    Usage usage() {
        return new Usage(List.of("IN --out OUT --model FOLDER [--KEY VALUE]...",
                "IN... --out-dir DIR --model FOLDER [--KEY VALUE]..."), List.of("image-to-image sketch.png --out oil.png "
                        + "--model sd15 --strength 0.6 --prompt \"an oil painting\""));
    }

    @Override
    void declare(final CommandSpec spec, final boolean help) {
        declareFiles(spec, "the image, or several", "where the changed image goes, of the type of IN: .tif, or .png for "
                + "one 8-bit, 16-bit or RGB image");
        Paint.declarePosition(spec);
        Paint.declareStages(spec);
        KeyOptions.declare(spec, help, keys);
    }

    @Override
    Job job(final ParseResult line, final Path out) {
        ImageFiles.checkFormat(out);
        final Request request = KeyOptions.request(line, keys, Map.of("target", "image"));
        return (in, messages) -> {
            final ImagePlus imp = Paint.open(line, in);
            imp.deleteRoi();
            ImageFiles.checkHolds(out, imp, request.target(), request.candidates());
            Paint.paint(line, Capture.picture(imp, request), out, messages);
        };
    }
}
