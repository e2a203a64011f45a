package org.inpaintj.ui;

import java.util.concurrent.atomic.AtomicBoolean;

import org.inpaintj.engine.Progress;
import org.inpaintj.image.Capture;
import org.inpaintj.image.Delivery;
import org.inpaintj.image.Painting;
import org.inpaintj.job.Job;
import org.inpaintj.job.JobListener;
import org.inpaintj.job.JobQueue;
import org.inpaintj.job.Work;

import ij.IJ;
import ij.ImagePlus;

/**
 * Runs what was captured from an image as a job of the shared queue, with all that the user sees of it, and delivers
 * the result. One instance, one submission; the queue calls {@link #run} and {@link #changed}.
 */
public final class Submission implements JobListener, Work<Painting> {

    private final String title;
    private final Capture capture;
    private final JobListener also;
    /** Null for what is made from a prompt alone. */
    private final ImagePlus image;
    private final StatusLine status;
    private final AtomicBoolean awaited = new AtomicBoolean();
    private volatile boolean waits;
    private Job<?> first;
    private Preview preview;

    /**
     * @param command what the user chose, a label of the menu
     * @param also    told of every change, after this one
     */
    public Submission(final String command, final Capture capture, final JobListener also) {
        title = command.replace("...", "") + " (" + capture.request().engine() + "): " + capture.title();
        this.capture = capture;
        this.also = also;
        image = capture.image().orElse(null);
        status = new StatusLine(image);
    }

    /** Queues the job and returns at once; its result and its errors come up by themselves. */
    public Job<Painting> start() {
        return JobQueue.shared().submit(title, this, this);
    }

    /**
     * Queues the job, waits for it and delivers on the calling thread, so that a macro finds the result in its own.
     *
     * @return the image that holds the result; a new one is not shown yet
     */
    public ImagePlus await() {
        waits = true;
        awaited.set(true);
        try {
            return deliver(start().await());
        } finally {
            awaited.set(false);
        }
    }

    private static ImagePlus deliver(final Painting painting) {
        painting.notes().forEach(IJ::log);
        return Delivery.deliver(painting);
    }

    /** Nobody waits for a job that is run again from the list of jobs: then it delivers by itself. */
    @Override
    public Painting run(final Progress progress) {
        final Painting painting = capture.paint(progress);
        if (awaited.getAndSet(false))
            return painting;
        progress.check();
        final ImagePlus delivered = deliver(painting);
        if (delivered != image)
            Delivery.show(delivered);
        return null;
    }

    @Override
    public boolean stopsEarly() {
        return capture.stopsEarly();
    }

    @Override
    public void changed(final Job<?> job) {
        final Job.Status now = job.status();
        final boolean awaitedJob = isAwaited(job);
        status.show(job, now);
        look(job, now.state());
        if (now.state() == Job.State.FAILED && awaitedJob)
            Message.log(job.error().orElseThrow());
        else if (now.state() == Job.State.FAILED)
            Message.show(job.title(), job.error().orElseThrow());
        also.changed(job);
    }

    private synchronized void look(final Job<?> job, final Job.State state) {
        if (state == Job.State.RUNNING && preview == null && image != null) {
            preview = new Preview(image);
            job.watch(preview::show);
        } else if (state.ended() && preview != null) {
            preview.clear();
            preview = null;
        }
    }

    /** True for the job whose error {@link #await} throws; a retry of it tells the user itself. */
    private synchronized boolean isAwaited(final Job<?> job) {
        if (first == null)
            first = job;
        return waits && job == first;
    }
}
