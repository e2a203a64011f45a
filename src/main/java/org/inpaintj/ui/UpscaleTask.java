package org.inpaintj.ui;

import ij.IJ;
import ij.ImagePlus;

import org.inpaintj.core.InpaintException;
import org.inpaintj.imagej.job.Delivery;
import org.inpaintj.imagej.job.UpscaleJob;
import org.inpaintj.imagej.roi.RecentModels;
import org.inpaintj.imagej.roi.RecentModels.Kind;
import org.inpaintj.inpaint.upscale.UpscaleRequest;
import org.inpaintj.job.JobListener;
import org.inpaintj.upscale.Upscalers;

/** An upscale task runs an {@link UpscaleJob} as a job of the queue. One instance serves one submission. */
public final class UpscaleTask {

    private final BackgroundTask<ImagePlus> task;

    /**
     * Takes what is needed of the image.
     *
     * @param command what the user chose, a label of the menu
     * @param also    told of every change of the job
     * @throws InpaintException if it cannot be done, saying why
     */
    public UpscaleTask(final String command, final ImagePlus image, final UpscaleRequest request,
            final JobListener also) {
        Upscalers.newProblems().forEach(IJ::log);
        final UpscaleJob job = UpscaleJob.of(image, request);
        RecentModels.remember(Kind.UPSCALER, request.upscaler2());
        RecentModels.remember(Kind.UPSCALER, request.upscaler());
        task = new BackgroundTask<>(command.replace("...", "") + ": " + image.getTitle(), image, job::run,
                Delivery::show, also);
    }

    /** Queues the job and returns at once; the new image shows itself. */
    public void start() {
        task.start();
    }

    /** Queues the job and waits for the new image, which is not shown yet. */
    public ImagePlus await() {
        return task.await();
    }
}
