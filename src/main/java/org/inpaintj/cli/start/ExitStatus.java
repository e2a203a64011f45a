package org.inpaintj.cli.start;

/** What the command line returns to the shell. */
public final class ExitStatus {

    /** The job is done. */
    public static final int DONE = 0;
    /** The job could not be done. */
    public static final int FAILED = 1;
    /** The command line is wrong; nothing was tried. */
    public static final int USAGE = 2;

    private ExitStatus() {}
}
