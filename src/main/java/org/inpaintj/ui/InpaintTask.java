package org.inpaintj.ui;

import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;

import net.imglib2.RandomAccessibleInterval;
import net.imglib2.type.numeric.real.FloatType;

import ij.ImagePlus;

import org.inpaintj.core.Progress;
import org.inpaintj.imagej.job.Delivery;
import org.inpaintj.imagej.job.PaintJob;
import org.inpaintj.imagej.job.PaintResult;
import org.inpaintj.imagej.layer.Layer;
import org.inpaintj.inpaint.ForwardingProgress;
import org.inpaintj.job.Job;
import org.inpaintj.job.JobListener;
import org.inpaintj.job.JobWork;
import org.inpaintj.ui.run.FinishedCandidate;
import org.inpaintj.ui.run.JobBounds;
import org.inpaintj.ui.run.PaintRun;
import org.inpaintj.ui.run.PaintRuns;

/**
 * An inpaint task runs a {@link PaintJob} as a job of the queue, and delivers the result, or what was finished of it
 * when the job was cancelled or failed. One instance serves one submission.
 */
public final class InpaintTask implements JobWork<PaintResult> {

    private final PaintRun told;
    private final PaintJob<?> job;
    /** Null for what is made from a prompt alone. */
    private final ImagePlus image;
    private final BackgroundTask<PaintResult> task;
    private final JobListener also;
    /** What is finished of a job that has not come to its end. */
    private final AtomicReference<PaintResult> unfinished = new AtomicReference<>();
    private volatile boolean awaiting;
    private final JobListener bounds;

    /**
     * @param run  what is to be painted
     * @param also told of every change of the job
     */
    public InpaintTask(final PaintRun run, final JobListener also) {
        this(run.command().replace("...", ""), run, also);
    }

    /** The same, called otherwise in the list of jobs. */
    public InpaintTask(final String name, final PaintRun run, final JobListener also) {
        told = run;
        job = run.paint();
        this.also = also;
        bounds = new JobBounds(queued -> PaintRuns.tell(listener -> listener.queued(run, queued)),
                ended -> PaintRuns.tell(listener -> listener.ended(run, ended)));
        image = job.image().orElse(null);
        task = new BackgroundTask<>(name + " (" + job.engineName() + "): " + job.title(), image, this,
                result -> show(deliver(result)), this::changed);
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
        final PaintResult result = job.paint(new Candidates(progress), made -> {
            unfinished.set(made);
            PaintRuns.tell(listener -> listener.finishedSoFar(told, made));
        });
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
        bounds.changed(job);
    }

    /** Tells of candidates as they come. */
    private final class Candidates extends ForwardingProgress {

        Candidates(final Progress to) {
            super(to);
        }

        @Override
        public void finished(final int number, final long seed,
                final Supplier<RandomAccessibleInterval<FloatType>> pixels) {
            final FinishedCandidate made = new FinishedCandidate(number, seed, pixels.get());
            PaintRuns.tell(listener -> listener.candidate(told, made));
        }
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
        final Map<Object, Boolean> before = new IdentityHashMap<>();
        if (image != null)
            Layer.of(image).forEach(layer -> before.put(layer.roi(), true));
        final ImagePlus delivered = result.deliver();
        final List<Layer> layers = Layer.of(delivered).stream().filter(layer -> !before.containsKey(layer.roi()))
                .toList();
        PaintRuns.tell(listener -> listener.delivered(told, delivered, layers));
        return delivered;
    }

    private void show(final ImagePlus delivered) {
        if (delivered != image)
            Delivery.show(delivered);
    }
}
