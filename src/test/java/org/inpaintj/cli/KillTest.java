package org.inpaintj.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import ij.ImagePlus;
import ij.process.ByteProcessor;

import org.inpaintj.RunningJava;
import org.inpaintj.imagej.file.ImageFiles;

/** A process that is ended while it writes leaves the whole old file or the whole new one. */
class KillTest {

    private static final int KILLS = 30;

    @TempDir
    Path folder;

    private Path in, first, second, out;
    private byte[] before, one, two;

    @BeforeEach
    void layers() {
        final ByteProcessor ip = new ByteProcessor(300, 200);
        ip.noise(40);
        before = ((byte[]) ip.getPixels()).clone();
        in = folder.resolve("in.tif");
        ImageFiles.save(new ImagePlus("in", ip), in);
        first = folder.resolve("first.tif");
        second = folder.resolve("second.tif");
        out = folder.resolve("out.tif");
        CliRun.of("inpaint", in, "--roi", "100,80,20,20", "--seed", 1, "--out", first).done();
        CliRun.of("inpaint", in, "--roi", "140,80,20,20", "--seed", 1, "--out", second).done();
        one = flat(first);
        two = flat(second);
    }

    private byte[] flat(final Path layered) {
        CliRun.of("flatten", layered, "--out", out, "--overwrite").done();
        return pixels(out);
    }

    private static byte[] pixels(final Path file) {
        return (byte[]) ImageFiles.open(file).getProcessor().getPixels();
    }

    private Process start() throws IOException {
        return new ProcessBuilder(RunningJava.program(), "-XX:TieredStopAtLevel=1", "-Djava.awt.headless=true", "-cp",
                System.getProperty("java.class.path"), FlattenSubprocess.class.getName(), first.toString(),
                second.toString(),
                out.toString()).redirectError(ProcessBuilder.Redirect.DISCARD).start();
    }

    private void checkNothingIsLost() throws IOException {
        final byte[] now = pixels(out);
        assertTrue(Arrays.equals(one, now) || Arrays.equals(two, now));
        assertTrue(Arrays.equals(before, pixels(in)));
        assertTrue(names().containsAll(Set.of("in.tif", "first.tif", "second.tif", "out.tif")));
    }

    private Set<String> names() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(f -> f.getFileName().toString()).collect(Collectors.toCollection(HashSet::new));
        }
    }

    @Test
    void killedAtAnyMoment() throws Exception {
        final Random random = new Random(15);
        for (int kill = 0; kill < KILLS; kill++) {
            final Process process = start();
            try (BufferedReader said = process.inputReader()) {
                assertEquals("ready", said.readLine());
                assertTrue(!process.waitFor(random.nextInt(40_000), TimeUnit.MICROSECONDS), "it ended by itself");
                process.destroyForcibly();
                process.waitFor();
            }
            checkNothingIsLost();
        }
        CliRun.of("flatten", first, "--out", out, "--overwrite").done();
        assertEquals(Set.of("in.tif", "first.tif", "second.tif", "out.tif"), names());
    }

    @Test
    void aSignalLeavesNoPart() throws Exception {
        assumeTrue(Files.isExecutable(Path.of("/bin/kill")) || Files.isExecutable(Path.of("/usr/bin/kill")));
        for (final String signal : List.of("TERM", "INT", "HUP", "TERM", "INT", "HUP")) {
            final Process process = start();
            try (BufferedReader said = process.inputReader()) {
                assertEquals("ready", said.readLine());
                assertEquals(0, new ProcessBuilder("kill", "-" + signal, "" + process.pid()).start().waitFor());
                assertTrue(process.waitFor(30, TimeUnit.SECONDS), "it runs on after " + signal);
            }
            checkNothingIsLost();
            assertEquals(Set.of("in.tif", "first.tif", "second.tif", "out.tif"), names());
        }
    }
}
