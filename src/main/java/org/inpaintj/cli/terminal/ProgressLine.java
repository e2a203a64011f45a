package org.inpaintj.cli.terminal;

import java.io.PrintStream;
import java.time.Duration;
import java.util.Locale;

import org.inpaintj.job.Job;

/** A progress line is one line of a terminal that is written again and again. Not thread-safe. */
public final class ProgressLine {

    /** Longer lines would wrap in a terminal of the usual width, and then not be overwritten. */
    private static final int WIDTH = 79;

    private final PrintStream err;
    private String shown = "";

    /** On a stream that a terminal shows. */
    public ProgressLine(final PrintStream err) {
        this.err = err;
    }

    /** Writes it over what was shown before. */
    public void show(final String text) {
        final String line = text.length() <= WIDTH ? text : text.substring(0, WIDTH - 3) + "...";
        if (line.equals(shown))
            return;
        err.print("\r" + line + " ".repeat(Math.max(0, shown.length() - line.length())));
        err.flush();
        shown = line;
    }

    /** Takes it away, so that something else can be printed. */
    public void clear() {
        if (!shown.isEmpty()) {
            err.print("\r" + " ".repeat(shown.length()) + "\r");
            err.flush();
        }
        shown = "";
    }

    /** What to show of a job: step, percent, the time left if it is known, and what it does. */
    public static String of(final String title, final Job.Status status) {
        if (status.steps() == 0)
            return title + ": starting";
        return title + String.format(Locale.ROOT, ": step %d of %d, %d %%", Math.min(status.step() + 1, status.steps()),
                status.steps(), 100L * status.step() / status.steps())
                + status.left().map(left -> ", " + time(left) + " left").orElse("")
                + (status.what().isEmpty() ? "" : ": " + status.what());
    }

    private static String time(final Duration time) {
        final long seconds = time.toSeconds();
        if (seconds < 60)
            return Math.max(1, seconds) + " s";
        return seconds < 3600 ? seconds / 60 + " min " + seconds % 60 + " s"
                : seconds / 3600 + " h " + seconds / 60 % 60
                + " min";
    }
}
