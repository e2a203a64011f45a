package org.inpaintj.history;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import org.inpaintj.RunningJava;

/**
 * Kills pairs of programs while they write into one history, and looks after each pair at what is there:
 * {@code HistoryKills [ROUNDS [SEED]]}. The test of the history does a few rounds; this, as many as are wanted.
 */
final class HistoryKills {

    /** The file is written anew all the time, since it has reached this bound. */
    private static final int BOUND = 40;
    /** How long they go on after both have kept a run, microseconds at most. */
    private static final int LONGEST = 60_000;

    private final Path home;
    private final HistoryStore store;

    HistoryKills(final Path home) {
        this.home = home;
        store = new HistoryStore(Optional.of(home.resolve("history")));
        store.set(new HistorySettings(true, false, true, BOUND, 50));
    }

    public static void main(final String[] args) throws Exception {
        final int rounds = args.length > 0 ? Integer.parseInt(args[0]) : 200;
        final long seed = args.length > 1 ? Long.parseLong(args[1]) : System.nanoTime();
        System.out.println("seed " + seed);
        final long begin = System.nanoTime();
        new HistoryKills(Files.createTempDirectory("history-kills")).run(rounds, new Random(seed));
        System.out.println(rounds + " rounds of two programs, nothing lost, " + (System.nanoTime() - begin) / 1_000_000
                + " ms");
    }

    /** @throws AssertionError if anything is lost that was said to be kept, or more than a line at a time is damaged */
    void run(final int rounds, final Random random) throws Exception {
        int kept = 0;
        for (int round = 0; round < rounds; round++) {
            final List<String> names = List.of("a" + round, "b" + round);
            final int[] last = kill(names, random.nextInt(LONGEST));
            final HistoryList list = store.entries();
            assertTrue(list.damaged() <= 1, list.damaged() + " damaged");
            kept = Math.min(BOUND, kept + last[0] + last[1]);
            assertTrue(list.entries().size() >= kept, list.entries().size() + " of " + kept);
            for (int i = 0; i < names.size(); i++)
                check(list.entries(), names.get(i) + "-", last[i], last[0] + last[1] < BOUND / 2);
        }
        store.add(HistoryWriterSubprocess.entry("after", "prompt", "p"));
        assertEquals(0, store.entries().damaged());
    }

    /** How many each has said to be kept. */
    private int[] kill(final List<String> names, final int microseconds) throws Exception {
        final List<Process> writers = new ArrayList<>();
        for (final String name : names)
            writers.add(new ProcessBuilder(RunningJava.program(), "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-cp",
                    System.getProperty("java.class.path"), HistoryWriterSubprocess.class.getName(),
                    home.resolve("history").toString(), name).redirectError(ProcessBuilder.Redirect.INHERIT)
                    .redirectOutput(said(name)).start());
        for (int i = 0; i < names.size(); i++)
            while (last(names.get(i)) == 0)
                assertFalse(writers.get(i).waitFor(5, TimeUnit.MILLISECONDS), "it ended by itself");
        TimeUnit.MICROSECONDS.sleep(microseconds);
        writers.forEach(Process::destroyForcibly);
        for (final Process writer : writers)
            assertTrue(writer.waitFor() != 0, "it ended by itself");
        return names.stream().mapToInt(this::last).toArray();
    }

    private File said(final String name) {
        return home.resolve(name + ".txt").toFile();
    }

    private int last(final String name) {
        try {
            final String text = Files.readString(said(name).toPath());
            final List<String> lines = text.substring(0, text.lastIndexOf('\n') + 1).lines().toList();
            return lines.isEmpty() ? 0 : Integer.parseInt(lines.get(lines.size() - 1));
        } catch (final IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Those that were said to be kept are there, but for the oldest where there is a bound. */
    private static void check(final List<HistoryEntry> entries, final String name, final int last, final boolean all) {
        final Set<Integer> there = entries.stream().map(HistoryEntry::id).filter(id -> id.startsWith(name))
                .map(id -> Integer.parseInt(id.substring(name.length()))).collect(Collectors.toSet());
        final int first = all ? 1 : there.stream().mapToInt(i -> i).min().orElse(last + 1);
        assertTrue(there.containsAll(IntStream.rangeClosed(first, last).boxed().toList()), name + last + ": " + there);
    }
}
