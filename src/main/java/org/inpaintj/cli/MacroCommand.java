package org.inpaintj.cli;

import java.io.IOException;
import java.nio.charset.MalformedInputException;
import java.nio.file.Files;
import java.nio.file.Path;

import net.imagej.patcher.LegacyInjector;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.PositionalParamSpec;
import picocli.CommandLine.ParseResult;

import org.inpaintj.cli.file.EngineJars;
import org.inpaintj.cli.macro.HeadlessMacro;
import org.inpaintj.cli.terminal.Messages;
import org.inpaintj.cli.terminal.Usage;
import org.inpaintj.core.InpaintException;

/**
 * The sub-command {@code macro} runs an ImageJ macro without a window. This class refers to nothing of ImageJ itself,
 * which is patched before it is loaded.
 */
final class MacroCommand extends SubCommand {

    @Override
    String description() {
        return "Runs an ImageJ macro without a window. Recorded lines replay unchanged.";
    }

    @Override
    Usage usage() {
        return Usage.plain("FILE.ijm [ARGUMENT]", "macro Inpaint_Folder.ijm /data/images");
    }

    @Override
    void declare(final CommandSpec spec, final boolean help) {
        spec.addPositional(file(0, "FILE.ijm", "the macro"));
        spec.addPositional(PositionalParamSpec.builder().index("1").paramLabel("ARGUMENT").type(String.class)
                .required(false).arity("0..1").description("what getArgument() returns; may be left out").build());
        EngineJars.declare(spec);
    }

    @Override
    int run(final ParseResult line, final Messages messages) {
        final String macro = read(Path.of(line.<String>matchedPositionalValue(0, "")));
        // plain ImageJ has no command table without a display and its dialogs cannot be made; the patches that Fiji
        // uses give it both
        new LegacyInjector().injectHooks(MacroCommand.class.getClassLoader(), true);
        return HeadlessMacro.run(macro, line.<String>matchedPositionalValue(1, "")) ? ExitCode.OK : ExitCode.SOFTWARE;
    }

    private static String read(final Path path) {
        if (!Files.exists(path))
            throw new InpaintException("There is no macro file '" + path + "'.");
        try {
            return Files.readString(path);
        } catch (final MalformedInputException e) {
            throw new InpaintException("The macro '" + path + "' is not a text file in UTF-8.", e);
        } catch (final IOException e) {
            throw new InpaintException("The macro '" + path + "' cannot be read: check that it is a file and its "
                    + "permissions.", e);
        }
    }
}
