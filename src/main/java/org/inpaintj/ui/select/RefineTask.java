package org.inpaintj.ui.select;

import java.awt.EventQueue;

import org.inpaintj.imagej.job.SelectionRefiner;
import org.inpaintj.job.JobListener;
import org.inpaintj.segment.SelectionRequest;
import org.inpaintj.ui.BackgroundTask;

/** Refines the selection of an image by a job, and replaces it. */
public final class RefineTask {

    private final SelectionRefiner refinement;
    private final SelectionRequest request;
    private final BackgroundTask<SelectionRefiner.Answer> errand;

    /**
     * @param command what the user chose, a label of the menu
     * @param also    told of every change of the job
     */
    public RefineTask(final String command, final SelectionRefiner refinement, final SelectionRequest request,
            final JobListener also) {
        this.refinement = refinement;
        this.request = request;
        final String title = command.replace("...", "");
        errand = new BackgroundTask<>(title + ": " + refinement.subject().title(), refinement.subject().image(),
                progress -> {
                    final SelectionRefiner.Answer answer = refinement.answer(progress);
                    answer.notes().forEach(progress::note);
                    return answer;
                }, answer -> {
                    // fails here and not in a window
                    request.candidate(answer.found());
                    EventQueue.invokeLater(() -> new CandidatesWindow(title, answer, request).open());
                }, also);
    }

    /** Queues the job and returns at once; a window lets the user choose among the candidates. */
    public void start() {
        errand.start();
    }

    /** Queues the job, waits for it and replaces the selection by the candidate asked for. */
    public void await() {
        final SelectionRefiner.Answer answer = errand.await();
        refinement.subject().check();
        refinement.subject().select(answer.roi(request));
    }
}
