package org.inpaintj.cli;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.PositionalParamSpec;
import picocli.CommandLine.ParseResult;

import org.inpaintj.cli.terminal.Messages;
import org.inpaintj.cli.terminal.Usage;
import org.inpaintj.engine.diffusion.text.StyleLibrary;
import org.inpaintj.enhance.EnhanceKeys;
import org.inpaintj.enhance.PromptEnhancer;

/** The sub-command {@code enhance-prompt TEXT} prints a longer prompt; it has an option for every key. */
final class EnhancePromptCommand extends SubCommand {

    @Override
    String description() {
        return "Adds the words of a style to a prompt, or has a chat model of your own write it, and prints it. It "
                + "paints nothing.";
    }

    @Override
    Usage usage() {
        return new Usage(List.of("TEXT [--style STYLE] [--address URL] [--KEY VALUE]...", "--export FILE.json"),
                List.of("enhance-prompt \"a cat\" --style \"European painting\"",
                        "enhance-prompt \"a cat\" --address http://localhost:11434/v1 --chat llama3.2"));
    }

    @Override
    void declare(final CommandSpec spec, final boolean help) {
        spec.addPositional(PositionalParamSpec.builder().index("0").paramLabel("TEXT").type(String.class)
                .arity("0..1").description("the prompt; --prompt TEXT is the same").build());
        declareQuiet(spec);
        KeyOptions.declare(spec, help, EnhanceKeys.KEYS);
    }

    @Override
    int run(final ParseResult line, final Messages messages) {
        final String text = line.matchedPositionalValue(0, null);
        if (text != null && line.hasMatchedOption("--prompt"))
            throw wrong(line, "TEXT and --prompt are the same: give one of them.");
        final EnhanceKeys asked = KeyOptions.checked(line, () -> {
            final Map<String, String> typed = new LinkedHashMap<>(KeyOptions.typed(line, EnhanceKeys.KEYS, Map.of()));
            if (text != null)
                typed.put("prompt", text);
            return EnhanceKeys.of(typed);
        });
        if (!asked.export().isBlank()) {
            StyleLibrary.copyTo(Path.of(asked.export().strip()));
            if (asked.prompt().isBlank() && asked.style().isBlank()) {
                messages.result("Wrote " + asked.export().strip() + ".");
                return ExitCode.OK;
            }
        }
        messages.result(PromptEnhancer.enhance(asked));
        return ExitCode.OK;
    }
}
