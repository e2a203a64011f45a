package org.inpaintj.cli.start;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.TimeUnit;

import picocli.CommandLine.ExitCode;

import org.inpaintj.core.PrivateFolder;
import org.inpaintj.onnx.Telemetry;

/**
 * Runs the command line in a second Java with options that suit a short run, because a jar cannot carry options. The
 * quick compiler alone makes a small job a quarter faster than both, and large ones no slower: measured in
 * docs/develop/start-up.md. The first Java only waits, which costs about 0.05 s, and loads little: no lambda is among
 * its code.
 */
final class Relaunch {

    /** Set by hand, {@code -Dinpaintj.direct=true}, it keeps everything in the first Java. */
    private static final String DIRECT = "inpaintj.direct";

    /** Exit statuses of a Java that was asked to end, or killed: SIGHUP, SIGINT, SIGKILL, SIGTERM. */
    private static final Set<Integer> ENDED = Set.of(129, 130, 137, 143);
    private static final int SIGNAL = 128;
    /** Seconds in which a second Java that was asked to end does so. */
    private static final int GRACE = 10;

    private final String program;
    private final List<String> given;
    private final Optional<ClassArchive> archive;
    private Process second;
    private boolean ending;

    /** @param given what the first Java was started with: its own options, the class to run and the command line */
    private Relaunch(final String program, final List<String> given, final Optional<ClassArchive> archive) {
        this.program = program;
        this.given = given;
        this.archive = archive;
        Runtime.getRuntime().addShutdownHook(new Stop());
    }

    /**
     * Runs the same command line again and waits for it.
     *
     * @param arguments of the command line
     * @param embedded  true if the embedded engine runs, whose start is worth a {@link ClassArchive}
     * @return its exit status; empty if this already is the second Java, or the system does not tell how the first was
     *         called
     */
    static OptionalInt run(final List<String> arguments, final boolean embedded) {
        if (Boolean.getBoolean(DIRECT) || ParentWatch.isSecond())
            return OptionalInt.empty();
        final ProcessHandle.Info self = ProcessHandle.current().info();
        final List<String> given = List.of(self.arguments().orElse(new String[0]));
        final int own = given.size() - arguments.size();
        // of a command line near a page of memory, 4096 bytes, Linux's Java tells only a part
        if (self.command().isEmpty() || own <= 0 || !given.subList(own, given.size()).equals(arguments))
            return OptionalInt.empty();
        final int jar = given.subList(0, own).indexOf("-jar");
        final Optional<ClassArchive> archive = embedded && jar >= 0
                ? ClassArchive.of(PrivateFolder.cache(), System.getProperty("java.class.path"), given.subList(0, jar))
                : Optional.empty();
        try {
            return OptionalInt.of(new Relaunch(self.command().get(), given, archive).run());
        } catch (final IOException e) {
            return OptionalInt.empty();
        } catch (final InterruptedException e) {
            Thread.currentThread().interrupt();
            return OptionalInt.of(ExitCode.SOFTWARE);
        }
    }

    private int run() throws IOException, InterruptedException {
        if (archive.isEmpty())
            return start(List.of());
        final int exit = start(archive.get().options());
        final OptionalInt status = archive.get().report().status();
        archive.get().close(exit == ExitCode.OK && status.isPresent() && status.getAsInt() == ExitCode.OK);
        if (status.isPresent())
            return status.getAsInt();
        if (!crashed(exit))
            return exit;
        archive.get().discard();
        System.err.println("inpaintj: Java ended with status " + exit
                + "; running once more without the archive of its classes.");
        return start(List.of());
    }

    /** Runs the second Java to its end. */
    private int start(final List<String> options) throws IOException, InterruptedException {
        // the user's own options follow ours and win
        final List<String> command = new ArrayList<>(List.of(program, "-XX:TieredStopAtLevel=1", "-XX:-UsePerfData",
                ParentWatch.option()));
        command.addAll(options);
        command.addAll(given);
        final ProcessBuilder builder = new ProcessBuilder(command).inheritIO();
        builder.environment().put(Telemetry.DISABLE, Telemetry.YES);
        synchronized (this) {
            if (ending)
                return ExitCode.SOFTWARE;
            second = builder.start();
        }
        return second.waitFor();
    }

    /** Ends the second Java, which cleans up, and lets no other start. */
    private void end() throws InterruptedException {
        synchronized (this) {
            ending = true;
            if (second == null)
                return;
        }
        second.destroy();
        if (!second.waitFor(GRACE, TimeUnit.SECONDS))
            second.destroyForcibly().waitFor();
    }

    /** True if Java itself failed, before or while the job ran; false if it was asked to end or ended by itself. */
    static boolean crashed(final int exit) {
        return exit < 0 || exit == ExitCode.SOFTWARE || exit > SIGNAL && !ENDED.contains(exit);
    }

    /** When the first Java is asked to end, the second ends before it. */
    private final class Stop extends Thread {

        @Override
        public void run() {
            try {
                end();
            } catch (final InterruptedException e) {
                // the second Java finds out by itself
            }
            if (archive.isPresent())
                archive.get().close(false);
        }
    }
}
