package org.inpaintj.cli;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;

import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

import ij.ImagePlus;

import org.inpaintj.cli.file.EngineJars;
import org.inpaintj.cli.file.LargeImages;
import org.inpaintj.cli.terminal.Usage;
import org.inpaintj.core.InpaintException;
import org.inpaintj.engine.Request;
import org.inpaintj.engines.Engines;
import org.inpaintj.imagej.file.ImageFiles;
import org.inpaintj.imagej.job.InpaintJob;
import org.inpaintj.imagej.large.LargeJob;
import org.inpaintj.imagej.roi.RoiFiles;
import org.inpaintj.job.Job;
import org.inpaintj.params.KeyGroup;
import org.inpaintj.params.Parameters;

/**
 * The sub-command {@code inpaint IN... (--mask FILE | --roi x,y,w,h) --out OUT} repaints a region of image files; it
 * has an option for every key of {@link Request}.
 */
final class InpaintCommand extends FileCommand {

    private final Parameters<Request> keys = Engines.found().keys();

    @Override
    String description() {
        return "Repaints the masked or selected region of an image. With neither --mask nor --roi, what --sketch has "
                + "painted is repainted, or the selection saved in the TIFF.";
    }

    @Override
    Usage usage() {
        return new Usage(List.of("IN [--mask FILE | --roi x,y,w,h] --out OUT [--KEY VALUE]...",
                "IN... [--mask FILE | --roi x,y,w,h] --out-dir DIR [--KEY VALUE]..."),
                List.of("inpaint cells.tif --mask mask.png --out clean.tif --seed 1",
                        "inpaint a.tif b.tif --roi 100,80,40,30 --out-dir clean --target inplace",
                        "inpaint photo.png --roi 100,80,40,30 --out car.png --model sd15 --prompt \"a red car\""));
    }

    @Override
    void declare(final CommandSpec spec, final boolean help) {
        declareFiles(spec, "the image, or several", "where the result goes: .tif keeps depth, stack, calibration and "
                + "layers; .png is for one 8-bit, 16-bit or RGB image");
        spec.addOption(option("--roi", "x,y,w,h", "repaint this rectangle: left, top (both 0-based), width, height, in "
                + "pixels").toBuilder().userObject(KeyGroup.MASK).build());
        PaintOptions.declarePosition(spec);
        PaintOptions.declareStages(spec);
        LargeImages.declare(spec);
        EngineJars.declare(spec);
        KeyOptions.declareParameters(spec);
        KeyOptions.declare(spec, help, keys);
    }

    @Override
    Job job(final ParseResult line, final Path out) {
        LargeImages.checkFormat(out);
        // a file that cannot hold layers takes a plain image unless told otherwise
        final Request asked = KeyOptions.request(line, keys,
                ImageFiles.isPng(out) ? Map.of("target", "image") : Map.of());
        final boolean painted = !asked.sketch().isBlank() && asked.mask().isEmpty() && !line.hasMatchedOption("--roi");
        final Request request = painted ? asked.with("mask", Request.PAINTED) : asked;
        final int[] roi = line.hasMatchedOption("--roi") ? PaintOptions.numbers(line, "--roi", 4) : null;
        if (roi != null && !request.mask().isEmpty())
            throw wrong(line, "--mask and --roi exclude each other: give one of them.");
        return (in, messages) -> {
            KeyOptions.noteParameters(line, keys, messages);
            if (LargeImages.isWanted(line, in, "--mask")) {
                LargeImages.run(line, LargeJob.inpaint(in, PaintOptions.slice(line), PaintOptions.frame(line), request,
                        roi), out, messages);
                return;
            }
            final ImagePlus imp = PaintOptions.open(line, in);
            select(imp, roi, request);
            ImageFiles.checkHolds(out, imp, request.target(), request.candidates());
            PaintOptions.paint(line, InpaintJob.of(imp, request), out, messages);
        };
    }

    /** @param roi left, top, width and height; null for the mask of the request, or what the file has selected */
    static void select(final ImagePlus imp, final int[] roi, final Request request) {
        if (roi != null)
            RoiFiles.select(imp, roi);
        else if (request.mask().isEmpty() && imp.getRoi() == null)
            throw new InpaintException("Nothing is selected in '" + imp.getTitle() + "': give --mask FILE or --roi "
                    + "x,y,w,h, or save a selection with the TIFF.");
    }
}
