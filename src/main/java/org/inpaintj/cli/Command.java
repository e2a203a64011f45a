package org.inpaintj.cli;

import java.io.PrintStream;
import java.util.concurrent.Callable;

import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;
import picocli.CommandLine.ParseResult;

/** One sub-command. Built without annotations, because its options come from the vocabulary. */
abstract class Command {

    /** One sentence for the help. */
    abstract String description();

    /**
     * Adds options and positional parameters.
     *
     * @param help true if the help is to be shown; otherwise what is slow to look up may be left without a description
     */
    abstract void declare(CommandSpec spec, boolean help);

    /**
     * Does the job and waits for it.
     *
     * @param line what was typed
     * @param out  for results
     * @return the exit status
     */
    abstract int run(ParseResult line, PrintStream out) throws Exception;

    /**
     * @param name what the user types
     * @param help true if the help is to be shown
     * @param out  for results
     */
    final CommandSpec spec(final String name, final boolean help, final PrintStream out) {
        final CommandSpec[] spec = new CommandSpec[1];
        final Callable<Integer> job = () -> run(spec[0].commandLine().getParseResult(), out);
        spec[0] = CommandSpec.wrapWithoutInspection(job).name(name);
        spec[0].usageMessage().description(description()).autoWidth(false);
        spec[0].addOption(OptionSpec.builder("-h", "--help").usageHelp(true).description("show this help").build());
        declare(spec[0], help);
        return spec[0];
    }

    static PositionalParamSpec file(final int index, final String label, final String help) {
        return PositionalParamSpec.builder().index(String.valueOf(index)).paramLabel(label).type(String.class)
                .required(true).description(help).build();
    }

    static OptionSpec option(final String name, final String label, final boolean required, final String help) {
        return OptionSpec.builder(name).paramLabel(label).type(String.class).required(required).description(help)
                .build();
    }
}
