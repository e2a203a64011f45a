package org.inpaintj.ui.models;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

import org.inpaintj.core.Progress;
import org.inpaintj.inpaint.ForwardingProgress;
import org.inpaintj.job.Job;
import org.inpaintj.job.JobListener;
import org.inpaintj.job.JobQueue;
import org.inpaintj.job.JobWork;
import org.inpaintj.language.Translation;
import org.inpaintj.ui.StatusLine;
import org.inpaintj.ui.UserErrors;

/**
 * Something that is done with models in the background. It goes on without the window, tells its failure by itself, and
 * may be run again from the list of jobs.
 */
final class Transfer implements JobWork<List<String>>, JobListener {

    /** Those that wait or run, whoever started them. */
    private static final List<Transfer> ACTIVE = new CopyOnWriteArrayList<>();

    private final Set<String> keys;
    private final String details;
    private final JobWork<List<String>> work;
    private final Consumer<List<String>> then;
    private volatile double share = -1;
    private volatile Job<?> job;

    /**
     * @param keys    of the models that it is about
     * @param details in a few words
     * @param work    brings full sentences
     * @param then    told them, on the worker thread
     */
    Transfer(final Set<String> keys, final String details, final JobWork<List<String>> work,
            final Consumer<List<String>> then) {
        this.keys = Set.copyOf(keys);
        this.details = details;
        this.work = work;
        this.then = then;
    }

    /** Those that wait or run, in their order. */
    static List<Transfer> active() {
        return List.copyOf(ACTIVE);
    }

    /** The one that is about a model. */
    static Optional<Transfer> of(final String key) {
        return ACTIVE.stream().filter(each -> each.keys.contains(key)).findFirst();
    }

    /** Queues it. */
    void start(final String title) {
        JobQueue.transfers().submit(title, this, this);
    }

    Job<?> job() {
        return job;
    }

    /** How much of it is done, 0 to 1; below 0 if that is not known. */
    double share() {
        return share;
    }

    /** What it does, in a few words. */
    String says() {
        final Job.Status now = job.status();
        return now.state() != Job.State.RUNNING || now.cancelling() || now.what().isEmpty() ? StatusLine.describe(now)
                : Translation.message(now.what()) + (now.steps() > 1 ? Translation.of(" ({0} of {1})",
                        Math.min(now.step() + 1, now.steps()), now.steps()) : "");
    }

    @Override
    public String details() {
        return details;
    }

    @Override
    public List<String> run(final Progress progress) {
        share = -1;
        final List<String> said = work.run(new ForwardingProgress(progress) {
            @Override
            public void share(final double done) {
                share = done;
                super.share(done);
            }
        });
        then.accept(said);
        return said;
    }

    @Override
    public void changed(final Job<?> now) {
        // a retry is another job
        job = now;
        // whoever queues it and the worker may both tell at once: the last word is the state, not who comes last
        synchronized (ACTIVE) {
            if (now.state().ended())
                ACTIVE.remove(this);
            else if (!ACTIVE.contains(this))
                ACTIVE.add(this);
        }
        if (now.state() == Job.State.FAILED)
            UserErrors.show(now.title(), now.error().orElseThrow());
    }
}
