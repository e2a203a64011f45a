package org.inpaintj.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;
import org.junit.jupiter.api.io.TempDir;

import ij.IJ;
import ij.ImagePlus;

import org.inpaintj.RunningJava;
import org.inpaintj.imagej.file.PngTextsTest;
import org.inpaintj.inpaint.Provenance;

class DemoCommandTest {

    @TempDir
    Path folder;

    @Test
    void withoutADisplayItWritesTheLayerAndBeforeAndAfter() throws IOException {
        final Path made = folder.resolve("a/new folder");
        final CliRun run = CliRun.process(List.of(), "demo", "--out", made).done();
        final Path result = made.resolve("inpaintj-demo.tif"), picture = made.resolve("inpaintj-demo-before-after.png");
        assertTrue(run.out()
                .contains("The towers behind the photographer, at the right of the picture, are gone."), run.out());
        assertTrue(run.out().contains(result.toString()), run.out());
        assertTrue(run.out().contains(picture.toString()), run.out());
        final ImagePlus layered = IJ.openImage(result.toString());
        assertEquals(1, layered.getOverlay().size());
        assertEquals(2 * layered.getWidth(), IJ.openImage(picture.toString()).getWidth());
        assertEquals(Provenance.GENERATED, PngTextsTest.texts(picture).get("Comment"));
        final byte[] first = Files.readAllBytes(Files.write(picture, new byte[] { 1 }));
        CliRun.process(List.of(), "demo", "--out", made).done();
        assertArrayEquals(first, Files.readAllBytes(picture));
        assertEquals(2 * layered.getWidth(), IJ.openImage(made.resolve("inpaintj-demo-2-before-after.png").toString())
                .getWidth());
        CliRun.process(List.of(), "demo", "--out", made, "--overwrite").done();
        assertEquals(2 * layered.getWidth(), IJ.openImage(picture.toString()).getWidth());
    }

    @Test
    @EnabledIfEnvironmentVariable(named = "DISPLAY", matches = ".+", disabledReason = "there is no display")
    void onADisplayItShowsTheLayerAndStaysOpen() throws Exception {
        final Path out = folder.resolve("out.txt");
        final Process process = new ProcessBuilder(RunningJava.program(), "-cp",
                System.getProperty("java.class.path"), "-Duser.home=" + folder, Main.class.getName(), "demo")
                .redirectErrorStream(true).redirectOutput(out.toFile()).start();
        try {
            for (int i = 0; i < 600 && !Files.readString(out).contains("Go on in Plugins > InpaintJ."); i++)
                assertFalse(process.waitFor(100, TimeUnit.MILLISECONDS), () -> "it ended: " + read(out));
            assertEquals("The towers behind the photographer, at the right of the picture, are gone. The new samples "
                    + "are a layer of 'camera.png': Hide and Show in the window Layers show before and after. Go on in "
                    + "Plugins > InpaintJ.",
                    Files.readString(out).strip());
        } finally {
            process.destroy();
            process.waitFor();
        }
    }

    private static String read(final Path file) {
        try {
            return Files.readString(file);
        } catch (final IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
