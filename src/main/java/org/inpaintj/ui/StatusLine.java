package org.inpaintj.ui;

import java.awt.GraphicsEnvironment;
import java.awt.KeyEventDispatcher;
import java.awt.KeyboardFocusManager;
import java.awt.event.KeyEvent;
import java.time.Duration;

import javax.swing.SwingUtilities;
import javax.swing.Timer;

import ij.IJ;
import ij.ImagePlus;
import ij.WindowManager;

import org.inpaintj.job.Job;

/**
 * This class shows the job of one image in ImageJ's status line and progress bar, and listens for the Esc key, which
 * cancels it while its image is the active one, or which has none; with Shift it ends the job and keeps what there is.
 */
public final class StatusLine {

    private static final int POLL = 100;

    private final ImagePlus image;
    private Timer escape;
    private boolean shift;
    private volatile String said = "";
    private final KeyEventDispatcher keys = event -> {
        if (event.getID() == KeyEvent.KEY_PRESSED && event.getKeyCode() == KeyEvent.VK_ESCAPE)
            shift = event.isShiftDown();
        return false;
    };

    /** @param image null if there is none */
    public StatusLine(final ImagePlus image) {
        this.image = image;
    }

    /** Called on any thread. */
    public void show(final Job<?> job, final Job.Status status) {
        say(job, status);
        if (status.state().ended())
            IJ.showProgress(1.0);
        else if (status.state() == Job.State.RUNNING && status.steps() > 0)
            // 0 and 1 would hide the bar
            IJ.showProgress(Math.min(0.99, Math.max(0.01, (double) status.step() / status.steps())));
        if (!GraphicsEnvironment.isHeadless() && IJ.getInstance() != null)
            SwingUtilities.invokeLater(() -> listen(job));
    }

    private void say(final Job<?> job, final Job.Status status) {
        said = job.title() + ": " + describe(status) + (status.state().ended() && !status.notes().isEmpty()
                ? ". " + String.join(" ", status.notes()) : "");
        IJ.showStatus(said);
    }

    /** Between two steps, which may lie minutes apart, the time that is left goes on. */
    private void sayAgain(final Job<?> job) {
        final Job.Status now = job.status();
        if (now.state() == Job.State.RUNNING && !said.equals(job.title() + ": " + describe(now)))
            say(job, now);
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
                sayAgain(job);
                if (IJ.escapePressed() && (image == null || WindowManager.getCurrentImage() == image)) {
                    IJ.resetEscape();
                    if (shift)
                        job.requestFinish();
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
    public static String describe(final Job.Status status) {
        return switch (status.state()) {
            case QUEUED -> status.position() == 1 ? "next in the queue"
                    : "number " + status.position() + " in the queue";
            case RUNNING -> status.cancelling() ? "cancelling" : status.finishing() ? "finishing early"
                    : running(status);
            case DONE -> (status.stopped() ? "stopped at step " + status.step() + " of " + status.steps() + ", " : "")
                    + "done in " + time(status.elapsed());
            case FAILED -> "failed: " + status.error();
            case CANCELLED -> "cancelled";
        };
    }

    private static String running(final Job.Status status) {
        return (status.what().isEmpty() ? "starting" : status.what())
                + (status.steps() > 1 ? ", step " + Math.min(status.step() + 1, status.steps()) + " of "
                        + status.steps() : "")
                + status.left().map(left -> ", " + time(Duration.ofSeconds((left.toMillis() + 999) / 1000)) + " left")
                .orElse("");
    }

    /** A time in a few words, such as 3.4 s. */
    public static String time(final Duration duration) {
        final long seconds = Math.round(duration.toMillis() / 1000.0);
        return seconds < 60
                ? (seconds < 10 && duration.getNano() != 0 ? Math.round(duration.toMillis() / 100.0) / 10.0 + " s"
                : seconds + " s")
                : seconds / 60 + " min " + seconds % 60 + " s";
    }
}
