package org.inpaintj.ui;

import java.awt.BorderLayout;
import java.awt.EventQueue;
import java.awt.FlowLayout;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import javax.swing.BorderFactory;
import javax.swing.JButton;
import javax.swing.JDialog;
import javax.swing.JLabel;
import javax.swing.JPanel;
import javax.swing.Timer;

import ij.IJ;
import ij.ImageListener;
import ij.ImagePlus;
import ij.Macro;
import ij.macro.Interpreter;

import org.inpaintj.job.Job;
import org.inpaintj.language.Translation;

/**
 * This listener asks what is to become of the jobs of an image that a user closes; until there is an answer they go on.
 * ImageJ lets nobody keep an image from being closed, so that is asked afterwards. Macros and scripts are not asked.
 */
final class ClosedImages implements ImageListener {

    private static final int POLL = 300, GAP = 12;
    private static final ClosedImages INSTANCE = new ClosedImages();

    /** Those that wait or run; guarded by itself. */
    private final Map<Job<?>, ImagePlus> jobs = new LinkedHashMap<>();

    private ClosedImages() {
        ImagePlus.addImageListener(this);
    }

    /** Called at each change of a job that brings its result to an image. */
    static void watch(final Job<?> job, final ImagePlus image) {
        synchronized (INSTANCE.jobs) {
            if (job.state().ended())
                INSTANCE.jobs.remove(job);
            else
                INSTANCE.jobs.put(job, image);
        }
    }

    private List<Job<?>> of(final ImagePlus image) {
        synchronized (jobs) {
            final List<Job<?>> own = new ArrayList<>();
            jobs.forEach((job, of) -> {
                if (of == image && !job.status().cancelling())
                    own.add(job);
            });
            return own;
        }
    }

    @Override
    public void imageClosed(final ImagePlus image) {
        final List<Job<?>> own = of(image);
        if (own.isEmpty() || IJ.getInstance() == null || IJ.getInstance().quitting() || Interpreter.isBatchMode()
                || IJ.isMacro() || Macro.getOptions() != null)
            return;
        final String title = image.getTitle();
        EventQueue.invokeLater(() -> ask(title, own));
    }

    private static void ask(final String title, final List<Job<?>> jobs) {
        final JDialog dialog = new JDialog(IJ.getInstance(), Translation.of("Jobs of a Closed Image"));
        final boolean one = jobs.size() == 1;
        final JLabel text = new JLabel("<html><div width=300>" + (one
                ? Translation.of("'{0}' is closed, and a job of it is not done. Its result would come as a new image.",
                        html(title))
                : Translation.of("'{0}' is closed, and {1} jobs of it are not done. Each result would come as a new "
                        + "image.", html(title), jobs.size())) + "</div></html>");
        text.setBorder(BorderFactory.createEmptyBorder(GAP, GAP, 0, GAP));
        final JButton cancel = new JButton(Translation.of(one ? "Cancel It" : "Cancel Them")),
                finish = new JButton(Translation.of(one ? "Let It Finish" : "Let Them Finish"));
        cancel.addActionListener(event -> {
            jobs.forEach(Job::cancel);
            dialog.dispose();
        });
        finish.addActionListener(event -> dialog.dispose());
        final JPanel buttons = new JPanel(new FlowLayout(FlowLayout.RIGHT));
        buttons.add(cancel);
        buttons.add(finish);
        dialog.add(text, BorderLayout.CENTER);
        dialog.add(buttons, BorderLayout.SOUTH);
        dialog.getRootPane().setDefaultButton(finish);
        dialog.setDefaultCloseOperation(JDialog.DISPOSE_ON_CLOSE);
        dialog.pack();
        dialog.setLocationRelativeTo(null);
        // ImageJ brings another window to the front when an image is closed
        dialog.setAlwaysOnTop(true);
        finish.requestFocusInWindow();
        final Timer clock = new Timer(POLL, null);
        clock.addActionListener(event -> {
            if (jobs.stream().allMatch(job -> job.state().ended()))
                dialog.dispose();
            if (!dialog.isDisplayable())
                clock.stop();
        });
        clock.start();
        dialog.setVisible(true);
    }

    private static String html(final String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;");
    }

    @Override
    public void imageOpened(final ImagePlus image) {}

    @Override
    public void imageUpdated(final ImagePlus image) {}
}
