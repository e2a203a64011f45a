package org.inpaintj.ui;

import java.util.concurrent.atomic.AtomicReference;

import ij.ImagePlus;

import org.inpaintj.core.Progress;
import org.inpaintj.imagej.job.Delivery;
import org.inpaintj.imagej.job.PaintJob;
import org.inpaintj.imagej.job.PaintResult;
import org.inpaintj.job.Job;
import org.inpaintj.job.JobListener;
import org.inpaintj.job.JobWork;

/**
 * An inpaint task runs a {@link PaintJob} as a job of the queue, and delivers the result, or what was finished of it
 * when the job was cancelled or failed. One instance serves one submission.
 */
public final class InpaintTask implements JobWork<PaintResult> {

    private final PaintJob<?> job;
    /** Null for what is made from a prompt alone. */
    private final ImagePlus image;
    private final BackgroundTask<PaintResult> task;
    private final JobListener also;
    /** What is finished of a job that has not come to its end. */
    private final AtomicReference<PaintResult> unfinished = new AtomicReference<>();
    private volatile boolean awaiting;

    /**
     * @param command what the user chose, a label of the menu
     * @param also    told of every change of the job
     */
    public InpaintTask(final String command, final PaintJob<?> job, final JobListener also) {
        this.job = job;
        this.also = also;
        image = job.image().orElse(null);
        task = new BackgroundTask<>(command.replace("...", "") + " (" + job.engineName() + "): "
                + job.title(),
                image, this, result -> show(deliver(result)), this::changed);
    }

    /** Queues the job and returns at once; its result and its errors come up by themselves. */
    public Job<PaintResult> start() {
        return task.start();
    }

    /**
     * Queues the job, waits for it and delivers on the calling thread, so that a macro finds the result in its own.
     *
     * @return the image that holds the result; a new one is not shown yet
     */
    public ImagePlus await() {
        awaiting = true;
        try {
            return deliver(task.await());
        } catch (final RuntimeException e) {
            keep();
            throw e;
        } finally {
            awaiting = false;
        }
    }

    @Override
    public PaintResult run(final Progress progress) {
        unfinished.set(null);
        final PaintResult result = job.paint(progress, unfinished::set);
        result.notes().forEach(progress::note);
        return result;
    }

    @Override
    public String details() {
        return job.details();
    }

    @Override
    public boolean stopsEarly() {
        return job.stopsEarly();
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
        final PaintResult result = unfinished.get();
        if (result == null)
            return;
        UserErrors.note(result.notes());
        show(deliver(result));
    }

    private ImagePlus deliver(final PaintResult result) {
        // once, whatever becomes of it
        unfinished.set(null);
        return result.deliver();
    }

    private void show(final ImagePlus delivered) {
        if (delivered != image)
            Delivery.show(delivered);
    }
}
