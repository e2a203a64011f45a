package org.inpaintj.engine.diffusion;

import java.util.List;

import org.inpaintj.core.Progress;

/**
 * How far the candidates of a run are: in steps, as users count them, and as a share of the time. Also when they are to
 * end early. For one thread.
 */
final class CandidateProgress {

    private final Progress progress;
    private final List<CandidateRunner.Stage> stages;
    private final int candidates, stop;
    private final int each;
    private int start, done, decoded, images = 1;

    /**
     * @param stages     the passes of each candidate
     * @param candidates in all
     * @param stop       steps after which a candidate is to end; 0 for none
     */
    CandidateProgress(final Progress progress, final List<CandidateRunner.Stage> stages, final int candidates,
            final int stop) {
        this.progress = progress;
        this.stages = List.copyOf(stages);
        this.candidates = candidates;
        this.stop = stop;
        each = stages.stream().mapToInt(CandidateRunner.Stage::steps).sum();
    }

    /**
     * The next candidates begin.
     *
     * @param k     number of the first, from 0
     * @param count how many share network calls
     */
    void begin(final int k, final int count) {
        start = done = k * each;
        decoded = k;
        images = count;
    }

    /** What is done, in the steps of all candidates. */
    int done() {
        return done;
    }

    /**
     * The network was asked once more for all candidates at hand.
     *
     * @param k     number of the first of them
     * @param begin what was {@link #done} when the pass began
     */
    void looked(final CandidateRunner.Stage stage, final int k, final int begin) {
        // who finds its steps as it goes may take more than were guessed
        if (done < begin + images * stage.pipeline().calls())
            done += images;
        share(stage, k, begin);
    }

    /**
     * The candidates at hand were decoded after a pass.
     *
     * @param begin as in {@link #looked}
     * @param whole whether the pass went to its end
     */
    void decoded(final CandidateRunner.Stage stage, final int begin, final boolean whole) {
        if (whole)
            done = begin + images * stage.pipeline().calls();
        done += images;
        if (isLast(stage))
            decoded += images;
    }

    /** Counts without the last decoding, as users count steps. */
    void tell(final String what) {
        progress.step(done - decoded, steps() * candidates, what);
    }

    /** What is being done, and why there are more steps than were asked for. */
    String what(final CandidateRunner.Stage stage, final int k) {
        final DiffusionPipeline pipeline = stage.pipeline();
        String what = stage == stages.get(0) ? "Diffusion" : "Refining";
        if (candidates > 1)
            what = images > 1 ? what + ", candidates " + (k + 1) + " to " + (k + images) + " of " + candidates
                    : what + ", candidate " + (k + 1) + " of " + candidates;
        if (stages.size() > 1)
            what = what + ", pass " + (stages.indexOf(stage) + 1) + " of " + stages.size();
        if (pipeline.calls() > pipeline.steps())
            what = pipeline.windows() > 1 ? what + ", " + pipeline.windows() + " windows a step"
                    : what + ", several looks a step";
        return what;
    }

    /** Tells which share is done; how long a pass at another size takes is not known before it has begun. */
    private void share(final CandidateRunner.Stage stage, final int k, final int begin) {
        if (stages.size() == 1)
            progress.share((k * stage.weight() + done - begin) / (double) (candidates * stage.weight()));
        else if (isLast(stage) && k + images == candidates)
            progress.share((done - begin) / (double) (images * stage.weight()));
    }

    private boolean isLast(final CandidateRunner.Stage stage) {
        return stage == stages.get(stages.size() - 1);
    }

    /** Steps of each candidate at hand so far. */
    int made() {
        return (done - start) / images;
    }

    /** Whether the candidates at hand are to end with what there is of them. */
    boolean finishRequested() {
        return progress.finishRequested() || stop > 0 && made() >= stop;
    }

    /** Steps of one candidate. */
    int steps() {
        return each - 1;
    }
}
