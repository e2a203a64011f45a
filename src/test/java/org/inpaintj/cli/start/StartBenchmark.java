package org.inpaintj.cli.start;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

import org.inpaintj.RunningJava;

/**
 * Runs two {@code inpaintj.jar} in turns on the sample image with a hole of 128 x 128 px, whole processes, and prints
 * how much longer the second takes:
 * {@code StartBenchmark BEFORE.jar [-OPTION...] AFTER.jar [-OPTION...] [PAIRS [IMAGE]]}. The options are Java's own,
 * each for the jar that it follows; another image has at least 320 x 320 px. Which jar goes first changes from pair to
 * pair, and the ratio is taken within each pair, so that other work on the machine, which slows both, cancels out.
 * Needs a POSIX shell, whose {@code times} adds up the processor time of both Javas of a command line.
 */
public final class StartBenchmark {

    private static final String SAMPLE = "/org/inpaintj/samples/camera.png";
    private static final int PAIRS = 15, WARM = 3, RESAMPLINGS = 10_000;
    /** As {@code times} prints them: minutes and seconds, user and system. */
    private static final Pattern TIME = Pattern.compile("(\\d+)m([\\d.]+)s");

    private final Path folder, image;

    private StartBenchmark(final Path folder, final Path image) {
        this.folder = folder;
        this.image = image;
    }

    /** Seconds of one run by the clock, and of the processors. */
    private record Run(double clock, double processor) {}

    public static void main(final String[] args) throws Exception {
        final List<List<String>> jars = new ArrayList<>();
        final List<String> others = new ArrayList<>();
        for (final String word : args)
            if (word.endsWith(".jar"))
                jars.add(new ArrayList<>(List.of("-jar", word)));
            else if (word.startsWith("-"))
                jars.get(jars.size() - 1).add(0, word);
            else
                others.add(word);
        final Path folder = Files.createTempDirectory("inpaintj-start");
        final Path image = others.size() > 1 ? Path.of(others.get(1)) : sample(folder);
        final StartBenchmark benchmark = new StartBenchmark(folder, image);
        final List<String> before = jars.get(0), after = jars.get(1);
        for (int k = 0; k < WARM; k++) {
            benchmark.run(before);
            benchmark.run(after);
        }
        final int pairs = others.size() > 0 ? Integer.parseInt(others.get(0)) : PAIRS;
        final List<Run> first = new ArrayList<>(), second = new ArrayList<>();
        for (int k = 0; k < pairs; k++) {
            if (k % 2 == 0)
                first.add(benchmark.run(before));
            second.add(benchmark.run(after));
            if (k % 2 != 0)
                first.add(benchmark.run(before));
        }
        report("clock", first.stream().mapToDouble(Run::clock).toArray(),
                second.stream().mapToDouble(Run::clock).toArray());
        report("processor", first.stream().mapToDouble(Run::processor).toArray(),
                second.stream().mapToDouble(Run::processor).toArray());
    }

    private static Path sample(final Path folder) throws IOException {
        final Path image = folder.resolve("camera.png");
        try (InputStream in = StartBenchmark.class.getResourceAsStream(SAMPLE)) {
            Files.copy(in, image);
        }
        return image;
    }

    private Run run(final List<String> jar) throws IOException, InterruptedException {
        final List<String> command = new ArrayList<>(List.of("/bin/sh", "-c", "\"$@\" >&2 || exit 1; times", "sh",
                RunningJava.program()));
        command.addAll(jar);
        command.addAll(List.of("inpaint", image.toString(), "--roi", "192,192,128,128", "--seed", "1",
                "--overwrite", "--out", folder.resolve("out.png").toString()));
        final ProcessBuilder builder = new ProcessBuilder(command).redirectError(folder.resolve("said.txt").toFile());
        // caches of its own, in which each jar has its archive
        final Map<String, String> environment = builder.environment();
        environment.put("XDG_CACHE_HOME", folder.resolve("cache").toString());
        final long start = System.nanoTime();
        final Process process = builder.start();
        final String times = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (process.waitFor() != 0)
            throw new IOException("the run failed: " + Files.readString(folder.resolve("said.txt")));
        final double clock = (System.nanoTime() - start) / 1e9;
        // the last two are those of the children
        final List<MatchResult> found = TIME.matcher(times).results().toList();
        return new Run(clock, seconds(found.get(found.size() - 2)) + seconds(found.get(found.size() - 1)));
    }

    private static double seconds(final MatchResult time) {
        return 60 * Integer.parseInt(time.group(1)) + Double.parseDouble(time.group(2));
    }

    private static void report(final String what, final double[] before, final double[] after) {
        final double[] ratios = new double[before.length];
        for (int k = 0; k < ratios.length; k++)
            ratios[k] = after[k] / before[k];
        final double[] medians = resampledMedians(ratios);
        System.out.printf(Locale.ROOT, "%-9s  before %.3f s (%.3f to %.3f), after %.3f s (%.3f to %.3f), ratio of "
                + "medians %.3f; ratio in pairs: median %.3f (95 %% interval %.3f to %.3f), quartiles %.3f and %.3f, "
                + "%d pairs%n", what,
                quantile(before, 0.5), quantile(before, 0.25), quantile(before, 0.75), quantile(after, 0.5),
                quantile(after, 0.25), quantile(after, 0.75), quantile(after, 0.5) / quantile(before, 0.5),
                quantile(ratios, 0.5), quantile(medians, 0.025), quantile(medians, 0.975), quantile(ratios, 0.25),
                quantile(ratios, 0.75), ratios.length);
    }

    /** Medians of as many values drawn with replacement (percentile bootstrap), which say how sure the median is. */
    private static double[] resampledMedians(final double[] values) {
        final Random random = new Random(1);
        final double[] medians = new double[RESAMPLINGS];
        for (int k = 0; k < RESAMPLINGS; k++)
            medians[k] = quantile(random.ints(values.length, 0, values.length).mapToDouble(i -> values[i]).toArray(),
                    0.5);
        return medians;
    }

    private static double quantile(final double[] values, final double share) {
        final double[] sorted = values.clone();
        Arrays.sort(sorted);
        final double at = share * (sorted.length - 1);
        final int below = (int) at;
        return sorted[below] + (at - below) * (sorted[Math.min(below + 1, sorted.length - 1)] - sorted[below]);
    }
}
