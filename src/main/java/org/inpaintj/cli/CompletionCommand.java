package org.inpaintj.cli;

import picocli.AutoComplete;
import picocli.CommandLine;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

import org.inpaintj.cli.terminal.Messages;
import org.inpaintj.cli.terminal.Usage;


/**
 * The sub-command {@code completion} prints a script with which a shell completes commands, options and their values.
 */
final class CompletionCommand extends SubCommand {

    @Override
    String description() {
        return "Prints a script for bash or zsh that completes commands and options of 'inpaintj', an alias of java "
                + "-jar inpaintj.jar.";
    }

    @Override
    Usage usage() {
        return Usage.plain("", "completion > inpaintj-completion.sh && source inpaintj-completion.sh");
    }

    @Override
    void declare(final CommandSpec spec, final boolean help) {}

    @Override
    int run(final ParseResult line, final Messages messages) {
        messages.result(AutoComplete.bash("inpaintj", new CommandLine(Cli.root())));
        return ExitCode.OK;
    }
}
