package org.inpaintj.cli.terminal;

import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/** A sub-command that lies in a room of its own; its methods are those of {@code SubCommand}. */
public interface Command {

    /** One sentence for the help. */
    String description();

    /** The forms of its command line without its name, and command lines as examples, for the help. */
    Usage usage();

    /**
     * Adds options and positional parameters.
     *
     * @param help true if the help is to be shown
     */
    void declare(CommandSpec spec, boolean help);

    /**
     * Does the job and waits for it.
     *
     * @return the exit status
     */
    int run(ParseResult line, Messages messages) throws Exception;
}
