package org.inpaintj.cli;

import java.util.List;

import picocli.CommandLine.ExitCode;

import org.inpaintj.cli.start.QuickStart;
import org.inpaintj.cli.terminal.Terminal;
import org.inpaintj.engine.remote.SecretPrompt;

/** This class is the entry point of {@code java -jar inpaintj.jar}. */
public final class Main {

    private Main() {}

    /** Runs one sub-command and ends the process with its {@link ExitCode}: 0 done, 1 failed, 2 wrong usage. */
    public static void main(final String[] args) {
        final List<String> arguments = List.of(args);
        // the demo shows windows where it can
        final boolean windows = !arguments.isEmpty() && arguments.get(0).equals("demo");
        if (!windows && System.getProperty("java.awt.headless") == null)
            System.setProperty("java.awt.headless", "true");
        QuickStart.begin(arguments);
        SecretPrompt.use(Terminal::password);
        int status = ExitCode.SOFTWARE;
        try {
            status = Cli.run(arguments, System.out, System.err);
        } finally {
            QuickStart.end(status);
        }
        if (status != Cli.STAYS_OPEN)
            System.exit(status);
    }
}
