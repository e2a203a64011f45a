package org.inpaintj.cli;

import java.io.PrintStream;
import java.nio.file.Path;

import org.inpaintj.engine.InpaintException;
import org.inpaintj.engine.Progress;
import org.inpaintj.engine.Request;
import org.inpaintj.image.Capture;
import org.inpaintj.image.Delivery;
import org.inpaintj.image.Painting;
import org.inpaintj.image.Stages;

import ij.ImagePlus;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;

/** What the sub-commands share that paint something into a file: all keys, the position, the stages, the result. */
abstract class PaintCommand extends Command {

    /** @param result what {@code --out} takes */
    static void declare(final CommandSpec spec, final boolean help, final String result) {
        spec.addOption(option("--out", "OUT", true, result));
        spec.addOption(option("--save-stages", "DIR", false, "also write scene.tif, mask.tif, engine.tif (as the engine "
                + "returned it, 0 to 1) and composite.tif, and latent.tif of a diffusion model (the final latents, a "
                + "slice a channel), all 32-bit, into this folder"));
        KeyOptions.declare(spec, help, Request.KEYS);
    }

    static void declarePosition(final CommandSpec spec) {
        spec.addOption(option("--slice", "N", false, "the slice (z) of a stack to work on, 1-based; default 1"));
        spec.addOption(option("--frame", "N", false, "the frame (t) of a stack to work on, 1-based; default 1"));
    }

    /** The file of {@code --out}. */
    static Path out(final ParseResult line) {
        return Path.of(line.<String>matchedOptionValue("--out", ""));
    }

    /** @throws InpaintException if nothing can be saved there */
    static Path writable(final ParseResult line) {
        ImageFiles.checkWritable(out(line));
        return out(line);
    }

    /** Opens the image of an argument and shows the position asked for. */
    static ImagePlus open(final ParseResult line, final int index) {
        final int slice = line.hasMatchedOption("--slice") ? numbers(line, "--slice", 1)[0] : 1;
        final int frame = line.hasMatchedOption("--frame") ? numbers(line, "--frame", 1)[0] : 1;
        WarmUp.awaitImageJ();
        final ImagePlus imp = ImageFiles.open(Path.of(line.matchedPositionalValue(index, "")));
        if (slice < 1 || slice > imp.getNSlices() || frame < 1 || frame > imp.getNFrames())
            throw new InpaintException("'" + imp.getTitle() + "' has " + imp.getNSlices() + " slices and "
                    + imp.getNFrames() + " frames, so there is no slice " + slice + " in frame " + frame + ".");
        imp.setPosition(1, slice, frame);
        return imp;
    }

    /** Does the job, saves its result and says so. */
    static int paint(final ParseResult line, final Capture capture, final Path target, final PrintStream out) {
        final String folder = line.matchedOptionValue("--save-stages", null);
        final Stages stages = folder == null ? Stages.NONE : new StageFiles(Path.of(folder));
        final Painting painting = capture.paint(Progress.NONE, stages);
        ImageFiles.save(Delivery.deliver(painting), target);
        painting.notes().forEach(note -> out.println("Note: " + note));
        final Request done = capture.request();
        out.println("Wrote " + target + " (engine " + done.engine() + ", seed " + done.seed() + ").");
        return Cli.DONE;
    }

    static int[] numbers(final ParseResult line, final String option, final int count) {
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

    static ParameterException wrong(final ParseResult line, final String message) {
        return new ParameterException(line.commandSpec().commandLine(), message);
    }
}
