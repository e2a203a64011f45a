package org.inpaintj.spark;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.spi.ToolProvider;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;


/**
 * A real Spark with two workers, whose executors are processes of their own, one of which is killed in the middle.
 */
class ClusterTest {

    private static final int KILLED_AFTER = 2;

    private static Path spark;

    @TempDir
    Path folder;

    private Path table;

    @BeforeAll
    static void sparkIsThere() throws Exception {
        assertTrue(Files.isRegularFile(LocalSpark.INPAINTJ),
                "no " + LocalSpark.INPAINTJ + ": it comes of mvn -DskipTests install");
        spark = LocalSpark.home();
        assertTrue(spark == null || Files.isRegularFile(spark.resolve("bin/spark-submit")),
                "no spark-submit in " + spark);
    }

    @BeforeEach
    void orItIsSaid() {
        assumeTrue(spark != null, "Spark cannot be fetched, so nothing is tested: python3 -m venv and pip install "
                + LocalSpark.PYSPARK + " say why in " + LocalSpark.TARGET.getFileName() + "/python.txt");
    }

    /** Ten rows: images of two kinds, two masks of one image, one file that is broken. */
    private void images() throws IOException {
        final Path in = Files.createDirectories(folder.resolve("in"));
        LocalSpark.images(in, 8, 480, 400);
        final StringBuilder rows = new StringBuilder("image,out,roi,grow\n");
        for (int i = 0; i < 8; i++)
            rows.append("i").append(i).append(".png,,\"").append(30 + i).append(",40,190,180\",\n");
        rows.append("i0.png,deeper/second,\"250,200,150,120\",3\nbroken.png,,\"1,1,9,9\",\n");
        Files.writeString(in.resolve("broken.png"), "no image");
        table = Files.writeString(in.resolve("table.csv"), rows);
    }

    private Process submit(final Path out, final Path log, final String... more) throws IOException {
        final List<String> all = new ArrayList<>(arguments(out));
        all.addAll(List.of(more));
        return LocalSpark.submit(spark, 2, folder, log, LocalSpark.batch(all));
    }

    private List<String> arguments(final Path out) {
        return List.of(table.toString(), "--out", out.toString(), "--seed", "3", "--target", "image");
    }

    private static int status(final Process process, final Path log) throws Exception {
        final boolean ended = process.waitFor(LocalSpark.MINUTES, TimeUnit.MINUTES);
        if (!ended)
            LocalSpark.end(process);
        assertTrue(ended, () -> "it hangs: " + LocalSpark.text(log));
        return process.exitValue();
    }

    @Test
    void withAnExecutorKilledInTheMiddleTheFilesAreThoseOfASingleMachine() throws Exception {
        images();
        final Path one = folder.resolve("one"), many = folder.resolve("many");
        final Path oneLog = folder.resolve("one.txt"), log = folder.resolve("many.txt");
        final List<String> single = new ArrayList<>(List.of(LocalSpark.JAVA, "-Xmx1g", "-jar",
                LocalSpark.INPAINTJ.toString(), "batch"));
        single.addAll(arguments(one));
        assertEquals(1, status(LocalSpark.builder(single, folder, oneLog).start(), oneLog),
                () -> LocalSpark.text(oneLog));

        final Process driver = submit(many, log);
        while (driver.isAlive() && LocalSpark.done(many) < KILLED_AFTER)
            Thread.sleep(20);
        final List<ProcessHandle> executors = LocalSpark.executors(driver);
        assertEquals(2, executors.size(), () -> LocalSpark.text(log));
        assertTrue(executors.get(0).destroyForcibly());
        assertEquals(1, status(driver, log), () -> LocalSpark.text(log));

        final Map<String, byte[]> expected = LocalSpark.results(one), actual = LocalSpark.results(many);
        assertEquals(9, expected.size(), expected.keySet()::toString);
        assertEquals(expected.keySet(), actual.keySet(), "nothing but one file a result is left");
        expected.forEach((name, bytes) -> assertArrayEquals(bytes, actual.get(name), name));

        final Map<String, Map<String, String>> alone = LocalSpark.report(one), spread = LocalSpark.report(many);
        assertEquals(alone.keySet(), spread.keySet());
        int retried = 0;
        for (final Map.Entry<String, Map<String, String>> row : spread.entrySet()) {
            final Map<String, String> before = alone.get(row.getKey()), after = row.getValue();
            for (final String column : List.of("item", "state", "engine", "seed", "keys", "image_sha256", "out_sha256"))
                assertEquals(before.get(column), after.get(column), row.getKey() + ", " + column);
            if (!after.get("attempts").equals("1") && after.get("notes").contains("the executor was lost"))
                retried++;
        }
        assertTrue(retried > 0, () -> "what was begun again is in the report: " + spread);
        assertEquals("failed", spread.get("broken.png").get("state"));

        goesOn(many, actual);
    }

