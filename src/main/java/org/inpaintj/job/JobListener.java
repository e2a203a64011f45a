package org.inpaintj.job;

/** A job listener learns that a job has changed. */
@FunctionalInterface
public interface JobListener {

    /**
     * Called after a job was queued, started, made a step, was asked to stop or ended, on the thread that caused it
     * (usually the worker): return soon, and touch windows on their own thread only. Read {@link Job#status()} for
     * what is true now; when two changes follow each other closely a listener may see the later state twice.
     */
    void changed(Job<?> job);
}
