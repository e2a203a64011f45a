package org.inpaintj.cli;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;

import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

import ij.ImagePlus;

import org.inpaintj.cli.file.EngineJars;
import org.inpaintj.cli.terminal.Usage;
import org.inpaintj.engine.Request;
import org.inpaintj.imagej.file.ImageFiles;
import org.inpaintj.imagej.job.InpaintJob;
import org.inpaintj.imagej.job.ResizeThenPaint;
import org.inpaintj.inpaint.resize.ImageToImageRequest;
import org.inpaintj.job.Job;
import org.inpaintj.params.Parameters;

/**
 * The sub-command {@code image-to-image IN... --out OUT} changes whole images (img2img); it has an option for every key
 * of the task, and of the size of the result.
 */
final class ImageToImageCommand extends FileCommand {

    private final Parameters<ImageToImageRequest> keys = ImageToImageRequest.keys();

    @Override
    String description() {
        return "Changes a whole image by the prompt; --strength says how far.";
    }

    @Override
    Usage usage() {
        return new Usage(List.of("IN --out OUT --model FOLDER [--KEY VALUE]...",
                "IN... --out-dir DIR --model FOLDER [--KEY VALUE]..."), List.of("image-to-image sketch.png --out "
                        + "oil.png --model sd15 --strength 0.6 --prompt \"an oil painting\"",
                        "image-to-image photo.png --out large.png --model sd15 --strength 0.3 --resize just --scale 2 "
                                + "--prompt \"a photo of a street\""));
    }

    @Override
    void declare(final CommandSpec spec, final boolean help) {
        declareFiles(spec, "the image, or several", "where the changed image goes, of the type of IN: .tif, or .png "
                + "for one 8-bit, 16-bit or RGB image");
        PaintOptions.declarePosition(spec);
        PaintOptions.declareStages(spec);
        EngineJars.declare(spec);
        KeyOptions.declareParameters(spec);
        KeyOptions.declare(spec, help, keys);
    }

    @Override
    Job job(final ParseResult line, final Path out) {
        ImageFiles.checkFormat(out);
        final ImageToImageRequest asked = KeyOptions.checked(line,
                () -> keys.parse(KeyOptions.typed(line, keys, Map.of("target", "image"))));
        final Request request = asked.request();
        return (in, messages) -> {
            KeyOptions.noteParameters(line, keys, messages);
            final ImagePlus imp = PaintOptions.open(line, in);
            imp.deleteRoi();
            ImageFiles.checkHolds(out, imp, request.target(), request.candidates());
            if (asked.resizes()) {
                final ResizeThenPaint job = new ResizeThenPaint(imp, asked);
                PaintOptions.paint(line, job, job::paint, out, messages);
            } else
                PaintOptions.paint(line, InpaintJob.picture(imp, asked), out, messages);
        };
    }
}
