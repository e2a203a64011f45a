package org.inpaintj.ui.select;

import java.awt.EventQueue;
import java.util.List;

import org.inpaintj.core.Progress;
import org.inpaintj.imagej.image.ImageSnapshot;
import org.inpaintj.imagej.region.DetectionOutput;
import org.inpaintj.job.JobListener;
import org.inpaintj.segment.SelectionRequest;
import org.inpaintj.segment.text.TextSearch;
import org.inpaintj.segment.text.TextSearch.Found;
import org.inpaintj.segment.text.TextSearch.Outlined;
import org.inpaintj.ui.BackgroundTask;

/** This task selects in an image what a text names; jobs do the work. */
public final class SelectByTextTask {

    private final String title;
    private final ImageSnapshot snapshot;
    private final SelectionRequest request;
    private final JobListener also;

    /**
     * @param command what the user chose, a label of the menu
     * @param also    told of every change of the jobs
     */
    public SelectByTextTask(final String command, final ImageSnapshot snapshot, final SelectionRequest request,
            final JobListener also) {
        title = command.replace("...", "");
        this.snapshot = snapshot;
        this.request = request;
        this.also = also;
    }

    /** Queues the job and returns at once; a window lets the user choose among what is found, unless he has chosen. */
    public void start() {
        if (!request.choose().isBlank()) {
            new BackgroundTask<>(name(": "), snapshot.image(), this::findAndOutline, this::deliver, also).start();
            return;
        }
        new BackgroundTask<>(name(": "), snapshot.image(), progress ->
                TextSearch.find(snapshot.rgb(), request, progress),
                found -> EventQueue.invokeLater(() -> new DetectionsWindow(title, snapshot, found,
                        which -> outline(found, which)).open()), also).start();
    }

    /** Queues the job, waits for it and delivers. */
    public void await() {
        deliver(new BackgroundTask<>(name(": "), snapshot.image(), this::findAndOutline, this::deliver, also).await());
    }

    private String name(final String part) {
        return title + part + snapshot.title();
    }

    private void outline(final Found found, final List<Integer> which) {
        new BackgroundTask<>(name(" (outlines): "), snapshot.image(), progress -> output(found, which, progress),
                this::deliver, also)
                .start();
    }

    private DetectionOutput findAndOutline(final Progress progress) {
        final Found found = TextSearch.find(snapshot.rgb(), request, progress);
        return output(found, request.chosen(found.detections().size()), progress);
    }

    private DetectionOutput output(final Found found, final List<Integer> which, final Progress progress) {
        final Outlined outlined = TextSearch.outline(snapshot.rgb(), found, which, request, progress);
        found.detector().notes().forEach(progress::note);
        outlined.notes().forEach(progress::note);
        return new DetectionOutput(snapshot, found, outlined, request);
    }

    private void deliver(final DetectionOutput output) {
        output.deliver();
        output.show();
    }
}
