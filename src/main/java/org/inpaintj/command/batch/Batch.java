package org.inpaintj.command.batch;

import org.scijava.ItemIO;
import org.scijava.command.Command;
import org.scijava.plugin.Parameter;
import org.scijava.plugin.Plugin;

import ij.IJ;

import org.inpaintj.batch.BatchRequest;
import org.inpaintj.imagej.batch.ImageBatch;
import org.inpaintj.imagej.batch.OpenImageRun;
import org.inpaintj.imagej.job.Delivery;

/**
 * The command Batch repaints many image files, and goes on where an earlier run was ended; without files, the slices,
 * frames or channels of the open image.
 */
@Plugin(type = Command.class, label = "Batch...", visible = false, headless = true,
        description = "Repaints many image files: a folder, or the rows of a table; goes on where it was ended")
public final class Batch extends BatchForm {

    /** For scripts: the path of the table of results. */
    @Parameter(type = ItemIO.OUTPUT) private String report;

    @Override
    protected String prefsKey() {
        return "inpaintj.batch";
    }

    /** The images are files, but for the parts of the one that is open. */
    @Override
    protected boolean needsImage() {
        return false;
    }

    @Override
    protected String remedy() {
        return "open the one whose slices, frames or channels are meant, or name the files (images).";
    }

    /** A batch of files draws once for all times, and its journal keeps it. */
    @Override
    protected void settled() {
        final BatchRequest now = keys().parse(values());
        if (now.batch().images().isBlank())
            assign(now.drawn());
    }

    @Override
    protected void perform(final BatchRequest settings) {
        if (settings.batch().images().isBlank()) {
            start(image(), new OpenImageRun(image(), settings)::run, Delivery::show, this::result);
            return;
        }
        final ImageBatch batch = new ImageBatch(settings);
        report = batch.report().toString();
        start(null, settings.batch().dry_run() ? progress -> batch.preview(progress, IJ::log)
                : progress -> batch.run(progress, IJ::log), IJ::log, IJ::log);
    }
}
