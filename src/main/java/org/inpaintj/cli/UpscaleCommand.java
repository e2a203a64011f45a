package org.inpaintj.cli;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;

import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

import ij.ImagePlus;

import org.inpaintj.cli.file.EngineJars;
import org.inpaintj.cli.terminal.Usage;
import org.inpaintj.engine.Request.Target;
import org.inpaintj.imagej.file.ImageFiles;
import org.inpaintj.imagej.job.UpscaleJob;
import org.inpaintj.inpaint.upscale.UpscaleRequest;
import org.inpaintj.upscale.Upscalers;

/** The sub-command {@code upscale IN... --out OUT} enlarges whole images, all their planes. */
final class UpscaleCommand extends FileCommand {

    @Override
    String description() {
        return "Enlarges an image by interpolation, or with an ESRGAN-type network; --scale says how much.";
    }

    @Override
    Usage usage() {
        return new Usage(List.of("IN --out OUT [--upscaler lanczos|bicubic|nearest|FILE] [--KEY VALUE]...",
                "IN... --out-dir DIR [--upscaler lanczos|bicubic|nearest|FILE] [--KEY VALUE]..."),
                List.of("upscale cells.tif --out large.tif --scale 2",
                        "upscale photo.png --out photo4.png --upscaler 4x-UltraSharp.pth --scale 4"));
    }

    @Override
    void declare(final CommandSpec spec, final boolean help) {
        declareFiles(spec, "the image, or several", "where the enlarged image goes, of the type of IN: .tif, or .png "
                + "for one 8-bit, 16-bit or RGB image");
        EngineJars.declare(spec);
        KeyOptions.declare(spec, help, UpscaleRequest.KEYS);
    }

    @Override
    Job job(final ParseResult line, final Path out) {
        ImageFiles.checkFormat(out);
        final UpscaleRequest request = KeyOptions.checked(line, () -> UpscaleRequest.KEYS.parse(
                KeyOptions.typed(line, UpscaleRequest.KEYS, Map.of())));
        return (in, messages) -> {
            Upscalers.newProblems().forEach(messages::note);
            final ImagePlus imp = ImageFiles.open(in);
            ImageFiles.checkHolds(out, imp, Target.INPLACE, 1);
            final UpscaleJob job = UpscaleJob.of(imp, request);
            final ImagePlus made = messages.work("inpaintj: " + imp.getTitle(), job::run);
            ImageFiles.save(made, out, messages::note);
            job.notes().forEach(messages::note);
            messages.result("Wrote " + out + " (" + job.details() + ", upscaler " + request.upscaler() + ").");
        };
    }
}
