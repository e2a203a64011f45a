package org.inpaintj.inpaint;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.File;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import org.inpaintj.RunningJava;

/** The Java example is compiled and run with no ImageJ on its class path, and repairs what it says. */
class JavaExampleTest {

    private static final Pattern NEEDED = Pattern.compile(".*(target[/\\\\]classes|"
            + "(scijava-common|parsington|imglib2|onnxruntime|gson)-[^/\\\\]*\\.jar)");

    @TempDir
    Path folder;

    /** What the example says it needs. */
    private static List<String> classPath() {
        return Stream.of(System.getProperty("java.class.path").split(File.pathSeparator))
                .filter(entry -> NEEDED.matcher(entry).matches()).toList();
    }

    @Test
    void itsClassPathHoldsNoImageJ() throws Exception {
        final URL[] urls = classPath().stream().map(JavaExampleTest::url).toArray(URL[]::new);
        assertEquals(6, urls.length, classPath().toString());
        try (URLClassLoader loader = new URLClassLoader(urls, ClassLoader.getPlatformClassLoader())) {
            assertThrows(ClassNotFoundException.class, () -> loader.loadClass("ij.IJ"));
            assertThrows(ClassNotFoundException.class, () -> loader.loadClass("net.imagej.ImageJ"));
            assertEquals("Inpainter", loader.loadClass("org.inpaintj.inpaint.Inpainter").getSimpleName());
        }
    }

    private static URL url(final String entry) {
        try {
            return Path.of(entry).toUri().toURL();
        } catch (final MalformedURLException e) {
            throw new IllegalArgumentException(e);
        }
    }

    @Test
    void theScratchIsGoneAndNothingElseChanged() throws Exception {
        final Path out = folder.resolve("repaired.pgm"), said = folder.resolve("said.txt");
        final Process process =
                new ProcessBuilder(RunningJava.program(), "-cp", String.join(File.pathSeparator, classPath()),
                "examples/Inpaint.java",
                out.toString()).redirectErrorStream(true).redirectOutput(said.toFile()).start();
        assertTrue(process.waitFor(3, TimeUnit.MINUTES), "hangs");
        final String text = Files.readString(said);
        assertEquals(0, process.exitValue(), text);
        assertTrue(text.contains("painted 5 x 80 px"), text);
        assertTrue(text.contains("\"engine\": \"patch\""), text);
        final byte[] bytes = Files.readAllBytes(out);
        final int start = bytes.length - 2 * 160 * 120;
        for (int y = 0; y < 120; y++)
            for (int x = 0; x < 160; x++) {
                final int at = start + 2 * (y * 160 + x);
                final int truth = (int) Math.round(20000 + 4000 * Math.sin(x * 0.13) + 3000 * Math.cos(y * 0.09));
                final boolean scratch = x >= 70 && x < 75 && y >= 20 && y < 100;
                assertEquals(truth, (bytes[at] & 0xff) << 8 | bytes[at + 1] & 0xff, scratch ? 1500 : 0, x + ", " + y);
            }
    }
}
