package org.inpaintj.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine.ExitCode;

import ij.ImagePlus;
import ij.process.ByteProcessor;

import org.inpaintj.imagej.file.ImageFiles;
import org.inpaintj.model.folder.ModelFixture;

/** The plugin's own commands in macros without a display. */
class CommandsInMacrosTest {

    @TempDir
    Path folder;

    private CliRun macro(final String text) throws IOException {
        return CliRun.process(List.of(), "macro", Files.writeString(folder.resolve("macro.ijm"), text));
    }

    @Test
    void aFolderIsThereAndNothingInItIsReplaced() throws IOException {
        final Path example = Path.of("macros/Inpaint_Folder.ijm"), missing = folder.resolve("missing");
        CliRun.process(List.of(), "macro", example, missing).failed(ExitCode.SOFTWARE, "There is no folder '" + missing
                + "': give the folder of the images as the macro's argument.");
        final Path images = Files.createDirectories(folder.resolve("images/inpainted")).getParent();
        final Path result = images.resolve("inpainted/a.tif");
        ImageFiles.save(new ImagePlus("a", new ByteProcessor(100, 80)), images.resolve("a.tif"));
        Files.writeString(result, "precious");
        CliRun.process(List.of(), "macro", example, images).failed(ExitCode.SOFTWARE, "'" + result + "' exists "
                + "already: move it away, or give the argument " + images + "/;overwrite to replace it.");
        assertEquals("precious", Files.readString(result));
        CliRun.process(List.of(), "macro", example, images + ";overwrite").done();
        assertEquals(100, ImageFiles.open(result).getWidth());
    }

    @Test
    void wholeImagesAreMadeAndChanged() throws IOException {
        final String examples = Path.of("macros").toAbsolutePath()
                + "/", model = ModelFixture.of("sd15").folder().toString();
        final CliRun run = macro("""
                runMacro("%1$sText_to_Image.ijm", "%2$s");
                close("*");
                runMacro("%1$sImage_to_Image.ijm", "%2$s");
                close("*");
                newImage("a", "8-bit ramp", 48, 40, 1);
                run("Image to Image...", "model=[%2$s] seed=3 steps=2 strength=0.5 prompt=[a cat]");
                run("Layers...", "action=repeat layer=1");
                print(Overlay.size, nImages);
                """.formatted(examples, model)).done();
        assertEquals(List.of("Made 2 images: cells under a microscope",
                "Changed drawing into drawing-inpainted, 16 bit",
                "2 1"), run.out().lines().filter(line -> !line.startsWith("Note")).toList());
    }

    @Test
    void wholeImagesSayWhatIsMissing() throws IOException {
        final CliRun none = macro("run(\"Image to Image...\", \"prompt=[a]\");\nprint(\"went on\");\n");
        assertEquals(ExitCode.SOFTWARE, none.status());
        assertTrue(none.err().contains("There is no image open"), none.err());
        final CliRun model = macro("run(\"Text to Image...\", \"prompt=[a]\");\nprint(\"went on\");\n");
        assertTrue(model.err().contains("(model=PATH)") && model.out().isBlank(), model.err());
    }

    /** A line as the recorder writes it, then the images that it leaves. */
    @Test
    void recordedLinesReplay() throws IOException {
        final CliRun run = macro("""
                newImage("a", "8-bit ramp", 64, 64, 1);
                makeRectangle(20, 20, 10, 10);
                run("Inpaint Selection...", "engine=patch seed=7 candidates=2 invert=false padding=32 grow=0 "
                    + "target=layer background=true mask=");
                run("Layers...", "action=hide layer=2");
                run("Remove Object", "engine=patch seed=3 target=image steps=9");
                print(nImages, getTitle());
                selectImage("a");
                print(Overlay.size);
                run("Layers...", "action=discard layer=1");
                run("Layers...", "action=show");
                run("Flatten Layers", "inplace");
                print(Overlay.size, nImages);
                """).done();
        assertEquals(List.of("The key steps has no effect with the engine 'patch'.", "2 a-inpainted", "2", "0 2"),
                run.out().lines().toList());
    }

    @Test
    void errorsEndTheMacro() throws IOException {
        final CliRun key = macro("""
                newImage("a", "8-bit ramp", 64, 64, 1);
                makeRectangle(20, 20, 10, 10);
                run("Inpaint Selection...", "engin=patch");
                print("went on");
                """);
        assertEquals(ExitCode.SOFTWARE, key.status());
        assertEquals("", key.out().strip());
        assertTrue(key.err().contains("Unknown key 'engin': did you mean 'engine'?"), key.err());
        final CliRun window = macro("run(\"Jobs...\");\nprint(\"went on\");\n");
        assertEquals(ExitCode.SOFTWARE, window.status());
        assertTrue(window.err().contains("Jobs... opens a window, which needs a display"), window.err());
        assertEquals("", window.out().strip());
        final CliRun view = macro("newImage(\"a\", \"8-bit ramp\", 64, 64, 1);\nrun(\"Before and After\");\n");
        assertEquals(ExitCode.SOFTWARE, view.status());
        assertTrue(view.err().contains("Before and After opens a window, which needs a display"), view.err());
        final CliRun panel = macro("run(\"InpaintJ Panel\");\n");
        assertTrue(panel.err().contains("InpaintJ Panel opens a window, which needs a display"), panel.err());
        final CliRun help = macro("run(\"InpaintJ Help...\");\n");
        assertTrue(help.err().contains("InpaintJ Help... opens a window, which needs a display"), help.err());
        final CliRun generate = macro("newImage(\"a\", \"8-bit ramp\", 64, 64, 1);\nrun(\"Generate\");\n");
        assertEquals(ExitCode.SOFTWARE, generate.status());
        assertTrue(generate.err().contains("Generate is for the keyboard and the mouse"), generate.err());
    }
}
