package org.inpaintj.ui.panel;

import java.awt.BorderLayout;
import java.awt.FlowLayout;

import javax.swing.BorderFactory;
import javax.swing.JButton;
import javax.swing.JComponent;
import javax.swing.JPanel;
import javax.swing.JProgressBar;
import javax.swing.JTextArea;

import org.inpaintj.job.Job;
import org.inpaintj.language.Translation;
import org.inpaintj.ui.ReadableColour;
import org.inpaintj.ui.StatusLine;
import org.inpaintj.ui.WindowScale;

/** One job in the panel: what it is, how far it is, and buttons that end it. On the event thread. */
final class JobRow extends JPanel {

    private static final long serialVersionUID = 1L;
    private static final int GAP = 2;

    private final transient Job<?> job;
    private final JProgressBar bar = new JProgressBar(0, 100);
    private final JTextArea said = PanelParts.words();
    private final JButton keep = new JButton(Translation.of("Stop and Keep"));
    private final JButton cancel = new JButton(Translation.of("Cancel"));

    JobRow(final Job<?> job, final Runnable changed) {
        super(new BorderLayout(GAP, GAP));
        this.job = job;
        setName("job " + job.id());
        setBorder(BorderFactory.createEmptyBorder(2 * GAP, 0, 2 * GAP, 0));
        bar.getAccessibleContext().setAccessibleName(job.title());
        keep.setToolTipText(Translation.of("End the job after the step at hand and keep what it has (Shift+Esc in the "
                + "image)"));
        cancel.setToolTipText(Translation.of("Cancel the job (Esc in the image)"));
        keep.addActionListener(event -> job.requestFinish());
        cancel.addActionListener(event -> {
            job.cancel();
            changed.run();
        });
        final JPanel buttons = new JPanel(new FlowLayout(FlowLayout.RIGHT, GAP, 0));
        buttons.add(keep);
        buttons.add(cancel);
        final JComponent south = new JPanel(new BorderLayout());
        south.add(bar, BorderLayout.CENTER);
        south.add(buttons, BorderLayout.EAST);
        add(said, BorderLayout.CENTER);
        add(south, BorderLayout.SOUTH);
        WindowScale.apply(this);
        refresh();
    }

    Job<?> job() {
        return job;
    }

    /** Shows how it is now. */
    void refresh() {
        final Job.Status now = job.status();
        PanelParts.say(said, job.title() + ": " + StatusLine.describe(now));
        said.setForeground(now.state() == Job.State.FAILED ? ReadableColour.red(getBackground()) : getForeground());
        final boolean runs = !now.state().ended();
        bar.setVisible(runs);
        bar.setIndeterminate(now.state() == Job.State.RUNNING && now.steps() == 0);
        bar.setValue(now.steps() == 0 ? 0 : 100 * now.step() / now.steps());
        keep.setVisible(runs && now.stopsEarly());
        cancel.setVisible(runs);
        cancel.setEnabled(!now.cancelling());
    }
}
