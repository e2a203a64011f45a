package org.inpaintj.ui.select;

import java.awt.EventQueue;

import org.inpaintj.imagej.job.SelectionRefiner;
import org.inpaintj.job.JobListener;
import org.inpaintj.segment.SelectionRequest;
import org.inpaintj.ui.BackgroundTask;

/** A refine task refines the selection of an image by Segment Anything, in a job, and replaces it. */
public final class RefineTask {

    private final SelectionRefiner refiner;
    private final SelectionRequest request;
    private final BackgroundTask<SelectionRefiner.Answer> task;

    /**
     * @param command what the user chose, a label of the menu
     * @param also    told of every change of the job
     */
    public RefineTask(final String command, final SelectionRefiner refiner, final SelectionRequest request,
            final JobListener also) {
        this.refiner = refiner;
        this.request = request;
        final String title = command.replace("...", "");
        task = new BackgroundTask<>(title + ": " + refiner.snapshot().title(), refiner.snapshot().image(),
                progress -> {
                    final SelectionRefiner.Answer answer = refiner.answer(progress);
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
        task.start();
    }

    /** Queues the job, waits for it and replaces the selection by the candidate asked for. */
    public void await() {
        final SelectionRefiner.Answer answer = task.await();
        refiner.snapshot().check();
        refiner.snapshot().select(answer.roi(request));
    }
}
