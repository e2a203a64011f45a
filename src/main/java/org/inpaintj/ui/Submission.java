package org.inpaintj.ui;

import java.util.function.Function;

import org.inpaintj.engine.Engines;
import org.inpaintj.engine.Progress;
import org.inpaintj.engine.Request;
import org.inpaintj.engine.Task;
import org.inpaintj.image.Capture;
import org.inpaintj.image.Delivery;
import org.inpaintj.image.Painting;
import org.inpaintj.image.Refinement;
import org.inpaintj.job.Job;
import org.inpaintj.job.JobListener;
import org.inpaintj.job.Work;

import ij.IJ;
import ij.ImagePlus;

/** Paints what was captured from an image as a job, and delivers the result. One instance, one submission. */
public final class Submission {

    private final Errand<Painting> errand;

    /** What is captured, once it is known, is painted. */
    private static final class Painter implements Work<Painting> {

        private final Function<Progress, Capture> source;
        private volatile boolean stopsEarly;

        Painter(final Function<Progress, Capture> source, final boolean stopsEarly) {
            this.source = source;
            this.stopsEarly = stopsEarly;
        }

        @Override
        public Painting run(final Progress progress) {
            final Capture capture = source.apply(progress);
            stopsEarly = capture.stopsEarly();
            return capture.paint(progress);
        }

        @Override
        public boolean stopsEarly() {
            return stopsEarly;
        }
    }

    /**
     * @param command what the user chose, a label of the menu
     * @param also    told of every change of the job
     */
    public Submission(final String command, final Capture capture, final JobListener also) {
        this(name(command, capture.request().engine()) + capture.title(), capture.image().orElse(null),
                new Painter(progress -> capture, capture.stopsEarly()), also);
    }

    /** The same with a selection that is refined first, as a part of the job. */
    public Submission(final String command, final Refinement refinement, final Request request, final JobListener also) {
        this(name(command, Engines.of(request, Task.INPAINT).id()) + refinement.subject().title(),
                refinement.subject().image(),
                new Painter(progress -> Capture.of(refinement.answer(progress), request), false), also);
    }

    private Submission(final String title, final ImagePlus image, final Painter painter, final JobListener also) {
        errand = new Errand<>(title, image, painter, painting -> {
            final ImagePlus delivered = deliver(painting);
            if (delivered != image)
                Delivery.show(delivered);
        }, also);
    }

    private static String name(final String command, final String engine) {
        return command.replace("...", "") + " (" + engine + "): ";
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
