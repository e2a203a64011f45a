package org.inpaintj.ui;

import java.awt.BorderLayout;
import java.awt.Dimension;
import java.awt.FlowLayout;
import java.awt.event.KeyEvent;
import java.awt.event.WindowAdapter;
import java.awt.event.WindowEvent;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Collectors;

import javax.swing.AbstractAction;
import javax.swing.JButton;
import javax.swing.JComponent;
import javax.swing.JFrame;
import javax.swing.JPanel;
import javax.swing.JProgressBar;
import javax.swing.JRootPane;
import javax.swing.JScrollPane;
import javax.swing.JTable;
import javax.swing.JTextArea;
import javax.swing.KeyStroke;
import javax.swing.ListSelectionModel;
import javax.swing.SwingUtilities;
import javax.swing.Timer;
import javax.swing.table.AbstractTableModel;
import javax.swing.table.TableColumnModel;

import ij.WindowManager;

import org.inpaintj.job.Job;
import org.inpaintj.job.JobListener;
import org.inpaintj.job.JobQueue;
import org.inpaintj.language.Translation;

/**
 * This window lists the jobs of the shared queue and the transfers of files, with buttons to cancel them, to finish
 * them early and to run them again. Lives on the event thread.
 */
public final class JobsWindow extends JFrame {

    private static final long serialVersionUID = 1L;
    private static final int REFRESH = 500;
    private static JobsWindow instance;

    private final transient List<JobQueue> queues;
    private final Rows rows = new Rows();
    private final JTable table = new JTable(rows);
    /** All about the selected job, in full. */
    private final JTextArea details = Widgets.details(5, table, Translation.of("The selected job"));
    private final JButton keep = new JButton(Translation.of("Stop and Keep"));
    private final JButton cancel = new JButton(Translation.of("Cancel Job"));
    private final JButton retry = new JButton(Translation.of("Retry"));
    private final transient JobListener listener = job -> SwingUtilities.invokeLater(this::refresh);
    private final Timer clock = new Timer(REFRESH, event -> refresh());

    /**
     * Opens the window, or brings it to the front. Called on any thread.
     *
     * @param keys adds those of the room of help, on the event thread
     */
    public static void open(final Consumer<JRootPane> keys) {
        SwingUtilities.invokeLater(() -> {
            if (instance == null) {
                instance = new JobsWindow(List.of(JobQueue.shared(), JobQueue.transfers()));
                keys.accept(instance.getRootPane());
                WindowManager.addWindow(instance);
                instance.setLocationByPlatform(true);
                instance.setVisible(true);
            }
            instance.toFront();
        });
    }

    private JobsWindow(final List<JobQueue> queues) {
        super(Translation.of("Jobs"));
        this.queues = queues;
        setDefaultCloseOperation(DISPOSE_ON_CLOSE);
        final TableColumnModel columns = table.getColumnModel();
        columns.getColumn(0).setPreferredWidth(230);
        columns.getColumn(1).setPreferredWidth(260);
        columns.getColumn(2).setPreferredWidth(260);
        columns.getColumn(3).setPreferredWidth(90);
        final JProgressBar bar = new JProgressBar();
        bar.setStringPainted(true);
        columns.getColumn(3).setCellRenderer((t, value, selected, focus, row, column) -> {
            bar.setIndeterminate(false);
            bar.setValue((int) value);
            return bar;
        });
        table.setRowHeight(Math.max(table.getRowHeight(), 22));
        table.setSelectionMode(ListSelectionModel.SINGLE_SELECTION);
        table.getSelectionModel().addListSelectionListener(event -> showSelected());
        table.getAccessibleContext().setAccessibleName(Translation.of("Jobs"));

        final JButton clear = new JButton(Translation.of("Clear List"));
        keep.setMnemonic(KeyEvent.VK_K);
        keep.setToolTipText(Translation.of("End the job after the step at hand and keep what it has (Shift+Esc in "
                + "the image)"));
        cancel.setMnemonic(KeyEvent.VK_C);
        retry.setMnemonic(KeyEvent.VK_R);
        clear.setMnemonic(KeyEvent.VK_L);
        keep.addActionListener(event -> selected().requestFinish());
        cancel.addActionListener(event -> selected().cancel());
        retry.addActionListener(event -> selected().retry());
        clear.addActionListener(event -> {
            queues.forEach(JobQueue::forgetEnded);
            refresh();
        });
        onKey(table, KeyEvent.VK_DELETE, cancel::doClick);
        onKey(getRootPane(), KeyEvent.VK_ESCAPE, this::dispose);

        final JPanel buttons = new JPanel(new FlowLayout(FlowLayout.RIGHT));
        buttons.add(keep);
        buttons.add(cancel);
        buttons.add(retry);
        buttons.add(clear);
        final JScrollPane scroll = new JScrollPane(table);
        scroll.setPreferredSize(new Dimension(840, 180));
        final JScrollPane whole = new JScrollPane(details);
        final JPanel south = new JPanel(new BorderLayout());
        south.add(whole, BorderLayout.CENTER);
        south.add(buttons, BorderLayout.SOUTH);
        add(scroll, BorderLayout.CENTER);
        add(south, BorderLayout.SOUTH);
        pack();
        addWindowListener(new WindowAdapter() {
            @Override
            public void windowClosed(final WindowEvent event) {
                clock.stop();
                queues.forEach(queue -> queue.removeListener(listener));
                WindowManager.removeWindow(JobsWindow.this);
                if (instance == JobsWindow.this)
                    instance = null;
            }
        });
        queues.forEach(queue -> queue.addListener(listener));
        clock.start();
        refresh();
    }

