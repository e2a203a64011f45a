package org.inpaintj.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.TreeSet;
import java.util.stream.Stream;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import ij.ImagePlus;
import ij.process.ByteProcessor;
import ij.process.ColorProcessor;

import org.inpaintj.RunningJava;
import org.inpaintj.imagej.file.ImageFiles;
import org.inpaintj.model.folder.ModelFixture;

/** Whole processes, as a user starts them: what they leave behind, and command lines of any length. */
class RealStartTest {

    /** Texture of which nothing outside tells the inside: the embedded engine needs ONNX Runtime for it. */
    private static final int SIZE = 128;
    private static final String[] JOB = { "--roi", "40,40,40,40", "--seed", "1", "--engine", "patch" };

    @TempDir
    private Path root;
    private JarRun fresh;
    private Path in, out;

    @BeforeEach
    void makeImage() throws IOException {
        fresh = new JarRun(root);
        in = root.resolve("in.png");
        out = fresh.work.resolve("out.png");
        final int[] pixels = new Random(5).ints(SIZE * SIZE, 0, 1 << 24).toArray();
        ImageFiles.save(new ImagePlus("in", new ColorProcessor(SIZE, SIZE, pixels)), in);
    }

    /** The second of them starts the library without the variable that keeps it from reporting. */
    @ParameterizedTest
    @ValueSource(strings = { "-Dinpaintj.usual=true", "-Dinpaintj.direct=true" })
    void aRunLeavesNothingOutsideItsOwnCache(final String option) throws IOException {
        CliRun.of(fresh.with(List.of(option), line(out))).done();
        final String library = System.mapLibraryName("onnxruntime");
        assertTrue(files(fresh.cache()).stream().anyMatch(name -> name.endsWith(library)),
                "ONNX Runtime was not loaded");
        for (final String name : files(fresh.home))
            assertTrue(name.startsWith(".cache/inpaintj/"), name);
        assertEquals(List.of(), files(fresh.temporary));
        assertEquals(List.of("out.png"), files(fresh.work));
        assertArrayEquals(expected(), pixels(out));
    }

    @Test
    void withoutAHomeNothingIsKept() throws IOException {
        CliRun.of(fresh.with(List.of("-Duser.home=?"), line(out))).done();
        for (final Path folder : new Path[] { fresh.home, fresh.temporary })
            try (Stream<Path> all = Files.list(folder)) {
                assertEquals(List.of(), all.toList(), "not even an empty folder");
            }
        assertEquals(List.of("out.png"), files(fresh.work));
        assertArrayEquals(expected(), pixels(out));
    }

    @Test
    void aLongClassPathDoesNotEndJava() throws IOException {
        final StringBuilder path = new StringBuilder(System.getProperty("java.class.path"));
        for (int i = 0; i < 200; i++)
            path.append(File.pathSeparator).append(root.resolve("library-that-is-not-there-" + i + ".jar"));
        CliRun.of(new ProcessBuilder(Stream.concat(Stream.of(RunningJava.program(), "-Duser.home=" + fresh.home, "-cp",
                path.toString(), Main.class.getName()), Stream.of(line(out)).map(Object::toString)).toList())).done();
        assertArrayEquals(expected(), pixels(out));
    }

    /**
     * Near 4096 bytes Linux tells Java a part of its command line, beyond it nothing; one argument holds 128 kB at
     * most.
     */
    @ParameterizedTest
    @ValueSource(ints = { 3000, 4096, 100_000 })
    void aLongPromptDoesNotEndJava(final int length) throws IOException {
        final Path grey = root.resolve("grey.png");
        ImageFiles.save(new ImagePlus("in", new ByteProcessor(64, 64, bytes(64 * 64), null)), grey);
        final Object[] line = { "inpaint", grey, "--roi", "16,16,24,24", "--seed", "1", "--steps", "1", "--engine",
                "diffusion",
                "--model", ModelFixture.of("sd15").folder(), "--prompt", "", "--out", out };
        final ProcessBuilder shortest = fresh.with(List.of(), line);
        final int others = String.join(" ", shortest.command()).length() + 1;
        line[line.length - 3] = "moss ".repeat(length)
                .substring(0, length > 4096 ? length : Math.max(1, length - others));
        CliRun.of(fresh.with(List.of(), line)).done();
        final Path direct = root.resolve("direct.png");
        line[line.length - 1] = direct;
        CliRun.of(line).done();
        assertArrayEquals(pixels(direct), pixels(out));
    }

    private Object[] line(final Path target) {
        return Stream.concat(Stream.of("inpaint", in.toString(), "--out", target.toString()), Stream.of(JOB)).toArray();
    }

    /** What the same job makes in this process. */
    private int[] expected() {
        final Path here = root.resolve("here.png");
        CliRun.of(line(here)).done();
        return pixels(here);
    }

    private static int[] pixels(final Path file) {
        return (int[]) ImageFiles.open(file).getProcessor().convertToRGB().getPixels();
    }

    private static byte[] bytes(final int n) {
        final byte[] bytes = new byte[n];
        new Random(6).nextBytes(bytes);
        return bytes;
    }

    private static List<String> files(final Path folder) throws IOException {
        try (Stream<Path> all = Files.walk(folder)) {
            return List.copyOf(new TreeSet<>(all.filter(Files::isRegularFile)
                    .map(file -> folder.relativize(file).toString().replace(File.separatorChar, '/')).toList()));
        }
    }
}