    /** One result is gone and one was edited: the first is made again, the second is not replaced. */
    private void goesOn(final Path out, final Map<String, byte[]> before) throws Exception {
        final Path log = folder.resolve("again.txt");
        Files.delete(out.resolve("i3.png"));
        Files.writeString(out.resolve("i4.png"), "edited");
        assertEquals(1, status(submit(out, log, "--workers", "7"), log), () -> LocalSpark.text(log));
        final Map<String, Map<String, String>> report = LocalSpark.report(out);
        assertEquals("done", report.get("i3.png").get("state"));
        assertArrayEquals(before.get("i3.png"), Files.readAllBytes(out.resolve("i3.png")));
        assertTrue(report.get("i4.png").get("failure").contains("was changed since it was made"));
        assertEquals("edited", Files.readString(out.resolve("i4.png")));
        assertEquals(7, report.values().stream().filter(row -> row.get("state").equals("kept")).count());
        final String said = Files.readString(log);
        assertTrue(said.contains("Wrote 1 of 10, kept 7; report in "), said);
        assertTrue(said.contains("inpaintj: note: --workers is not used on a cluster: "), said);
        assertFalse(said.contains("Unexpected error"), said);
    }

    /** One that ends every process that begins it stops neither Spark nor the others. */
    @Test
    void whatFailsIsTriedAgainAndThenSaid() throws Exception {
        final Path classes = folder.resolve("classes.jar"), out = folder.resolve("out");
        final Path log = folder.resolve("log.txt");
        assertEquals(0, ToolProvider.findFirst("jar").orElseThrow().run(System.out, System.err, "cf",
                classes.toString(), "-C", LocalSpark.TARGET.resolve("test-classes").toString(), "."));
        assertEquals(0, status(LocalSpark.submit(spark, 2, folder, log, List.of("--conf", "spark.task.maxFailures=2",
                "--class", HaltingBatch.class.getName(), "--jars", LocalSpark.INPAINTJ + "," + LocalSpark.JAR,
                classes.toString(), out.toString())), log), () -> LocalSpark.text(log));
        final Map<String, Map<String, String>> report = LocalSpark.report(out);
        final Map<String, String> states = new TreeMap<>();
        report.forEach((name, row) -> states.put(row.get("item"), row.get("state") + " " + row.get("attempts")));
        assertEquals("failed 2", states.get("halts"));
        states.remove("halts");
        // an attempt more where the process was ended by the neighbour
        states.replaceAll((name, state) -> state.replaceFirst("(done|failed) \\d+$", "$1"));
        assertEquals(Map.of("plain", "done", "throws once", "done", "too large once", "done", "always throws", "failed",
                "refused", "failed"), states);
        assertTrue(report.get("halts.out").get("failure").startsWith("It was tried 2 times and ended the process"),
                report::toString);
        for (final String name : List.of("throws once", "too large once"))
            assertTrue(report.get(name + ".out").get("notes").contains("gave no result"), report::toString);
        assertEquals("Unexpected error; please report it: java.lang.IllegalStateException: the disk was away",
                report.get("always throws.out").get("failure"));
        assertEquals("Nothing is selected.", report.get("refused.out").get("failure"));
        assertEquals("plain", Files.readString(out.resolve("plain.out")));
    }
}
