package org.inpaintj.cli;

import static org.inpaintj.model.library.ProgramTrees.put;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine.ExitCode;

import org.inpaintj.model.library.LibraryFolders;
import org.inpaintj.model.library.ModelLibrary;

/** The list of folders of models on the command line. */
class FoldersCommandTest {

    @TempDir
    Path folder;

    @Test
    void foldersAreAddedListedAndRemoved() throws IOException {
        final Path ui = Files.createDirectories(folder.resolve("ComfyUI"));
        Files.createDirectories(ui.resolve("models/checkpoints"));
        final Path lora = put("loras/kohya.safetensors", ui.resolve("models/loras/ink.safetensors"));
        final Path settings = folder.resolve("config/model-folders.json");
        try (ModelLibrary.Use use = ModelLibrary.use(new ModelLibrary(
                new LibraryFolders(Optional.of(settings), name -> null), Optional.empty()))) {
            assertEquals(List.of("There are no folders of models: type models folders add FOLDER."),
                    CliRun.of("models", "folders").done().notes());
            assertEquals(ui + " (ComfyUI)", CliRun.of("models", "folders", "add", ui).done().out().strip());
            final CliRun listed = CliRun.of("models", "folders").done();
            assertEquals(List.of("ink", "lora", "Stable Diffusion 1", lora.getParent().toString()),
                    List.of(listed.out().strip().split(" {2,}| (?=lora|/)")));
            assertEquals(List.of(ui + " (ComfyUI): 1 model."), listed.notes());
            CliRun.of("models", "folders", "add", folder.resolve("none")).failed(ExitCode.SOFTWARE, "There is no "
                    + "folder '" + folder.resolve("none") + "': give one with models, that of a program such as "
                    + "ComfyUI, or an extra_model_paths.yaml.");
            CliRun.of("models", "folders", "remove", ui).done();
            assertEquals("", CliRun.of("models", "folders").done().out());
            assertEquals(true, Files.exists(lora));
            CliRun.of("models", "folders", "remove", ui).failed(ExitCode.SOFTWARE, "'" + ui + "' is not among the "
                    + "folders of models, of which there are none.");
        }
    }
}
