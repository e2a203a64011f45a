package org.inpaintj.cli.start;

import java.util.Optional;

import picocli.CommandLine.ExitCode;

/**
 * Ends the second Java when the first is gone: who kills the command expects that nothing is written any more. The
 * system tells a process when its child ends, but not when its parent does; hence it looks.
 */
final class ParentWatch {

    /** Set in the second Java: the number of the first process. */
    private static final String PROPERTY = "inpaintj.parent";
    private static final long MILLISECONDS = 200;

    private ParentWatch() {}

    /** The option that has the second Java watch this one. */
    static String option() {
        return "-D" + PROPERTY + "=" + ProcessHandle.current().pid();
    }

    /** True in the second Java. */
    static boolean isSecond() {
        return System.getProperty(PROPERTY) != null;
    }

    /** In the second Java: watches from now on. */
    static void start() {
        if (!isSecond())
            return;
        final Thread watch = new Thread(ParentWatch::watch, "watch the first Java");
        watch.setDaemon(true);
        watch.start();
    }

    private static void watch() {
        final long first = Long.getLong(PROPERTY);
        try {
            do
                Thread.sleep(MILLISECONDS);
            while (isParent(first));
        } catch (final InterruptedException e) {
            return;
        }
        EndReport.drop();
        // what else has to be cleaned up is cleaned up by the shutdown hooks
        System.exit(ExitCode.SOFTWARE);
    }

    /** By the parent that the system names, for a dead process may be listed until its own parent has asked for it. */
    private static boolean isParent(final long pid) {
        final Optional<ProcessHandle> parent = ProcessHandle.current().parent();
        return parent.isPresent() && parent.get().pid() == pid;
    }
}
