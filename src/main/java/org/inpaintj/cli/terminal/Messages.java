package org.inpaintj.cli.terminal;

import java.io.PrintStream;
import java.nio.file.InvalidPathException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

import org.inpaintj.core.CancelledException;
import org.inpaintj.core.InpaintException;
import org.inpaintj.core.Progress;
import org.inpaintj.job.Job;
import org.inpaintj.job.JobQueue;
import org.inpaintj.job.JobWork;

/**
 * A sub-command speaks to the user through this class: results go to the standard output, notes and errors of one line
 * each go to the standard error, and there too goes, where somebody watches, how far the work is.
 */
public final class Messages {

    private static final int LOOK_MILLISECONDS = 200;

    private final PrintStream out, err;
    private final boolean quiet;
    /** Null where nobody watches. */
    private final ProgressLine line;

    /**
     * @param quiet   true to say nothing but errors
     * @param watched true if the standard error is a terminal
     */
    public Messages(final PrintStream out, final PrintStream err, final boolean quiet, final boolean watched) {
        this.out = out;
        this.err = err;
        this.quiet = quiet;
        line = watched && !quiet ? new ProgressLine(err) : null;
    }

    /** Shows at once that something is being done. */
    public void starting() {
        if (line != null)
            line.show("inpaintj: starting");
    }

    public void result(final String text) {
        clear();
        if (!quiet)
            out.println(text);
    }

    /** A full sentence that the user should know, though the job is done. */
    public void note(final String sentence) {
        clear();
        if (!quiet)
            err.println("inpaintj: note: " + sentence);
    }

    /** Why something could not be done. */
    public void error(final Throwable error) {
        error("", error);
    }

    /** @param about what could not be done, followed by a colon and a space; or nothing */
    public void error(final String about, final Throwable error) {
        clear();
        final String start = "inpaintj: " + about;
        if (error instanceof InpaintException)
            err.println(start + oneLine(error.getMessage()));
        else if (error instanceof CancelledException)
            err.println(start + "Cancelled: nothing was written.");
        else if (error instanceof InvalidPathException path)
            err.println(start + "'" + oneLine(path.getInput()) + "' cannot be the name of a file ("
                    + path.getReason() + ").");
        else if (error instanceof OutOfMemoryError)
            err.println(start + "Java's memory of " + (Runtime.getRuntime().maxMemory() >> 20) + " MB is used up: "
                    + "select a smaller region, or give it more with java -Xmx8g -jar ...");
        else if (error instanceof LinkageError)
            err.println(start + "A library could not be loaded: " + oneLine(String.valueOf(error)));
        else {
            err.println(start + "Unexpected error; please report it with these lines:");
            error.printStackTrace(err);
        }
    }

    public static String oneLine(final String message) {
        return String.valueOf(message).lines().map(String::trim).filter(l -> !l.isEmpty())
                .collect(Collectors.joining(" "));
    }

    /** Takes the progress off the terminal. */
    public void clear() {
        if (line != null)
            line.clear();
    }

    /** The same of work whose notes are shown as they come. */
    public <T> T notedWork(final String title, final JobWork<T> work) {
        return work(title, progress -> work.run(new NotedProgress(progress, this)));
    }

    /**
     * Does a piece of work and waits for it; where somebody watches, shows how far it is.
     *
     * @param title what it is called there
     */
    public <T> T work(final String title, final JobWork<T> work) {
        if (line == null)
            return work.run(Progress.NONE);
        line.show(title + ": starting");
        final CountDownLatch ended = new CountDownLatch(1);
        final Job<T> job = JobQueue.shared().submit(title, work, changed -> {
            if (changed.state().ended())
                ended.countDown();
        });
        try {
            while (!ended.await(LOOK_MILLISECONDS, TimeUnit.MILLISECONDS))
                line.show(ProgressLine.of(title, job.status()));
        } catch (final InterruptedException e) {
            Thread.currentThread().interrupt();
            job.cancel();
        }
        clear();
        // what the queue says of an error is meant for windows
        job.error().filter(Error.class::isInstance).ifPresent(error -> {
            throw (Error) error;
        });
        job.error().filter(RuntimeException.class::isInstance).ifPresent(error -> {
            throw (RuntimeException) error;
        });
        return job.await();
    }
}
