package org.inpaintj.ui.run;

import java.util.function.Consumer;

import org.inpaintj.job.Job;
import org.inpaintj.job.JobListener;

/** Tells when a job is in the queue and when it has ended, once each, and the same of one that is the job run again. */
public final class JobBounds implements JobListener {

    private final Consumer<Job<?>> queued, ended;
    /** What was told last, and of which job. Guarded by this. */
    private Job<?> last;
    private Job.State state;

    /** @param queued told on the thread that brings news of the job first, as {@code ended} is; never both at once */
    public JobBounds(final Consumer<Job<?>> queued, final Consumer<Job<?>> ended) {
        this.queued = queued;
        this.ended = ended;
    }

    /** One after the other, for the worker may begin a job before the thread that has queued it comes to say so. */
    @Override
    public synchronized void changed(final Job<?> job) {
        final Job.State now = job.state();
        final boolean another = job != last;
        if (!another && now == state)
            return;
        last = job;
        state = now;
        if (another)
            queued.accept(job);
        if (now.ended())
            ended.accept(job);
    }
}
