package org.inpaintj.ui;

import java.util.concurrent.atomic.AtomicReference;

import ij.ImagePlus;

import org.inpaintj.core.Progress;
import org.inpaintj.imagej.job.Delivery;
import org.inpaintj.imagej.job.InpaintResult;
import org.inpaintj.imagej.job.PaintJob;
import org.inpaintj.job.Job;
import org.inpaintj.job.JobListener;
import org.inpaintj.job.JobWork;

/**
 * Paints what was captured from an image as a job, and delivers the result, or what was finished of it when the job was
 * cancelled or failed. One instance, one submission.
 */
public final class InpaintTask implements JobWork<InpaintResult> {

    private final PaintJob commission;
    /** Null for what is made from a prompt alone. */
    private final ImagePlus image;
    private final BackgroundTask<InpaintResult> errand;
    private final JobListener also;
    /** What is finished of a job that has not come to its end. */
    private final AtomicReference<InpaintResult> unfinished = new AtomicReference<>();
    private volatile boolean awaiting;

    /**
     * @param command what the user chose, a label of the menu
     * @param also    told of every change of the job
     */
    public InpaintTask(final String command, final PaintJob commission, final JobListener also) {
        this.commission = commission;
        this.also = also;
        image = commission.image().orElse(null);
        errand = new BackgroundTask<>(command.replace("...", "") + " (" + commission.engineName() + "): "
                + commission.title(),
                image, this, painting -> show(deliver(painting)), this::changed);
    }

    /** Queues the job and returns at once; its result and its errors come up by themselves. */
    public Job<InpaintResult> start() {
        return errand.start();
    }

    /**
     * Queues the job, waits for it and delivers on the calling thread, so that a macro finds the result in its own.
     *
     * @return the image that holds the result; a new one is not shown yet
     */
    public ImagePlus await() {
        awaiting = true;
        try {
            return deliver(errand.await());
        } catch (final RuntimeException e) {
            keep();
            throw e;
        } finally {
            awaiting = false;
        }
    }

    @Override
    public InpaintResult run(final Progress progress) {
        unfinished.set(null);
        final InpaintResult painting = commission.paint(progress, unfinished::set);
        painting.notes().forEach(progress::note);
        return painting;
    }

    @Override
    public String details() {
        return commission.details();
    }

    @Override
    public boolean stopsEarly() {
        return commission.stopsEarly();
    }

    private void changed(final Job<?> job) {
        if (image != null && !awaiting)
            ClosedImages.watch(job, image);
        if (!awaiting && (job.state() == Job.State.CANCELLED || job.state() == Job.State.FAILED))
            keep();
        also.changed(job);
    }

    /** Delivers what was finished before the job was cancelled or failed. */
    private void keep() {
        final InpaintResult painting = unfinished.get();
        if (painting == null)
            return;
        UserErrors.note(painting.notes());
        show(deliver(painting));
    }

    private ImagePlus deliver(final InpaintResult painting) {
        // once, whatever becomes of it
        unfinished.set(null);
        return Delivery.deliver(painting);
    }

    private void show(final ImagePlus delivered) {
        if (delivered != image)
            Delivery.show(delivered);
    }
}
