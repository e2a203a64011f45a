package org.inpaintj.ui;

import java.time.LocalTime;
import java.time.temporal.ChronoUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;

import ij.IJ;
import ij.ImagePlus;

import org.inpaintj.core.Progress;
import org.inpaintj.job.Job;
import org.inpaintj.job.JobListener;
import org.inpaintj.job.JobQueue;
import org.inpaintj.job.JobWork;

/**
 * A background task runs work as a job of the shared queue, with all that the user sees of it: status line, progress
 * bar, Esc, preview and errors. One instance serves one task; the queue calls {@link #run} and {@link #changed}.
 *
 * @param <T> what it brings
 */
public final class BackgroundTask<T> implements JobListener, JobWork<T> {

    private final String title;
    /** Null for what is made without one. */
    private final ImagePlus image;
    private final JobWork<T> work;
    private final Consumer<? super T> then;
    private final JobListener also;
    private final StatusLine status;
    private final AtomicBoolean awaited = new AtomicBoolean();
    private volatile boolean waits;
    private Job<?> first;
    private ResultPreview preview;

    /**
     * @param image on which Esc ends it and previews show; null if there is none
     * @param then  takes what it brings, unless somebody awaits it; on the worker thread, as a part of the job
     * @param also  told of every change, after this one
     */
    public BackgroundTask(final String title, final ImagePlus image, final JobWork<T> work,
            final Consumer<? super T> then,
            final JobListener also) {
        this.title = title;
        this.image = image;
        this.work = work;
        this.then = then;
        this.also = also;
        status = new StatusLine(image);
    }

    /** Queues the job and returns at once; its errors come up by themselves. */
    public Job<T> start() {
        return JobQueue.shared().submit(title, this, this);
    }

    /** Queues the job and waits for what it brings; throws what it throws. */
    public T await() {
        waits = true;
        awaited.set(true);
        final Job<T> job = start();
        try {
            return job.await();
        } finally {
            awaited.set(false);
            job.status().notes().forEach(IJ::log);
        }
    }

    /** Nobody waits for a job that is run again from the list of jobs. */
    @Override
    public T run(final Progress progress) {
        final T made = work.run(progress);
        if (awaited.getAndSet(false))
            return made;
        progress.check();
        then.accept(made);
        return null;
    }

    @Override
    public String details() {
        final String own = work.details();
        return own + (own.isEmpty() ? "" : ", ") + LocalTime.now().truncatedTo(ChronoUnit.SECONDS);
    }

    @Override
    public boolean stopsEarly() {
        return work.stopsEarly();
    }

    @Override
    public void changed(final Job<?> job) {
        final Job.Status now = job.status();
        final boolean awaitedJob = isAwaited(job);
        status.show(job, now);
        look(job, now.state());
        if (now.state().ended() && !awaitedJob)
            UserErrors.note(now.notes());
        if (now.state() == Job.State.FAILED && awaitedJob)
            UserErrors.log(job.error().orElseThrow());
        else if (now.state() == Job.State.FAILED)
            UserErrors.show(StatusLine.title(job), job.error().orElseThrow());
        also.changed(job);
    }

    private synchronized void look(final Job<?> job, final Job.State state) {
        if (state == Job.State.RUNNING && preview == null && image != null) {
            preview = new ResultPreview(image);
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
