package org.inpaintj.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine.ExitCode;

import ij.IJ;
import ij.ImagePlus;
import ij.process.ByteProcessor;

import org.inpaintj.cli.macro.MenuEntry;
import org.inpaintj.imagej.file.ImageFiles;

/** Macros without a window, in a process of their own because ImageJ is patched for them. */
class MacroCommandTest {

    @TempDir
    Path folder;

    private CliRun macro(final String text, final Object... argument) throws IOException {
        final Path file = Files.writeString(folder.resolve("macro.ijm"), text);
        return argument.length == 0 ? CliRun.process(List.of(), "macro", file)
                : CliRun.process(List.of(), "macro", file, argument[0]);
    }

    /** Commands with dialogs, commands without, the argument, and what a macro prints. */
    @Test
    void menuCommandsRun() throws IOException {
        final CliRun run = macro("""
                newImage('a', '8-bit ramp', 64, 32, 1);
                run('Gaussian Blur...', 'sigma=2');
                run('Duplicate...', 'title=b');
                run('Invert');
                run('Size...', 'width=20 height=10 interpolation=None');
                print(getTitle(), getWidth(), getHeight(), getArgument());
                exit();
                """, "given").done();
        assertEquals("b 20 10 given", run.out().strip());
    }

    /** A recorded line, without a display, gives what the command line gives. */
    @Test
    void recordedLinesReplay() throws IOException {
        final Path in = folder.resolve("in.tif"), byMacro = folder.resolve("macro.tif"),
                byLine = folder.resolve("line.tif");
        final ByteProcessor noise = new ByteProcessor(60, 50);
        noise.noise(40);
        ImageFiles.save(new ImagePlus("in", noise), in);
        macro("""
                open('IN');
                makeRectangle(20, 15, 12, 10);
                run("Inpaint Selection...", "seed=1");
                run("Flatten Layers");
                saveAs('tiff', 'OUT');
                """.replace("IN'", in + "'").replace("OUT", byMacro.toString())).done();
        CliRun.of("inpaint", in, "--roi", "20,15,12,10", "--seed", "1", "--target", "inplace", "--out", byLine).done();
        assertArrayEquals((byte[]) IJ.openImage(byLine.toString()).getProcessor().getPixels(),
                (byte[]) IJ.openImage(byMacro.toString()).getProcessor().getPixels());
    }

    @Test
    void anErrorOfTheCommandEndsTheMacro() throws IOException {
        final CliRun run = macro("""
                newImage('a', '8-bit ramp', 64, 32, 1);
                makeRectangle(20, 5, 12, 10);
                run("Inpaint Selection...", "sead=1");
                print('never');
                """);
        assertEquals(ExitCode.SOFTWARE, run.status());
        assertEquals("", run.out().strip());
        assertTrue(run.err().contains("Unknown key 'sead': did you mean 'seed'"), run.err());
    }

    @Test
    void anErrorEndsTheMacroAndTheProcessSaysSo() throws IOException {
        final CliRun run = macro("print('first');\nrun('No Such Command');\nprint('never');\n");
        assertEquals(ExitCode.SOFTWARE, run.status());
        assertEquals("first", run.out().strip());
        assertTrue(run.err().contains("Unrecognized command: \"No Such Command\" in line 2"), run.err());
    }

    @Test
    void exitWithAMessageIsAnError() throws IOException {
        final CliRun run = macro("print('first');\nexit('No images in the folder');\n");
        assertEquals("first", run.out().strip());
        run.failed(ExitCode.SOFTWARE, "No images in the folder");
    }

    @Test
    void noSuchMacro() {
        final Path missing = folder.resolve("missing.ijm");
        CliRun.of("macro", missing).failed(ExitCode.SOFTWARE, "There is no macro file '" + missing + "'.");
    }

    @Test
    void readsMenuEntries() {
        assertEquals(List.of(new MenuEntry("Plugins>InpaintJ", "Flatten Layers", "org.x.Y"),
                new MenuEntry("Plugins>InpaintJ", "With a Key", "org.x.K"),
                new MenuEntry("File>Open Samples", "Coffee (467K)", "org.x.Z(\"coffee.png\")")), MenuEntry.parse("""
                        # a comment, "Not this", org.x.A
                        Plugins>InpaintJ, "Flatten Layers", org.x.Y
                        Plugins>InpaintJ, "-"
                        Plugins>InpaintJ, "With a Key[k]", org.x.K

                        File>Open Samples, "Coffee (467K)", org.x.Z("coffee.png")
                        """));
    }
}
