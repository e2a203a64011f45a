package org.inpaintj.cli.start;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine.ExitCode;

import ij.ImagePlus;
import ij.process.ColorProcessor;

import org.inpaintj.cli.CliRun;
import org.inpaintj.cli.JarRun;
import org.inpaintj.imagej.file.ImageFiles;

/** The two Javas of one command line: who is asked to end, killed or dies. */
class RelaunchTest {

    private static final Duration PATIENCE = Duration.ofMinutes(1);
    /** Pixels a side of an image that takes seconds, and of one that takes none. */
    private static final int LARGE = 700, SMALL = 64;

    @TempDir
    private Path root;
    private JarRun user;
    private Path out;
    private Process first;
    private ProcessHandle second;

    @BeforeEach
    void startAnew() throws IOException {
        assumeFalse(File.separatorChar == '\\',
                "Windows does not tell the first Java's options, so there is no second");
        user = new JarRun(root);
        out = user.work.resolve("out.png");
    }

    @AfterEach
    void leaveNothing() {
        if (second != null)
            second.destroyForcibly();
        if (first != null)
            first.destroyForcibly();
    }

    @Test
    void whoKillsTheFirstKillsTheSecond() throws Exception {
        start(LARGE);
        first.destroyForcibly().waitFor();
        await(() -> !alive(second));
        assertNothingWritten();
        try (Stream<Path> all = Files.list(user.cache())) {
            assertEquals(List.of(), all.filter(file -> file.toString().endsWith(".end")).toList());
        }
    }

    @Test
    void whenTheFirstIsAskedToEndTheSecondEndsBeforeIt() throws Exception {
        start(LARGE);
        first.destroy();
        assertTrue(first.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS));
        assertFalse(alive(second));
        assertEquals(143, first.exitValue());
        assertNothingWritten();
    }

    @Test
    void aSecondThatIsAskedToEndIsNotStartedAgain() throws Exception {
        start(LARGE);
        second.destroy();
        assertTrue(first.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS));
        assertEquals(143, first.exitValue());
        assertNothingWritten();
    }

    /** Whatever Java died of, it is the archive that can be done without. */
    @Test
    void aSecondThatDiesWithAnArchiveIsStartedOnceMoreWithout() throws Exception {
        user.run(line(SMALL, root.resolve("first.png"))).done();
        assertEquals(1, user.archives().size());
        start(LARGE);
        assertEquals(0, new ProcessBuilder("kill", "-SEGV", "" + second.pid()).start().waitFor());
        assertTrue(first.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS));
        assertEquals(ExitCode.OK, first.exitValue(), said());
        assertTrue(said().matches("(?s).*inpaintj: Java ended with status \\d+; running once more without the archive "
                + "of its classes\\..*"), said());
        assertEquals(0, user.archives().size());
        final Path here = root.resolve("here.png");
        CliRun.of(line(LARGE, here)).done();
        assertArrayEquals(pixels(here), pixels(out));
    }

    @Test
    void onlyWhatJavaItselfDidIsACrash() {
        for (final int exit : new int[] { 1, 134, 135, 139, -1073741819 })
            assertTrue(Relaunch.crashed(exit), "" + exit);
        for (final int exit : new int[] { 0, 2, 3, 129, 130, 137, 143 })
            assertFalse(Relaunch.crashed(exit), "" + exit);
    }

    /**
     * The archive and what belongs to the run stay in the cache or are cleared away; nothing is in the working folder.
     */
    private void assertNothingWritten() throws IOException {
        try (Stream<Path> all = Files.list(user.work)) {
            assertEquals(List.of(), all.toList());
        }
    }

    /** Starts a job and returns when both Javas run. */
    private void start(final int size) throws IOException {
        first = user.with(List.of(), line(size, out)).redirectErrorStream(true)
                .redirectOutput(root.resolve("said.txt").toFile()).start();
        await(() -> first.children().anyMatch(RelaunchTest::runs) || !first.isAlive());
        second = first.children().filter(RelaunchTest::runs).findAny().orElseThrow();
    }

    /** Before it is Java, a new process is a helper of the first one, which goes on by itself if that ends. */
    private static boolean runs(final ProcessHandle child) {
        final String watch = ParentWatch.option().replaceFirst("=.*", "=");
        return child.info().arguments().map(words -> Stream.of(words).anyMatch(w -> w.startsWith(watch))).orElse(false);
    }

    private Object[] line(final int size, final Path target) throws IOException {
        final Path in = root.resolve(size + ".png");
        if (!Files.exists(in)) {
            final int[] pixels = new Random(7).ints(size * size, 0, 1 << 24).toArray();
            ImageFiles.save(new ImagePlus("in", new ColorProcessor(size, size, pixels)), in);
        }
        final int hole = size / 2, edge = size / 4;
        return new Object[] { "inpaint", in, "--roi", edge + "," + edge + "," + hole + ","
                + hole, "--seed", "1", "--out",
                target };
    }

    private String said() throws IOException {
        return Files.readString(root.resolve("said.txt"));
    }

    private static int[] pixels(final Path file) {
        return (int[]) ImageFiles.open(file).getProcessor().getPixels();
    }

    /** Where nobody asks for its exit status a dead process stays listed, without a program. */
    private static boolean alive(final ProcessHandle process) {
        final Optional<String> program = process.info().command();
        return process.isAlive() && program.isPresent();
    }

    /** Nothing tells when another's child starts or ends; so it is looked at again and again. */
    private static void await(final BooleanSupplier condition) {
        final long end = System.nanoTime() + PATIENCE.toNanos();
        while (!condition.getAsBoolean()) {
            assertTrue(System.nanoTime() < end, "it does not happen");
            Thread.yield();
        }
    }
}
