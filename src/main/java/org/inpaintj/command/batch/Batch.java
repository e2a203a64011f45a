package org.inpaintj.command.batch;

import java.util.List;
import java.util.Map;

import org.scijava.ItemIO;
import org.scijava.command.Command;
import org.scijava.plugin.Parameter;
import org.scijava.plugin.Plugin;

import ij.IJ;

import org.inpaintj.batch.BatchRequest;
import org.inpaintj.command.ParameterCommand;
import org.inpaintj.imagej.batch.ImageBatch;
import org.inpaintj.ui.BackgroundTask;

/** The command Batch repaints many image files, and goes on where an earlier run was ended. */
@Plugin(type = Command.class, label = "Batch...", visible = false, headless = true,
        description = "Repaints many image files: a folder, or the rows of a table; goes on where it was ended")
public final class Batch extends ParameterCommand<BatchRequest> {

    /** The first page; all other keys are on the second. */
    private static final List<String> FIRST = List.of("images", "results", "names", "mask", "roi", "rois", "labels",
            "source", "each", "slice", "frame", "engine", "model", "prompt", "seed", "target", "workers", "deep",
            "overwrite", "dry_run");

    /** For scripts: the path of the table of results. */
    @Parameter(type = ItemIO.OUTPUT) private String report;

    public Batch() {
        super(BatchRequest.keys());
    }

    @Override
    public List<String> shown() {
        return FIRST.stream().filter(keys()::has).toList();
    }

    @Override
    public List<String> rest(final List<String> firstPage) {
        return keys().keys().stream().filter(key -> !firstPage.contains(key) && !key.equals("background")).toList();
    }

    @Override
    public Map<String, String> expand(final Map<String, String> given) {
        return keys().expand(given);
    }

    @Override
    protected String prefsKey() {
        return "inpaintj.batch";
    }

    @Override
    protected void perform(final BatchRequest settings) {
        final ImageBatch batch = new ImageBatch(settings);
        report = batch.report().toString();
        final BackgroundTask<String> task = new BackgroundTask<>(title(), null, settings.batch().dry_run()
                ? progress -> batch.preview(progress, IJ::log) : progress -> batch.run(progress, IJ::log), IJ::log,
                mirror());
        if (interactive())
            task.start();
        else
            IJ.log(task.await());
    }
}
