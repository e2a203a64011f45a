package org.inpaintj;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

import org.inpaintj.cli.Main;

/** Injects faults round by round and says how many rounds ended right, for programs that are started by hand. */
public final class FaultRounds {

    private FaultRounds() {}

    /** A round: something is begun, disturbed by the fault, and looked at. */
    @FunctionalInterface
    public interface Round<F> {

        /** @throws AssertionError if the fault did harm */
        void inject(F fault) throws IOException, InterruptedException;
    }

    /**
     * Does so many rounds of each fault, and ends the process: with status 0 if all were right.
     *
     * @param folder that they work in, deleted if all were right
     */
    public static <F> void run(final List<F> faults, final int rounds, final Path folder, final Round<F> each)
            throws IOException, InterruptedException {
        boolean right = true;
        for (final F fault : faults) {
            int good = 0;
            for (int round = 0; round < rounds; round++)
                try {
                    each.inject(fault);
                    good++;
                } catch (final AssertionError e) {
                    right = false;
                    System.out.println(fault + ", round " + (round + 1) + ": " + e.getMessage());
                }
            System.out.println(fault + ": " + good + " of " + rounds);
        }
        if (right)
            delete(folder);
        System.exit(right ? 0 : 1);
    }

    /**
     * Starts the command line as a process of its own, without a display, whose records have the same time in all runs.
     *
     * @param before   words that come before those of Java; may be none
     * @param mostHeap the most that Java takes, such as 256m
     * @param words    of the command line
     * @param said     the file for what it prints
     */
    public static Process start(final List<String> before, final String mostHeap, final List<String> words,
            final Path said) throws IOException {
        final List<String> command = new ArrayList<>(before);
        command.addAll(List.of(RunningJava.program(), "-XX:TieredStopAtLevel=1", "-XX:-UsePerfData", "-Xmx" + mostHeap,
                "-cp", System.getProperty("java.class.path"), Main.class.getName()));
        command.addAll(words);
        final ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true)
                .redirectOutput(said.toFile());
        builder.environment().remove("DISPLAY");
        builder.environment().put("SOURCE_DATE_EPOCH", "1000000000");
        return builder.start();
    }

    /** Deletes a file, or a folder with all in it. */
    public static void delete(final Path path) throws IOException {
        try (Stream<Path> files = Files.walk(path)) {
            for (final Path file : files.sorted(Comparator.reverseOrder()).toList())
                Files.delete(file);
        }
    }

    /** Fails with what was expected, unless it is so. */
    public static void expect(final boolean right, final String what) {
        if (!right)
            throw new AssertionError(what);
    }
}
