package org.inpaintj.cli;

import java.io.PrintStream;
import java.util.concurrent.Callable;

import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;

import org.inpaintj.cli.terminal.Command;
import org.inpaintj.cli.terminal.Messages;
import org.inpaintj.cli.terminal.Terminal;
import org.inpaintj.cli.terminal.Usage;

/**
 * A sub-command is one of the words that {@code inpaintj} takes first, such as {@code inpaint}. It is built without
 * picocli's annotations, because its options come from the keys of a {@link org.inpaintj.params.Parameters}.
 */
abstract class SubCommand {

    /** One sentence for the help. */
    abstract String description();

    /** The forms of its command line without its name, and command lines as examples, for the help. */
    abstract Usage usage();

    /**
     * Adds options and positional parameters.
     *
     * @param help true if the help is to be shown; otherwise what is slow to look up may be left without a description
     */
    abstract void declare(CommandSpec spec, boolean help);

    /**
     * Does the job and waits for it.
     *
     * @param line     what was typed
     * @param messages for results
     * @return the exit status
     */
    abstract int run(ParseResult line, Messages messages) throws Exception;

    /**
     * @param name what the user types
     * @param help true if the help is to be shown
     * @param out  for results
     * @param err  for what else there is to say
     */
    final CommandSpec spec(final String name, final boolean help, final PrintStream out, final PrintStream err) {
        final CommandSpec[] spec = new CommandSpec[1];
        final Callable<Integer> job = () -> {
            final ParseResult line = spec[0].commandLine().getParseResult();
            final Messages messages = new Messages(out, err, line.hasMatchedOption("--quiet"),
                    err == System.err && Terminal.showsErrors());
            try {
                // only then, for macros must find ImageJ unloaded
                if (line.hasMatchedOption("--download"))
                    KeyOptions.fetchModels(line, messages);
                return run(line, messages);
            } catch (final ParameterException e) {
                messages.clear();
                throw e;
            } catch (final Exception | OutOfMemoryError | LinkageError e) {
                messages.error(e);
                return ExitCode.SOFTWARE;
            }
        };
        spec[0] = CommandSpec.wrapWithoutInspection(job).name(name);
        spec[0].addOption(OptionSpec.builder("-h", "--help").usageHelp(true).description("show this help").build());
        declare(spec[0], help);
        if (help)
            usage().show(spec[0], description());
        return spec[0];
    }

    /** One that lies in a room of its own. */
    static SubCommand of(final Command command) {
        return new SubCommand() {
            @Override
            String description() {
                return command.description();
            }

            @Override
            Usage usage() {
                return command.usage();
            }

            @Override
            void declare(final CommandSpec spec, final boolean help) {
                command.declare(spec, help);
            }

            @Override
            int run(final ParseResult line, final Messages messages) throws Exception {
                return command.run(line, messages);
            }
        };
    }

    /** Adds {@code --quiet}, for what takes a while. */
    static void declareQuiet(final CommandSpec spec) {
        spec.addOption(OptionSpec.builder("--quiet").type(boolean.class)
                .description("print nothing but errors: no progress, notes or results").build());
    }

    static PositionalParamSpec file(final int index, final String label, final String help) {
        return PositionalParamSpec.builder().index(String.valueOf(index)).paramLabel(label).type(String.class)
                .required(true).description(help).build();
    }

    static OptionSpec option(final String name, final String label, final String help) {
        return OptionSpec.builder(name).paramLabel(label).type(String.class).description(help).build();
    }

    /** What is wrong with the command line, in a sentence. */
    static ParameterException wrong(final ParseResult line, final String message) {
        return new ParameterException(line.commandSpec().commandLine(), message);
    }
}
