package org.inpaintj.spark;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

import org.inpaintj.batch.BatchReport;

/**
 * Throughput of a batch on Spark with one worker and with two, in turns, {@code [IMAGES [ROUNDS]]}: 512 x 512 px with a
 * hole of 300 x 300 px each, embedded engine. Prints, as medians over the rounds, the whole time, that from the first
 * image's end to the last one's, and the share of the executors' time outside of the engine. To be run by hand in
 * {@code extras/spark} after {@code mvn verify}.
 */
public final class ClusterBenchmark {

    private static final int[] WORKERS = { 1, 2 };

    /** A worker of one core has a Java that uses one: else one alone takes all processors of the machine. */
    private static final List<String> ONE_CORE =
            List.of("--conf", "spark.executor.extraJavaOptions=-XX:ActiveProcessorCount=1");

    /** Seconds of a run. */
    private record Run(double all, double between, double outside) {
    }

    private ClusterBenchmark() {}

    public static void main(final String[] arguments) throws Exception {
        final int images = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 40;
        final int rounds = arguments.length > 1 ? Integer.parseInt(arguments[1]) : 3;
        final Path spark = LocalSpark.home(), folder = Files.createTempDirectory(LocalSpark.TARGET, "benchmark");
        LocalSpark.images(folder, images, 512, 512);
        final StringBuilder rows = new StringBuilder("image,roi\n");
        for (int i = 0; i < images; i++)
            rows.append("i").append(i).append(".png,\"100,110,300,300\"\n");
        final Path table = Files.writeString(folder.resolve("table.csv"), rows);
        final Run[][] runs = new Run[WORKERS.length][rounds];
        for (int round = 0; round < rounds; round++)
            // each first in half of the rounds
            for (int k = 0; k < WORKERS.length; k++) {
                final int which = (k + round) % WORKERS.length;
                runs[which][round] = run(spark, WORKERS[which], table, folder.resolve(WORKERS[which] + "-" + round));
                System.out.printf(Locale.ROOT, "%d: %.1f s, from the first image on %.1f s%n", WORKERS[which],
                        runs[which][round].all(), runs[which][round].between());
            }
        final Run[] middle = new Run[WORKERS.length];
        for (int which = 0; which < WORKERS.length; which++) {
            final List<Run> each = List.of(runs[which]);
            middle[which] = new Run(median(each.stream().mapToDouble(Run::all).toArray()),
                    median(each.stream().mapToDouble(Run::between).toArray()),
                    median(each.stream().mapToDouble(Run::outside).toArray()));
            System.out.printf(Locale.ROOT, "%d workers, medians of %d: %.1f s, %.3f images a second from the first on, "
                    + "outside of the engine %.1f %%%n", WORKERS[which], rounds, middle[which].all(),
                    (images - 1) / middle[which].between(), 100 * middle[which].outside());
        }
        System.out.printf(Locale.ROOT, "two over one: %.2f times as many images a second, %.2f of the whole time%n",
                middle[0].between() / middle[1].between(), middle[1].all() / middle[0].all());
    }

    private static Run run(final Path spark, final int workers, final Path table, final Path out) throws Exception {
        final Path log = out.resolveSibling(out.getFileName() + ".txt");
        final long start = System.nanoTime();
        final List<String> more = new ArrayList<>(ONE_CORE);
        more.addAll(LocalSpark.batch(List.of(table.toString(), "--out", out.toString(), "--seed", "3", "--target",
                "image")));
        final Process driver = LocalSpark.submit(spark, workers, out.getParent(), log, more);
        while (driver.isAlive() && LocalSpark.done(out) == 0)
            Thread.sleep(20);
        final long first = System.nanoTime();
        if (driver.waitFor() != 0)
            throw new IOException(Files.readString(log));
        final long end = System.nanoTime();
        final String report = Files.readString(out.resolve(BatchReport.JSON));
        return new Run((end - start) / 1e9, (end - first) / 1e9, 1 - sum(report, "engine_time")
                / sum(report, "seconds"));
    }

    /** All numbers of a name. */
    private static double sum(final String json, final String name) {
        return Pattern.compile('"' + name + "\": ([0-9.E-]+)").matcher(json).results()
                .mapToDouble(match -> Double.parseDouble(match.group(1))).sum();
    }

    private static double median(final double[] values) {
        final double[] sorted = Arrays.stream(values).sorted().toArray();
        return (sorted[(sorted.length - 1) / 2] + sorted[sorted.length / 2]) / 2;
    }
}
