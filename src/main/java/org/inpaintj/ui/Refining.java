package org.inpaintj.ui;

import java.awt.EventQueue;

import org.inpaintj.image.Refinement;
import org.inpaintj.job.JobListener;
import org.inpaintj.segment.SelectionRequest;

/** Refines the selection of an image by a job, and replaces it. */
public final class Refining {

    private final Refinement refinement;
    private final SelectionRequest request;
    private final Errand<Refinement.Answer> errand;

    /**
     * @param command what the user chose, a label of the menu
     * @param also    told of every change of the job
     */
    public Refining(final String command, final Refinement refinement, final SelectionRequest request,
            final JobListener also) {
        this.refinement = refinement;
        this.request = request;
        final String title = command.replace("...", "");
        errand = new Errand<>(title + ": " + refinement.subject().title(), refinement.subject().image(),
                progress -> {
                    final Refinement.Answer answer = refinement.answer(progress);
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
        final Refinement.Answer answer = errand.await();
        refinement.subject().check();
        refinement.subject().select(answer.roi(request));
    }
}
