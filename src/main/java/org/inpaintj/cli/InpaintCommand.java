package org.inpaintj.cli;

import java.io.PrintStream;
import java.nio.file.Path;
import java.util.Map;

import org.inpaintj.engine.Box;
import org.inpaintj.engine.InpaintException;
import org.inpaintj.engine.Progress;
import org.inpaintj.engine.Request;
import org.inpaintj.engine.Request.Target;
import org.inpaintj.image.Capture;
import org.inpaintj.image.Delivery;
import org.inpaintj.image.Painting;
import org.inpaintj.image.Stages;

import ij.ImagePlus;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;

/**
 * Repaints a region of an image file: {@code inpaint IN (--mask FILE | --roi x,y,w,h) --out OUT}, and an option for
 * every key of {@link Request}.
 */
final class InpaintCommand extends Command {

    @Override
    String description() {
        return "Repaints the masked or selected region of an image. With neither --mask nor --roi, the selection saved "
                + "in the TIFF is used.";
    }

    @Override
    void declare(final CommandSpec spec, final boolean help) {
        spec.addPositional(file(0, "IN", "the image"));
        spec.addOption(option("--out", "OUT", true, "where the result goes: .tif keeps depth, stack, calibration and "
                + "layers; .png is for one 8-bit, 16-bit or RGB image"));
        spec.addOption(option("--roi", "x,y,w,h", false, "repaint this rectangle: left, top (both 0-based), width, "
                + "height, in pixels"));
        spec.addOption(option("--slice", "N", false, "the slice (z) of a stack to work on, 1-based; default 1"));
        spec.addOption(option("--frame", "N", false, "the frame (t) of a stack to work on, 1-based; default 1"));
        spec.addOption(option("--save-stages", "DIR", false, "also write scene.tif, mask.tif, engine.tif (as the engine "
                + "returned it) and composite.tif, and latent.tif of a diffusion model, all 32-bit, into this folder"));
        KeyOptions.declare(spec, help);
    }

    @Override
    int run(final ParseResult line, final PrintStream out) {
        final String in = line.matchedPositionalValue(0, "");
        final Path target = Path.of(line.<String>matchedOptionValue("--out", ""));
        final Request request = request(line, target);
        final int[] roi = line.hasMatchedOption("--roi") ? numbers(line, "--roi", 4) : null;
        final int slice = line.hasMatchedOption("--slice") ? numbers(line, "--slice", 1)[0] : 1;
        final int frame = line.hasMatchedOption("--frame") ? numbers(line, "--frame", 1)[0] : 1;
        if (roi != null && !request.mask().isEmpty())
            throw wrong(line, "--mask and --roi exclude each other: give one of them.");
        ImageFiles.checkWritable(target);

        WarmUp.awaitImageJ();
        final ImagePlus imp = ImageFiles.open(Path.of(in));
        show(imp, slice, frame);
        select(imp, roi, request);
        ImageFiles.checkHolds(target, imp, request.target(), request.candidates());
        final String folder = line.matchedOptionValue("--save-stages", null);
        final Stages stages = folder == null ? Stages.NONE : new StageFiles(Path.of(folder));

        final Painting painting = Capture.of(imp, request).paint(Progress.NONE, stages);
        final ImagePlus result = Delivery.deliver(painting);
        ImageFiles.save(result, target);
        painting.notes().forEach(note -> out.println("Note: " + note));
        final Request done = painting.capture().request();
        out.println("Wrote " + target + " (engine " + done.engine() + ", seed " + done.seed() + ").");
        return Cli.DONE;
    }

    /** As typed; a file that cannot hold layers takes a plain image unless told otherwise. */
    private static Request request(final ParseResult line, final Path target) {
        final Map<String, String> values = KeyOptions.values(line);
        if (!values.containsKey("target") && !ImageFiles.isTiff(target))
            values.put("target", "image");
        return KeyOptions.request(line, values);
    }

    private static void show(final ImagePlus imp, final int slice, final int frame) {
        if (slice < 1 || slice > imp.getNSlices() || frame < 1 || frame > imp.getNFrames())
            throw new InpaintException("'" + imp.getTitle() + "' has " + imp.getNSlices() + " slices and "
                    + imp.getNFrames() + " frames, so there is no slice " + slice + " in frame " + frame + ".");
        imp.setPosition(1, slice, frame);
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

    private static int[] numbers(final ParseResult line, final String option, final int count) {
        final String text = line.matchedOptionValue(option, "");
        final String[] words = text.split(",", -1);
        final int[] numbers = new int[words.length];
        try {
            for (int i = 0; i < words.length; i++)
                numbers[i] = Integer.parseInt(words[i].trim());
        } catch (final NumberFormatException e) {
            throw wrong(line, option + " takes whole numbers, not '" + text + "'.");
        }
        if (numbers.length != count)
            throw wrong(line, option + " takes " + count + " numbers separated by commas, not '" + text + "'.");
        return numbers;
    }

    private static ParameterException wrong(final ParseResult line, final String message) {
        return new ParameterException(line.commandSpec().commandLine(), message);
    }
}
