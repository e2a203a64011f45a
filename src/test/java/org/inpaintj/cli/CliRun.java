package org.inpaintj.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

import picocli.CommandLine.ExitCode;

import org.inpaintj.RunningJava;

/**
 * What one command line did.
 *
 * @param status exit status
 * @param out    standard output
 * @param err    standard error
 */
public record CliRun(int status, String out, String err) {

    private static final String NOTE = "inpaintj: note: ";

    /** In this process, through the real entry point behind {@link Main}. */
    public static CliRun of(final Object... arguments) {
        final ByteArrayOutputStream out = new ByteArrayOutputStream(), err = new ByteArrayOutputStream();
        final List<String> words = new ArrayList<>();
        for (final Object argument : arguments)
            words.add(argument.toString());
        final int status = Cli.run(words, new PrintStream(out, true), new PrintStream(err, true));
        return new CliRun(status, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
    }

    /** In a Java process of its own, without a display, as {@code java -jar} would run it. */
    static CliRun process(final List<String> options, final Object... arguments) throws IOException {
        final List<String> command = new ArrayList<>(List.of(RunningJava.program(),
                "--add-opens=java.base/java.lang=ALL-UNNAMED", "-Xmx512m"));
        command.addAll(options);
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), Main.class.getName()));
        for (final Object argument : arguments)
            command.add(argument.toString());
        return of(new ProcessBuilder(command));
    }

    /** What a process did, without a display. */
    public static CliRun of(final ProcessBuilder builder) throws IOException {
        final Path out = Files.createTempFile("out", ".txt"), err = Files.createTempFile("err", ".txt");
        builder.redirectOutput(out.toFile()).redirectError(err.toFile()).environment().remove("DISPLAY");
        try {
            final Process process = builder.start();
            assertTrue(process.waitFor(2, TimeUnit.MINUTES), "it hangs");
            return new CliRun(process.exitValue(), Files.readString(out), Files.readString(err));
        } catch (final InterruptedException e) {
            throw new IllegalStateException(e);
        } finally {
            Files.delete(out);
            Files.delete(err);
        }
    }

    /** What it said that the user should know, without what each such line begins with. */
    List<String> notes() {
        return err.lines().filter(line -> line.startsWith(NOTE)).map(line -> line.substring(NOTE.length())).toList();
    }

    /** Asserts success, with or without notes. */
    public CliRun done() {
        assertEquals(List.of(), err.lines().filter(line -> !line.startsWith(NOTE)).toList());
        assertEquals(ExitCode.OK, status);
        return this;
    }

    /** Asserts that it failed with one line. */
    void failed(final int expected, final String message) {
        assertEquals("inpaintj: " + message, err.strip());
        assertEquals(expected, status);
    }
}