    public static void onKey(final JComponent component, final int key, final Runnable action) {
        onKey(component, key, 0, action);
    }

    /** @param modifiers as in {@link java.awt.event.InputEvent} */
    public static void onKey(final JComponent component, final int key, final int modifiers, final Runnable action) {
        component.getInputMap(JComponent.WHEN_ANCESTOR_OF_FOCUSED_COMPONENT)
                .put(KeyStroke.getKeyStroke(key, modifiers), key);
        component.getActionMap().put(key, new AbstractAction() {
            private static final long serialVersionUID = 1L;

            @Override
            public void actionPerformed(final java.awt.event.ActionEvent event) {
                action.run();
            }
        });
    }

    private List<Job<?>> jobs() {
        final List<Job<?>> all = new ArrayList<>();
        queues.forEach(queue -> all.addAll(queue.jobs()));
        return all;
    }

    private Job<?> selected() {
        return rows.jobs.get(table.getSelectedRow());
    }

    private void showSelected() {
        final int row = table.getSelectedRow();
        final Job<?> job = row < 0 || row >= rows.jobs.size() ? null : rows.jobs.get(row);
        final Job.Status status = job == null ? null : job.status();
        final String text = job == null ? jobs().isEmpty()
                ? Translation.of("No jobs: what you inpaint is listed here.") : ""
                : StatusLine.title(job) + "\n" + StatusLine.details(job) + "\n" + StatusLine.describe(status)
                        + status.notes().stream().map(note -> "\n"
                                + Translation.of("Note: {0}", Translation.message(note))).collect(Collectors.joining());
        if (!text.equals(details.getText())) {
            details.setText(text);
            details.setCaretPosition(0);
        }
        final Job.State state = status == null ? null : status.state();
        keep.setEnabled(status != null && status.stopsEarly());
        cancel.setEnabled(state != null && !state.ended());
        retry.setEnabled(status != null && rows.jobs.get(row).canRetry());
    }

    private void refresh() {
        final int row = table.getSelectedRow();
        final Job<?> kept = row < 0 || row >= rows.jobs.size() ? null : rows.jobs.get(row);
        final List<Job<?>> now = jobs();
        if (now.equals(rows.jobs)) {
            if (!now.isEmpty())
                rows.fireTableRowsUpdated(0, now.size() - 1);
        } else {
            rows.jobs = now;
            rows.fireTableDataChanged();
            final int place = kept == null ? now.size() - 1 : now.indexOf(kept);
            if (place >= 0)
                table.setRowSelectionInterval(place, place);
        }
        showSelected();
    }

    private static final class Rows extends AbstractTableModel {

        private static final long serialVersionUID = 1L;
        private transient List<Job<?>> jobs = List.of();

        @Override
        public int getRowCount() {
            return jobs.size();
        }

        @Override
        public int getColumnCount() {
            return 4;
        }

        @Override
        public String getColumnName(final int column) {
            return switch (column) {
                case 0 -> Translation.of("Job");
                case 1 -> Translation.of("What");
                case 2 -> Translation.of("State");
                default -> Translation.of("Progress");
            };
        }

        @Override
        public Object getValueAt(final int row, final int column) {
            final Job<?> job = jobs.get(row);
            final Job.Status status = job.status();
            return switch (column) {
                case 0 -> StatusLine.title(job);
                case 1 -> StatusLine.details(job);
                case 2 -> StatusLine.describe(status);
                default -> status.state() == Job.State.DONE ? 100
                        : status.steps() == 0 ? 0 : 100 * status.step() / status.steps();
            };
        }
    }
}
