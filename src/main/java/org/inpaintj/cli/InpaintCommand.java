package org.inpaintj.cli;

import java.io.PrintStream;
import java.nio.file.Path;
import java.util.Map;

import org.inpaintj.engine.Box;
import org.inpaintj.engine.InpaintException;
import org.inpaintj.engine.Request;
import org.inpaintj.image.Capture;

import ij.ImagePlus;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/**
 * Repaints a region of an image file: {@code inpaint IN (--mask FILE | --roi x,y,w,h) --out OUT}, and an option for
 * every key of {@link Request}.
 */
final class InpaintCommand extends PaintCommand {

    @Override
    String description() {
        return "Repaints the masked or selected region of an image. With neither --mask nor --roi, the selection saved "
                + "in the TIFF is used.";
    }

    @Override
    void declare(final CommandSpec spec, final boolean help) {
        spec.addPositional(file(0, "IN", "the image"));
        spec.addOption(option("--roi", "x,y,w,h", false, "repaint this rectangle: left, top (both 0-based), width, "
                + "height, in pixels"));
        declarePosition(spec);
        declare(spec, help, "where the result goes: .tif keeps depth, stack, calibration and layers; .png is for one "
                + "8-bit, 16-bit or RGB image");
    }

    @Override
    int run(final ParseResult line, final PrintStream out) {
        // a file that cannot hold layers takes a plain image unless told otherwise
        final Request request = KeyOptions.request(line,
                ImageFiles.isTiff(out(line)) ? Map.of() : Map.of("target", "image"));
        final int[] roi = line.hasMatchedOption("--roi") ? numbers(line, "--roi", 4) : null;
        if (roi != null && !request.mask().isEmpty())
            throw wrong(line, "--mask and --roi exclude each other: give one of them.");
        final Path target = writable(line);
        final ImagePlus imp = open(line, 0);
        select(imp, roi, request);
        ImageFiles.checkHolds(target, imp, request.target(), request.candidates());
        return paint(line, Capture.of(imp, request), target, out);
    }

    private static void select(final ImagePlus imp, final int[] roi, final Request request) {
        if (roi != null) {
            final Box box = new Box(roi[0], roi[1], Math.max(0, roi[2]), Math.max(0, roi[3]));
            if (box.intersect(new Box(0, 0, imp.getWidth(), imp.getHeight())).isEmpty())
                throw new InpaintException("The rectangle " + roi[0] + "," + roi[1] + "," + roi[2] + "," + roi[3]
                        + " covers no pixel of '" + imp.getTitle() + "', which is " + imp.getWidth() + " x "
                        + imp.getHeight() + ": give --roi left,top,width,height inside it.");
            imp.setRoi(box.x(), box.y(), box.width(), box.height());
        } else if (request.mask().isEmpty() && imp.getRoi() == null)
            throw new InpaintException("Nothing is selected in '" + imp.getTitle() + "': give --mask FILE or --roi "
                    + "x,y,w,h, or save a selection with the TIFF.");
    }
}
