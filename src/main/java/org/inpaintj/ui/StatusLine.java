package org.inpaintj.ui;

import java.awt.GraphicsEnvironment;
import java.awt.KeyEventDispatcher;
import java.awt.KeyboardFocusManager;
import java.awt.event.KeyEvent;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import javax.swing.SwingUtilities;
import javax.swing.Timer;

import ij.IJ;
import ij.ImagePlus;
import ij.WindowManager;

import org.inpaintj.job.Job;
import org.inpaintj.language.Translation;

/**
 * This class shows the job of one image in ImageJ's status line and progress bar, and listens for the Esc key, which
 * cancels it while its image is the active one, or which has none; with Shift it ends the job and keeps what there is.
 */
public final class StatusLine {

    private static final int POLL = 100;
    /** Commands and an engine in brackets may stand before the name of an image. */
    private static final Pattern COMMAND = Pattern.compile("([\\p{L} ]+?)( \\(([^)]*)\\))?: (.*)");
    /** When a job was queued stands behind all else. */
    private static final Pattern QUEUED = Pattern.compile("(.*)(, \\d\\d:\\d\\d(:\\d\\d)?)", Pattern.DOTALL);
    /** What is done with models stands before their names. */
    private static final Pattern TRANSFER = Pattern.compile("(Download|Get|Import|Remove(?! Object)|Verify) (.+)");

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
        said = title(job) + ": " + describe(status) + (status.state().ended() && !status.notes().isEmpty()
                ? ". " + String.join(" ", Translation.messages(status.notes())) : "");
        IJ.showStatus(said);
    }

    /** Between two steps, which may lie minutes apart, the time that is left goes on. */
    private void sayAgain(final Job<?> job) {
        final Job.Status now = job.status();
        if (now.state() == Job.State.RUNNING && !said.equals(title(job) + ": " + describe(now)))
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

    /** What a job is called, with the name of the command at its beginning as windows call it. */
    public static String title(final Job<?> job) {
        return title(job.title());
    }

    /** The same of a title. */
    static String title(final String english) {
        final Matcher command = COMMAND.matcher(english), transfer = TRANSFER.matcher(english);
        if (!transfer.matches() && command.matches()) {
            final String name = Translation.message(command.group(1)), by = command.group(3), of = command.group(4);
            return by == null ? Translation.of("{0}: {1}", name, of)
                    : Translation.of("{0} ({1}): {2}", name, by.equals("outlines") ? Translation.of("outlines") : by,
                            of);
        }
        if (!transfer.matches())
            return UserErrors.title(english);
        return switch (transfer.group(1)) {
            case "Import" -> Translation.of("Import {0}", transfer.group(2));
            case "Remove" -> Translation.of("Remove {0}", transfer.group(2));
            case "Verify" -> Translation.of("Verify {0}", transfer.group(2));
            case "Download" -> Translation.of("Download {0}", transfer.group(2));
            default -> Translation.of("Get {0}", transfer.group(2));
        };
    }

    /** What tells a job from others of the same title: a prompt stays as it was typed. */
    public static String details(final Job<?> job) {
        final Matcher queued = QUEUED.matcher(job.details());
        return queued.matches() ? Translation.message(queued.group(1)) + queued.group(2)
                : Translation.message(job.details());
    }

    /** What a job is doing, in a few words. */
    public static String describe(final Job.Status status) {
        return switch (status.state()) {
            case QUEUED -> status.position() == 1 ? Translation.of("next in the queue")
                    : Translation.of("number {0} in the queue", status.position());
            case RUNNING -> status.cancelling() ? Translation.of("cancelling")
                    : status.finishing() ? Translation.of("finishing early") : running(status);
            case DONE -> status.stopped()
                    ? Translation.of("stopped at step {0} of {1}, done in {2}", status.step(), status.steps(),
                            time(status.elapsed()))
                    : Translation.of("done in {0}", time(status.elapsed()));
            case FAILED -> Translation.of("failed: {0}", Translation.message(status.error()));
            case CANCELLED -> Translation.of("cancelled");
        };
    }

    private static String running(final Job.Status status) {
        return (status.what().isEmpty() ? Translation.of("starting") : Translation.message(status.what()))
                + (status.steps() > 1 ? Translation.of(", step {0} of {1}",
                        Math.min(status.step() + 1, status.steps()), status.steps()) : "")
                + status.left().map(left -> Translation.of(", {0} left",
                        time(Duration.ofSeconds((left.toMillis() + 999) / 1000)))).orElse("");
    }

    /** A time in a few words, such as 3.4 s. */
    public static String time(final Duration duration) {
        final long seconds = Math.round(duration.toMillis() / 1000.0);
        return seconds < 60
                ? Translation.of("{0} s", seconds < 10 && duration.getNano() != 0
                        ? String.valueOf(Math.round(duration.toMillis() / 100.0) / 10.0) : String.valueOf(seconds))
                : Translation.of("{0} min {1} s", seconds / 60, seconds % 60);
    }
}
