package org.inpaintj.cli;

import java.util.List;

/** Entry point of {@code java -jar inpaintj.jar}. */
public final class Main {

    private Main() {}

    /** Runs one sub-command and ends the process with its exit status: 0 done, 1 failed, 2 wrong usage. */
    public static void main(final String[] args) {
        final boolean mayShowWindows = args.length > 0 && args[0].equals("demo");
        if (!mayShowWindows && System.getProperty("java.awt.headless") == null)
            System.setProperty("java.awt.headless", "true");
        final int status = Cli.run(List.of(args), System.out, System.err);
        if (status != Cli.STAYS_OPEN)
            System.exit(status);
    }
}
