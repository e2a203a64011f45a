package org.inpaintj.cli;

import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

import org.inpaintj.cli.models.ModelActions;
import org.inpaintj.cli.terminal.Messages;
import org.inpaintj.cli.terminal.Usage;

/** The sub-command {@code models ACTION ...}; nothing else contacts a hub unless a key says {@code download=true}. */
final class ModelsCommand extends SubCommand {

    @Override
    String description() {
        return "Lists the models that InpaintJ knows by name, and fetches, imports, verifies and removes them; fetches "
                + "files from Hugging Face, ModelScope, Civitai or an address into a folder. What broke off goes on "
                + "from where it was.";
    }

    @Override
    Usage usage() {
        return ModelActions.usage();
    }

    @Override
    void declare(final CommandSpec spec, final boolean help) {
        ModelActions.declare(spec);
        declareQuiet(spec);
    }

    @Override
    int run(final ParseResult line, final Messages messages) {
        return ModelActions.run(line, messages);
    }
}
