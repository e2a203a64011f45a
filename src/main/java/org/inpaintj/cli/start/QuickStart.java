package org.inpaintj.cli.start;

import java.util.List;
import java.util.OptionalInt;

import org.inpaintj.imagej.file.PngFile;

/**
 * The one door to everything that is there for a quick start of the command line: a second Java with fitting options,
 * an archive of its classes, code that is loaded and compiled while the command line is read, an index of the keys, a
 * PNG codec of our own. Results are the same without it. It belongs to the thread that runs {@code main}, which calls
 * {@link #begin} first and {@link #end} last.
 */
public final class QuickStart {

    /** The sub-command whose jobs may be so small that the start matters. */
    private static final String SHORT = "inpaint";
    /** The sub-command that patches ImageJ before it is loaded, and so has nothing loaded here. */
    private static final String PATCHED = "macro";

    private static final String MODEL = "--model";

    private QuickStart() {}

    /**
     * Prepares the process for its job. Ends the process instead, with the job's exit status, if the job has run in a
     * second Java; {@code -Dinpaintj.direct=true} keeps it in this one.
     *
     * @param arguments the command line: the sub-command and its arguments
     */
    public static void begin(final List<String> arguments) {
        final String command = arguments.isEmpty() ? "" : arguments.get(0);
        if (command.equals(SHORT)) {
            final boolean embedded = embedded(arguments);
            final OptionalInt status = Relaunch.run(arguments, embedded);
            if (status.isPresent())
                System.exit(status.getAsInt());
            ParentWatch.start();
            KeyIndex.read();
            WarmUp.start(embedded);
        }
        if (!command.equals(PATCHED))
            PngFile.install(new QuickPng());
    }

    /**
     * Reports how the job has ended, and waits for what was loaded beside it. The process may exit then.
     *
     * @param status the exit status that the process will have
     */
    public static void end(final int status) {
        EndReport.write(status);
        WarmUp.awaitAll();
    }

    /** True if no model is named, so that the embedded engine does the job, as far as can be told so early. */
    static boolean embedded(final List<String> arguments) {
        for (final String argument : arguments)
            if (argument.equals(MODEL) || argument.startsWith(MODEL + '='))
                return false;
        return true;
    }
}
