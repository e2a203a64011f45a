package org.inpaintj.spark;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.spi.ToolProvider;
import java.util.stream.Stream;

import javax.imageio.ImageIO;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import org.inpaintj.batch.BatchJournal;
import org.inpaintj.batch.BatchReport;
import org.inpaintj.core.Csv;

/**
 * A real Spark: a driver, a master, two workers and their executors as processes of their own, one of which is killed
 * in the middle. Spark is where {@code SPARK_HOME} says, else it is fetched into {@code target}.
 */
class ClusterTest {

    private static final String PYSPARK = "pyspark==4.3.0";
    private static final int MINUTES = 4, KILLED_AFTER = 2;
    private static final Path TARGET = Path.of("target").toAbsolutePath();
    private static final String JAVA = Path.of(System.getProperty("java.home"), "bin", "java").toString();

    private static final Path JAR = TARGET.resolve("inpaintj-spark.jar");

    private static final Path INPAINTJ = TARGET.resolve("../../../target/inpaintj.jar").normalize();

    private static Path spark;

    @TempDir
    Path folder;

    private Path table;

    @BeforeAll
    static void sparkIsThere() throws Exception {
        assertTrue(Files.isRegularFile(INPAINTJ), "no " + INPAINTJ + ": it comes of mvn -DskipTests install");
        final String named = System.getenv("SPARK_HOME");
        spark = named == null ? fetched() : Path.of(named);
        assertTrue(spark == null || Files.isRegularFile(spark.resolve("bin/spark-submit")),
                "no spark-submit in " + spark);
    }

    /** Null where there is no Python or no network. */
    private static Path fetched() throws Exception {
        final Path python = TARGET.resolve("python"), log = TARGET.resolve("python.txt");
        if (home(python) == null) {
            final List<List<String>> commands = List.of(List.of("python3", "-m", "venv", python.toString()),
                    List.of(python.resolve("bin/pip").toString(), "install", "-q", "--disable-pip-version-check",
                            PYSPARK));
            for (final List<String> command : commands)
                if (run(command, log) != 0)
                    return null;
        }
        return home(python);
    }

    private static Path home(final Path python) throws IOException {
        if (!Files.isDirectory(python))
            return null;
        try (Stream<Path> all = Files.find(python, 6, (path, is) -> path.endsWith("pyspark/bin/spark-submit"))) {
            return all.findFirst().map(path -> path.getParent().getParent()).orElse(null);
        }
    }

    private static int run(final List<String> command, final Path log) throws InterruptedException {
        try {
            final Process process = new ProcessBuilder(command).redirectErrorStream(true)
                    .redirectOutput(log.toFile()).start();
            return process.waitFor(MINUTES, TimeUnit.MINUTES) ? process.exitValue() : -1;
        } catch (final IOException e) {
            return -1;
        }
    }

    @BeforeEach
    void orItIsSaid() {
        assumeTrue(spark != null, "Spark cannot be fetched, so nothing is tested: python3 -m venv and pip install "
                + PYSPARK + " say why in " + TARGET.getFileName() + "/python.txt");
    }

    /** Ten rows: images of two kinds, two masks of one image, one file that is broken. */
    private void images() throws IOException {
        final Path in = Files.createDirectories(folder.resolve("in"));
        final Random random = new Random(5);
        final StringBuilder rows = new StringBuilder("image,out,roi,grow\n");
        for (int i = 0; i < 8; i++) {
            final BufferedImage image = new BufferedImage(480, 400, i % 2 == 0 ? BufferedImage.TYPE_BYTE_GRAY
                    : BufferedImage.TYPE_INT_RGB);
            for (int y = 0; y < image.getHeight(); y++)
                for (int x = 0; x < image.getWidth(); x++)
                    for (int c = 0; c < image.getRaster().getNumBands(); c++)
                        image.getRaster().setSample(x, y, c, (int) (120 + 60 * Math.sin(x / (5.0 + i))
                                * Math.cos(y / (7.0 + c)) + random.nextInt(30)));
            ImageIO.write(image, "png", in.resolve("i" + i + ".png").toFile());
            rows.append("i").append(i).append(".png,,\"").append(30 + i).append(",40,190,180\",\n");
        }
        rows.append("i0.png,deeper/second,\"250,200,150,120\",3\nbroken.png,,\"1,1,9,9\",\n");
        Files.writeString(in.resolve("broken.png"), "no image");
        table = Files.writeString(in.resolve("table.csv"), rows);
    }

