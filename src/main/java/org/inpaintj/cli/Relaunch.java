package org.inpaintj.cli;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

import org.inpaintj.onnx.Platform;

/**
 * Runs the command line in a second Java with options that suit a short run, because a jar cannot carry options. The
 * quick compiler alone makes a small job a quarter faster than both, and large ones no slower: measured in
 * DEVELOPING.md. The first Java only waits, which costs about 0.05 s.
 */
final class Relaunch {

    /** Set in the second Java; set by hand, {@code -Dinpaintj.direct=true}, it keeps everything in the first. */
    private static final String DIRECT = "inpaintj.direct";

    private Relaunch() {}

    /**
     * Runs the same command line again and waits for it.
     *
     * @param embedded true if the embedded engine runs, whose start is worth a {@link ClassArchive}
     * @return its exit status; empty if this already is the second Java, or the system does not tell how the first was
     *         called
     */
    static OptionalInt run(final boolean embedded) {
        if (Boolean.getBoolean(DIRECT))
            return OptionalInt.empty();
        final ProcessHandle.Info self = ProcessHandle.current().info();
        final Optional<String> java = self.command();
        final Optional<String[]> arguments = self.arguments();
        if (java.isEmpty() || arguments.isEmpty())
            return OptionalInt.empty();
        final List<String> given = List.of(arguments.get());
        final int jar = given.indexOf("-jar");
        final Optional<ClassArchive> archive = embedded && jar >= 0
                ? ClassArchive.of(Platform.cache(), System.getProperty("java.class.path"), given.subList(0, jar))
                : Optional.empty();
        // the user's own options follow ours and win
        final List<String> command = new ArrayList<>(List.of(java.get(), "-XX:TieredStopAtLevel=1",
                "-D" + DIRECT + "=true"));
        archive.ifPresent(classes -> command.addAll(classes.options()));
        command.addAll(given);
        try {
            final Process second = new ProcessBuilder(command).inheritIO().start();
            Runtime.getRuntime().addShutdownHook(new Thread(second::destroy));
            final int status = second.waitFor();
            archive.ifPresent(classes -> classes.keep(status == 0));
            return OptionalInt.of(status);
        } catch (final IOException e) {
            return OptionalInt.empty();
        } catch (final InterruptedException e) {
            Thread.currentThread().interrupt();
            return OptionalInt.of(Cli.FAILED);
        }
    }
}
