package org.inpaintj.ui.panel;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import javax.swing.BoxLayout;
import javax.swing.JPanel;
import javax.swing.SwingUtilities;

import org.inpaintj.job.Job;
import org.inpaintj.job.JobListener;
import org.inpaintj.job.JobQueue;

/**
 * The jobs of the panel: those that run and wait, and of those that have ended the last one, or those that have failed
 * since. On the event thread.
 */
final class JobList extends JPanel {

    private static final long serialVersionUID = 1L;
    /** Of jobs that have failed. */
    private static final int MOST_FAILED = 3;

    private final transient JobQueue queue;
    private final transient JobListener listener = job -> SwingUtilities.invokeLater(this::refresh);
    private final Map<Job<?>, JobRow> rows = new LinkedHashMap<>();

    JobList(final JobQueue queue) {
        super();
        this.queue = queue;
        setLayout(new BoxLayout(this, BoxLayout.Y_AXIS));
        queue.addListener(listener);
        refresh();
    }

    void close() {
        queue.removeListener(listener);
    }

    /** Shows how the jobs are now. */
    void refresh() {
        final List<Job<?>> now = shown();
        if (!now.equals(new ArrayList<>(rows.keySet()))) {
            final Map<Job<?>, JobRow> before = new LinkedHashMap<>(rows);
            rows.clear();
            removeAll();
            for (final Job<?> job : now) {
                final JobRow row = before.containsKey(job) ? before.get(job) : new JobRow(job, this::refresh);
                rows.put(job, row);
                add(row);
            }
            revalidate();
            repaint();
        }
        rows.values().forEach(JobRow::refresh);
    }

    private List<Job<?>> shown() {
        final List<Job<?>> all = queue.jobs();
        final List<Job<?>> shown = new ArrayList<>();
        int failed = 0;
        for (int i = all.size() - 1; i >= 0; i--) {
            final Job.State state = all.get(i).state();
            final boolean last = i == all.size() - 1;
            if (!state.ended() || last || state == Job.State.FAILED && ++failed <= MOST_FAILED)
                shown.add(0, all.get(i));
            if (state == Job.State.DONE && !last)
                failed = MOST_FAILED;
        }
        return shown;
    }
}
