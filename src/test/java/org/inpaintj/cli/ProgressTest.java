package org.inpaintj.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import ij.ImagePlus;
import ij.process.ByteProcessor;

import org.inpaintj.RunningJava;
import org.inpaintj.cli.terminal.Messages;
import org.inpaintj.cli.terminal.ProgressLine;
import org.inpaintj.core.InpaintException;
import org.inpaintj.imagej.file.ImageFiles;
import org.inpaintj.job.Job;

/** What is shown to those who watch, and to nobody else. */
class ProgressTest {

    @TempDir
    Path folder;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream(), err = new ByteArrayOutputStream();

    private Messages messages(final boolean quiet, final boolean watched) {
        return new Messages(new PrintStream(out, true), new PrintStream(err, true), quiet, watched);
    }

    private static Job.Status status(final int step, final int steps, final String what, final Duration left) {
        return new Job.Status(Job.State.RUNNING, 0, step, steps, what, false, false, false, Duration.ZERO,
                Optional.ofNullable(left), false, List.of(), "");
    }

    @Test
    void aLineSaysStepPercentAndTheTimeLeftIfItIsKnown() {
        assertEquals("a: starting", ProgressLine.of("a", status(0, 0, "", null)));
        assertEquals("a: step 1 of 20, 0 %: loading", ProgressLine.of("a", status(0, 20, "loading", null)));
        assertEquals("a: step 4 of 20, 15 %, 2 min 5 s left: denoising", ProgressLine.of("a", status(3, 20, "denoising",
                Duration.ofSeconds(125))));
        assertEquals("a: step 20 of 20, 100 %, 1 h 1 min left", ProgressLine.of("a", status(20, 20, "",
                Duration.ofSeconds(3661))));
        assertEquals("a: step 4 of 20, 15 %, 1 s left", ProgressLine.of("a", status(3, 20, "", Duration.ofMillis(20))));
    }

    @Test
    void theLineIsWrittenOverAndTakenAway() {
        final ProgressLine line = new ProgressLine(new PrintStream(err, true));
        line.show("long line");
        line.show("short");
        line.show("short");
        line.clear();
        line.clear();
        assertEquals("\rlong line\rshort    \r     \r", err.toString());
        err.reset();
        line.show("x".repeat(200));
        assertEquals(80, err.size());
    }

    @Test
    void workIsShownOnlyWhereSomebodyWatches() {
        assertEquals("made", messages(false, true).<String>work("a", progress -> {
            progress.step(1, 2, "one");
            return "made";
        }));
        assertTrue(err.toString().startsWith("\ra: starting"), err.toString());
        assertTrue(err.toString().endsWith("\r"), err.toString());
        err.reset();
        for (final Messages silent : new Messages[] { messages(false, false), messages(true, true) }) {
            silent.starting();
            assertEquals("made", silent.<String>work("a", progress -> "made"));
        }
        assertEquals("", err.toString());
    }

    @Test
    void errorsOfWorkAreTheWorksOwn() {
        final Messages watched = messages(false, true);
        assertEquals("no", assertThrows(InpaintException.class, () -> watched.work("a", progress -> {
            throw new InpaintException("no");
        })).getMessage());
        assertThrows(OutOfMemoryError.class, () -> watched.work("a", progress -> {
            throw new OutOfMemoryError("all");
        }));
        assertThrows(IllegalStateException.class, () -> watched.work("a", progress -> {
            throw new IllegalStateException("odd");
        }));
    }

    @Test
    void quietSaysErrorsOnly() {
        final Messages quiet = messages(true, true);
        quiet.result("made");
        quiet.note("It is small.");
        assertEquals("", out.toString() + err);
        quiet.error(new InpaintException("It failed."));
        assertEquals("inpaintj: It failed." + System.lineSeparator(), err.toString());
    }

    /** The real process with a terminal of its own, also through the second Java; and the same with a pipe. */
    @Test
    void aTerminalShowsTheProgressAndAPipeDoesNot() throws Exception {
        assumeTrue(Files.isExecutable(Path.of("/usr/bin/script")), "needs script of util-linux");
        final Path in = folder.resolve("in.tif");
        ImageFiles.save(new ImagePlus("in", new ByteProcessor(60, 40)), in);
        final String inpaint = RunningJava.program() + " -cp " + System.getProperty("java.class.path")
                + " org.inpaintj.cli.Main inpaint " + in + " --roi 20,15,8,8 --seed 1 --overwrite --out "
                + folder.resolve("out.tif");
        final String shown = script(inpaint);
        assertTrue(shown.contains("\rinpaintj: starting"), shown);
        assertTrue(shown.contains("\rinpaintj: in.tif: "), shown);
        assertTrue(shown.contains("Wrote "), shown);
        for (final String hidden : new String[] { inpaint + " --quiet", inpaint + " 2> " + folder.resolve("log") }) {
            final String said = script(hidden);
            assertFalse(said.contains("starting"), said);
        }
        assertEquals("", Files.readString(folder.resolve("log")));
    }

    private String script(final String command) throws Exception {
        final Process process = new ProcessBuilder("script", "-qec", command, "/dev/null").redirectErrorStream(true)
                .redirectInput(Path.of("/dev/null").toFile()).start();
        final String said = new String(process.getInputStream().readAllBytes());
        assertTrue(process.waitFor(1, TimeUnit.MINUTES));
        assertEquals(0, process.exitValue(), said);
        return said;
    }
}
