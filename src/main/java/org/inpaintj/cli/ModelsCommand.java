package org.inpaintj.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParseResult;

import org.inpaintj.cli.terminal.Messages;
import org.inpaintj.cli.terminal.Usage;
import org.inpaintj.core.InpaintException;
import org.inpaintj.core.Progress;
import org.inpaintj.model.download.DownloadSettings;
import org.inpaintj.model.download.Downloader;
import org.inpaintj.model.download.Hub;

/**
 * The sub-command {@code models get SOURCE --out FOLDER} fetches the files of a model, and nothing else contacts a hub.
 * What broke off goes on where it was when the same is typed again.
 */
final class ModelsCommand extends SubCommand {

    @Override
    String description() {
        return "Fetches the files of a model from Hugging Face, ModelScope, Civitai or an address into a folder; what "
                + "broke off goes on from where it was. Look at the model's licence on its page first.";
    }

    @Override
    Usage usage() {
        return new Usage(List.of("get SOURCE --out FOLDER [--pickle]"),
                List.of("models get hf:stabilityai/sdxl-turbo:sd_xl_turbo_1.0_fp16.safetensors --out models"));
    }

    @Override
    void declare(final CommandSpec spec, final boolean help) {
        spec.addPositional(file(0, "get", "what is to be done"));
        spec.addPositional(file(1, "SOURCE", "hf:OWNER/NAME[@REVISION][:FILE or GLOB], modelscope: the same, "
                + "civitai:VERSION, or an https address"));
        spec.addOption(OptionSpec.builder("--out").paramLabel("FOLDER").type(String.class).required(true)
                .description("the folder for the files, made if need be").build());
        spec.addOption(OptionSpec.builder("--pickle").type(boolean.class)
                .description("also files in which Python would find programs (.ckpt .pt .pth .bin); nothing in them "
                        + "runs here").build());
        declareQuiet(spec);
    }

    @Override
    int run(final ParseResult line, final Messages messages) {
        final String action = line.matchedPositionalValue(0, ""), source = line.matchedPositionalValue(1, "");
        if (!action.equals("get"))
            throw wrong(line, "There is no 'models " + action + "': type models get SOURCE --out FOLDER.");
        final Path folder = Path.of(line.matchedOptionValue("--out", ""));
        final Downloader downloader =
                new Downloader(DownloadSettings.NORMAL.withPickle(line.hasMatchedOption("--pickle")));
        messages.starting();
        messages.work("inpaintj: " + source, progress -> fetch(source, folder, downloader, progress))
                .forEach(file -> messages.result(file.toString()));
        return ExitCode.OK;
    }

    private static List<Path> fetch(final String source, final Path folder, final Downloader downloader,
            final Progress progress) {
        try {
            return downloader.fetch(Hub.list(source, downloader), folder, progress);
        } catch (final IOException e) {
            throw new InpaintException("The files could not be written to " + folder + " (" + e.getMessage()
                    + "); check the permissions of the folder.", e);
        }
    }
}
