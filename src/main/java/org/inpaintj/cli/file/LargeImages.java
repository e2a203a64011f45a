package org.inpaintj.cli.file;

import java.nio.file.Path;

import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParseResult;

import org.inpaintj.cli.terminal.Messages;
import org.inpaintj.core.InpaintException;
import org.inpaintj.engines.Engines;
import org.inpaintj.imagej.file.ImageFiles;
import org.inpaintj.imagej.large.LargeFiles;
import org.inpaintj.imagej.large.LargeJob;
import org.inpaintj.imagej.large.LargeRegions;
import org.inpaintj.inpaint.large.LargeInpainter;

/** This class takes the way of large images where sub-commands are given one: block by block. */
public final class LargeImages {

    private static final String BLOCKS = "--blocks";

    private LargeImages() {}

    /** Adds {@code --blocks}. */
    public static void declare(final CommandSpec spec) {
        spec.addOption(OptionSpec.builder(BLOCKS).type(boolean.class).description("work on the TIFF block by block, in "
                + "a copy of the file, as is always done with OME-Zarr, BigTIFF and what memory does not hold: each "
                + "connected part of the mask is a region of its own").build());
    }

    /**
     * Whether an image is to be worked on so: by its kind, its size, or since the option or the mask says so.
     *
     * @param what the option that names the mask or the labels
     */
    public static boolean isWanted(final ParseResult line, final Path in, final String what) {
        if (line.commandSpec().findOption(BLOCKS) == null)
            return false;
        final String mask = line.matchedOptionValue(what, "");
        return line.hasMatchedOption(BLOCKS) || LargeFiles.isLarge(in)
                || !mask.isBlank() && LargeRegions.isList(Path.of(mask));
    }

    /** @throws InpaintException if the name is neither one of an image nor one of an OME-Zarr */
    public static void checkFormat(final Path out) {
        if (!LargeFiles.isZarr(out))
            ImageFiles.checkFormat(out);
    }

    /** Does it, and says so. */
    public static void run(final ParseResult line, final LargeJob job, final Path out, final Messages messages) {
        if (line.hasMatchedOption("--save-stages"))
            throw new InpaintException("--save-stages shows one region, and '" + job.in()
                    + "' is worked on block by block: leave it out.");
        Engines.found().newProblems().forEach(messages::note);
        final LargeInpainter.Done done = messages.work("inpaintj: " + job.in().getFileName(),
                progress -> job.run(out, progress));
        done.notes().forEach(messages::note);
        messages.result("Wrote " + out + " (" + done.regions() + (done.regions() == 1 ? " region" : " regions")
                + ", engine " + done.first().engine() + ").");
    }
}
