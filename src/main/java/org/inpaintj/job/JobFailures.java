package org.inpaintj.job;

import org.inpaintj.core.InpaintException;

/** This class says what to tell the user about an error that ended a job. */
public final class JobFailures {

    private JobFailures() {}

    public static String describe(final String title, final Throwable error) {
        if (error instanceof InpaintException)
            return error.getMessage();
        if (error instanceof OutOfMemoryError)
            return "Out of memory in '" + title + "': select a smaller region, close other images, or raise the limit "
                    + "in Edit > Options > Memory & Threads.";
        if (error instanceof LinkageError)
            return "A library could not be loaded in '" + title + "' (" + cause(error)
                    + "): install the plugin again with all its libraries; Device Report says which one is missing.";
        return "Unexpected error in '" + title + "' (" + cause(error) + "): please report it with the log.";
    }

    private static String cause(final Throwable error) {
        final String message = error.getMessage();
        return error.getClass().getSimpleName()
                + (message == null ? "" : ": " + message.lines().findFirst().orElse(""));
    }
}