    private Process start(final List<String> command, final Path log) throws IOException {
        final ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true)
                .redirectOutput(log.toFile()).directory(folder.toFile());
        builder.environment().put("SPARK_HOME", spark.toString());
        builder.environment().put("SPARK_LOCAL_IP", "127.0.0.1");
        builder.environment().put("SPARK_WORKER_DIR", folder.resolve("work").toString());
        builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
        builder.environment().put("SOURCE_DATE_EPOCH", "1700000000");
        return builder.start();
    }

    private Process submit(final Path out, final Path log, final String... more) throws IOException {
        final List<String> command = command("--class", SparkBatch.class.getName(), "--jars", INPAINTJ.toString(),
                JAR.toString());
        command.addAll(arguments(out));
        command.addAll(List.of(more));
        return start(command, log);
    }

    private static List<String> command(final String... more) {
        final List<String> command = new ArrayList<>(List.of(spark.resolve("bin/spark-submit").toString(), "--master",
                "local-cluster[2,1,1024]", "--driver-memory", "512m", "--conf", "spark.ui.enabled=false"));
        command.addAll(List.of(more));
        return command;
    }

    private List<String> arguments(final Path out) {
        return List.of(table.toString(), "--out", out.toString(), "--seed", "3", "--target", "image");
    }

    private static int status(final Process process, final Path log) throws Exception {
        final boolean ended = process.waitFor(MINUTES, TimeUnit.MINUTES);
        if (!ended) {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly();
        }
        assertTrue(ended, () -> "it hangs: " + text(log));
        return process.exitValue();
    }

    private static String text(final Path file) {
        try {
            return Files.readString(file);
        } catch (final IOException e) {
            return e.toString();
        }
    }

    /** Executors are processes below the driver. */
    private static List<ProcessHandle> executors(final Process driver) {
        return driver.descendants().filter(process -> process.info().commandLine()
                .filter(line -> line.contains("CoarseGrainedExecutorBackend") && line.contains("--executor-id"))
                .isPresent()).toList();
    }

    private static long done(final Path out) throws IOException {
        final Path journal = out.resolve(BatchJournal.NAME);
        return Files.exists(journal) ? Files.readString(journal).lines()
                .filter(line -> line.contains("\"state\":\"done\"")).count() : 0;
    }

    private static Map<String, byte[]> results(final Path out) throws IOException {
        final Map<String, byte[]> all = new TreeMap<>();
        try (Stream<Path> files = Files.walk(out)) {
            for (final Path file : files.filter(Files::isRegularFile).toList())
                if (!file.getFileName().toString().startsWith("batch-"))
                    all.put(out.relativize(file).toString(), Files.readAllBytes(file));
        }
        return all;
    }

    /** Rows by the names of results. */
    private static Map<String, Map<String, String>> report(final Path out) throws IOException {
        final List<Csv.Row> rows = Csv.parse(Files.readString(out.resolve(BatchReport.CSV)));
        final Map<String, Map<String, String>> report = new TreeMap<>();
        for (final Csv.Row row : rows.subList(1, rows.size())) {
            final Map<String, String> fields = new TreeMap<>();
            for (int i = 0; i < row.fields().size(); i++)
                fields.put(rows.get(0).fields().get(i), row.fields().get(i));
            report.put(fields.get("out"), fields);
        }
        return report;
    }

    @Test
    void withAnExecutorKilledInTheMiddleTheFilesAreThoseOfASingleMachine() throws Exception {
        images();
        final Path one = folder.resolve("one"), many = folder.resolve("many");
        final Path oneLog = folder.resolve("one.txt"), log = folder.resolve("many.txt");
        final List<String> single = new ArrayList<>(List.of(JAVA, "-Xmx1g", "-jar", INPAINTJ.toString(), "batch"));
        single.addAll(arguments(one));
        assertEquals(1, status(start(single, oneLog), oneLog), () -> text(oneLog));

        final Process driver = submit(many, log);
        while (driver.isAlive() && done(many) < KILLED_AFTER)
            Thread.sleep(20);
        final List<ProcessHandle> executors = executors(driver);
        assertEquals(2, executors.size(), () -> text(log));
        assertTrue(executors.get(0).destroyForcibly());
        assertEquals(1, status(driver, log), () -> text(log));

        final Map<String, byte[]> expected = results(one), actual = results(many);
        assertEquals(9, expected.size(), expected.keySet()::toString);
        assertEquals(expected.keySet(), actual.keySet(), "nothing but one file a result is left");
        expected.forEach((name, bytes) -> assertArrayEquals(bytes, actual.get(name), name));

        final Map<String, Map<String, String>> alone = report(one), spread = report(many);
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
        assertEquals(1, status(submit(out, log, "--workers", "7"), log), () -> text(log));
        final Map<String, Map<String, String>> report = report(out);
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
                classes.toString(), "-C", TARGET.resolve("test-classes").toString(), "."));
        assertEquals(0, status(start(command("--conf", "spark.task.maxFailures=2", "--class",
                HaltingBatch.class.getName(), "--jars", INPAINTJ + "," + JAR, classes.toString(), out.toString()), log),
                log), () -> text(log));
        final Map<String, Map<String, String>> report = report(out);
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
