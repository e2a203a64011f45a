package org.inpaintj.ui;

import java.awt.GraphicsEnvironment;
import java.awt.KeyEventDispatcher;
import java.awt.KeyboardFocusManager;
import java.awt.event.KeyEvent;
import java.time.Duration;

import javax.swing.SwingUtilities;
import javax.swing.Timer;

import org.inpaintj.job.Job;

import ij.IJ;
import ij.ImagePlus;
import ij.WindowManager;

/**
 * ImageJ's status line and progress bar for the job of one image, and the Esc key, which cancels it while its image is
 * the active one, or which has none; with Shift it ends the job and keeps what there is.
 */
final class StatusLine {

    private static final int POLL = 100;

    private final ImagePlus image;
    private Timer escape;
    private boolean shift;
    private final KeyEventDispatcher keys = event -> {
        if (event.getID() == KeyEvent.KEY_PRESSED && event.getKeyCode() == KeyEvent.VK_ESCAPE)
            shift = event.isShiftDown();
        return false;
    };

    /** @param image null if there is none */
    StatusLine(final ImagePlus image) {
        this.image = image;
    }

    /** Called on any thread. */
    void show(final Job<?> job, final Job.Status status) {
        switch (status.state()) {
            case QUEUED -> IJ.showStatus(job.title() + ": " + describe(status));
            case RUNNING -> {
                IJ.showStatus(job.title() + ": " + describe(status));
                if (status.steps() > 0)
                    // 0 and 1 would hide the bar
                    IJ.showProgress(Math.min(0.99, Math.max(0.01, (double) status.step() / status.steps())));
            }
            default -> {
                IJ.showStatus(job.title() + ": " + describe(status));
                IJ.showProgress(1.0);
            }
        }
        if (!GraphicsEnvironment.isHeadless() && IJ.getInstance() != null)
            SwingUtilities.invokeLater(() -> listen(job));
    }

    /**
     * ImageJ sends every key of its windows to one place, which only keeps a flag: so it is asked now and then. By then
     * Shift may be up again, so that is noted when Esc is pressed.
     */
    private void listen(final Job<?> job) {
        final boolean running = job.state() == Job.State.RUNNING;
        if (running && escape == null) {
            IJ.resetEscape();
            escape = new Timer(POLL, event -> {
                if (IJ.escapePressed() && (image == null || WindowManager.getCurrentImage() == image)) {
                    IJ.resetEscape();
                    if (shift)
                        job.enough();
                    else
                        job.cancel();
                }
            });
            escape.start();
            KeyboardFocusManager.getCurrentKeyboardFocusManager().addKeyEventDispatcher(keys);
        } else if (!running && escape != null) {
            escape.stop();
            KeyboardFocusManager.getCurrentKeyboardFocusManager().removeKeyEventDispatcher(keys);
            escape = null;
        }
    }

    /** What a job is doing, in a few words. */
    static String describe(final Job.Status status) {
        return switch (status.state()) {
            case QUEUED -> status.position() == 1 ? "next in the queue" : "number " + status.position() + " in the queue";
            case RUNNING -> status.cancelling() ? "cancelling" : status.finishing() ? "finishing early" : (status.what().isEmpty() ? "starting" : status.what())
                    + (status.steps() > 1 ? ", step " + Math.min(status.step() + 1, status.steps()) + " of "
                            + status.steps() : "")
                    + status.left().map(left -> ", " + time(left) + " left").orElse("");
            case DONE -> "done in " + time(status.elapsed());
            case FAILED -> "failed: " + status.error();
            case CANCELLED -> "cancelled";
        };
    }

    static String time(final Duration duration) {
        final long seconds = Math.round(duration.toMillis() / 1000.0);
        return seconds < 60 ? (seconds < 10 ? Math.round(duration.toMillis() / 100.0) / 10.0 + " s" : seconds + " s")
                : seconds / 60 + " min " + seconds % 60 + " s";
    }
}
