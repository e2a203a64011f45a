package org.inpaintj.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

import org.inpaintj.RunningJava;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;
import org.junit.jupiter.api.io.TempDir;

import ij.IJ;
import ij.ImagePlus;

class DemoCommandTest {

    @TempDir
    Path folder;

    @Test
    void withoutADisplayItWritesTheLayerAndBeforeAndAfter() throws IOException {
        final CliRun run = CliRun.process(List.of(), "demo", "--out", folder).done();
        final Path result = folder.resolve("inpaintj-demo.tif"), picture = folder.resolve("inpaintj-demo-before-after.png");
        assertTrue(run.out().contains(result.toString()), run.out());
        assertTrue(run.out().contains(picture.toString()), run.out());
        final ImagePlus layered = IJ.openImage(result.toString());
        assertEquals(1, layered.getOverlay().size());
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
            for (int i = 0; i < 600 && !Files.readString(out).contains("Repainted the selection as a layer"); i++)
                assertFalse(process.waitFor(100, TimeUnit.MILLISECONDS), () -> "it ended: " + read(out));
            assertEquals("Repainted the selection as a layer of 'camera.png'. Go on in Plugins > InpaintJ.",
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
