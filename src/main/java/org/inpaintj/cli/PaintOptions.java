package org.inpaintj.cli;

import java.nio.file.Path;
import java.util.function.BiFunction;

import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

import ij.ImagePlus;

import org.inpaintj.cli.file.StageFiles;
import org.inpaintj.cli.terminal.Messages;
import org.inpaintj.core.InpaintException;
import org.inpaintj.core.Progress;
import org.inpaintj.engine.Request;
import org.inpaintj.engines.Engines;
import org.inpaintj.imagej.file.ImageFiles;
import org.inpaintj.imagej.job.Delivery;
import org.inpaintj.imagej.job.InpaintJob;
import org.inpaintj.imagej.job.InpaintResult;
import org.inpaintj.imagej.job.PaintJob;
import org.inpaintj.inpaint.StageViewer;

/**
 * The sub-commands that paint something into a file share the options of this class: the position, the stages and the
 * result.
 */
final class PaintOptions {

    private PaintOptions() {}

    static void declareStages(final CommandSpec spec) {
        spec.addOption(SubCommand.option("--save-stages", "DIR", "also write scene.tif, mask.tif, engine.tif (as the "
                + "engine returned it, 0 to 1) and composite.tif, and of a diffusion model start.tif (the picture that "
                + "it encodes: the crop at the processing size, with the masked content) and latent.tif (the final "
                + "latents, a slice a channel; with soft also opacity.tif), all 32-bit, into this folder; of several "
                + "images each into one of its own in there"));
    }

    static void declarePosition(final CommandSpec spec) {
        spec.addOption(SubCommand.option("--slice", "N", "the slice (z) of a stack to work on, 1-based; default 1"));
        spec.addOption(SubCommand.option("--frame", "N", "the frame (t) of a stack to work on, 1-based; default 1"));
    }

    /** Opens an image and shows the position asked for. */
    static ImagePlus open(final ParseResult line, final Path in) {
        final int slice = slice(line), frame = frame(line);
        final ImagePlus imp = ImageFiles.open(in);
        if (slice < 1 || slice > imp.getNSlices() || frame < 1 || frame > imp.getNFrames())
            throw new InpaintException("'" + imp.getTitle() + "' has " + imp.getNSlices() + " slices and "
                    + imp.getNFrames() + " frames, so there is no slice " + slice + " in frame " + frame + ".");
        imp.setPosition(1, slice, frame);
        return imp;
    }

    /** The slice asked for, 1-based. */
    static int slice(final ParseResult line) {
        return line.hasMatchedOption("--slice") ? numbers(line, "--slice", 1)[0] : 1;
    }

    /** The frame asked for, 1-based. */
    static int frame(final ParseResult line) {
        return line.hasMatchedOption("--frame") ? numbers(line, "--frame", 1)[0] : 1;
    }

    /** Does the job, saves its result and says so. */
    static void paint(final ParseResult line, final InpaintJob job, final Path out, final Messages messages) {
        paint(line, job, job::paint, out, messages);
    }

    /**
     * The same of any job.
     *
     * @param how does it, and shows its stages
     */
    static void paint(final ParseResult line, final PaintJob job,
            final BiFunction<Progress, StageViewer, InpaintResult> how, final Path out, final Messages messages) {
        Engines.found().newProblems().forEach(messages::note);
        final Path folder = Outputs.stages(line, out);
        final StageViewer viewer = folder == null ? StageViewer.NONE : new StageFiles(folder);
        final InpaintResult result = messages.work("inpaintj: " + job.title(),
                progress -> how.apply(progress, viewer));
        ImageFiles.save(Delivery.deliver(result), out, messages::note);
        result.notes().forEach(messages::note);
        final Request done = job.request();
        messages.result("Wrote " + out + " (engine " + done.engine()
                + (Engines.found().get(done.engine()).capabilities().draws() ? ", seed " + done.seed() : "") + ").");
    }

    /** The whole numbers of an option. */
    static int[] numbers(final ParseResult line, final String option, final int count) {
        final String text = line.matchedOptionValue(option, "");
        final String[] words = text.split(",", -1);
        final int[] numbers = new int[words.length];
        try {
            for (int i = 0; i < words.length; i++)
                numbers[i] = Integer.parseInt(words[i].trim());
        } catch (final NumberFormatException e) {
            throw SubCommand.wrong(line, option + " takes whole numbers, not '" + text + "'.");
        }
        if (numbers.length != count)
            throw SubCommand.wrong(line, option + " takes " + count + " numbers separated by commas, not '"
                    + text + "'.");
        return numbers;
    }
}
