package org.inpaintj.cli;

import java.util.List;
import java.util.OptionalInt;

import org.inpaintj.cli.start.EndReport;
import org.inpaintj.cli.start.ExitStatus;
import org.inpaintj.cli.start.ParentWatch;
import org.inpaintj.cli.start.Relaunch;
import org.inpaintj.cli.start.WarmUp;

/** Entry point of {@code java -jar inpaintj.jar}. */
public final class Main {

    private Main() {}

    /** Runs one sub-command and ends the process with its exit status: 0 done, 1 failed, 2 wrong usage. */
    public static void main(final String[] args) {
        final String command = args.length == 0 ? "" : args[0];
        final boolean embedded = embedded(List.of(args));
        if (command.equals("inpaint")) {
            final OptionalInt status = Relaunch.run(List.of(args), embedded);
            if (status.isPresent())
                System.exit(status.getAsInt());
            ParentWatch.start();
        }
        if (!command.equals("demo") && System.getProperty("java.awt.headless") == null)
            System.setProperty("java.awt.headless", "true");
        if (command.equals("inpaint"))
            WarmUp.start(embedded);
        int status = ExitStatus.FAILED;
        try {
            status = Cli.run(List.of(args), System.out, System.err);
        } finally {
            EndReport.write(status);
        }
        WarmUp.awaitAll();
        if (status != Cli.STAYS_OPEN)
            System.exit(status);
    }

    /**
     * True if the command line leaves it to an engine that needs no model, as far as can be told before it is read, and
     * without loading the engines.
     */
    private static boolean embedded(final List<String> arguments) {
        final int option = arguments.indexOf("--engine");
        return option < 0 || option == arguments.size() - 1 || arguments.get(option + 1).equals("auto")
                || arguments.stream().noneMatch(argument -> argument.startsWith("--model"));
    }
}
