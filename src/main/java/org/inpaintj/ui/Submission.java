package org.inpaintj.ui;

import org.inpaintj.engine.Progress;
import org.inpaintj.image.Capture;
import org.inpaintj.image.Delivery;
import org.inpaintj.image.Painting;
import org.inpaintj.job.Job;
import org.inpaintj.job.JobListener;
import org.inpaintj.job.Work;

import ij.IJ;
import ij.ImagePlus;

/** Paints what was captured from an image as a job, and delivers the result. One instance, one submission. */
public final class Submission {

    private final Errand<Painting> errand;

    /**
     * @param command what the user chose, a label of the menu
     * @param also    told of every change of the job
     */
    public Submission(final String command, final Capture capture, final JobListener also) {
        final ImagePlus image = capture.image().orElse(null);
        errand = new Errand<>(command.replace("...", "") + " (" + capture.request().engine() + "): " + capture.title(), image,
                new Work<Painting>() {
                    @Override
                    public Painting run(final Progress progress) {
                        return capture.paint(progress);
                    }

                    @Override
                    public boolean stopsEarly() {
                        return capture.stopsEarly();
                    }
                }, painting -> {
                    final ImagePlus delivered = deliver(painting);
                    if (delivered != image)
                        Delivery.show(delivered);
                }, also);
    }

    /** Queues the job and returns at once; its result and its errors come up by themselves. */
    public Job<Painting> start() {
        return errand.start();
    }

    /**
     * Queues the job, waits for it and delivers on the calling thread, so that a macro finds the result in its own.
     *
     * @return the image that holds the result; a new one is not shown yet
     */
    public ImagePlus await() {
        return deliver(errand.await());
    }

    private static ImagePlus deliver(final Painting painting) {
        painting.notes().forEach(IJ::log);
        return Delivery.deliver(painting);
    }
}
