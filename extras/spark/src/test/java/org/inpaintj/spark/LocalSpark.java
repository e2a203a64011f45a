package org.inpaintj.spark;

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
import java.util.stream.Stream;

import javax.imageio.ImageIO;

import org.inpaintj.batch.BatchJournal;
import org.inpaintj.batch.BatchReport;
import org.inpaintj.core.Csv;

/**
 * A real Spark on this machine: a driver, a master, workers and their executors as processes of their own. It is where
 * {@code SPARK_HOME} says, else it is fetched into {@code target}.
 */
final class LocalSpark {

    static final String PYSPARK = "pyspark==4.3.0";
    static final int MINUTES = 4;
    static final String JAVA = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    static final Path TARGET = Path.of("target").toAbsolutePath();
    static final Path JAR = TARGET.resolve("inpaintj-spark.jar");
    static final Path INPAINTJ = TARGET.resolve("../../../target/inpaintj.jar").normalize();

    private LocalSpark() {}

    /** Null where there is no Python or no network. */
    static Path home() throws IOException, InterruptedException {
        final String named = System.getenv("SPARK_HOME");
        if (named != null)
            return Path.of(named);
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

    /** Starts spark-submit with so many workers of one executor with one core each. */
    static Process submit(final Path home, final int workers, final Path folder, final Path log,
            final List<String> more) throws IOException {
        return submit(home, "local-cluster[" + workers + ",1,1024]", folder, log, more);
    }

    /** The same on a cluster that is there. */
    static Process submit(final Path home, final String master, final Path folder, final Path log,
            final List<String> more) throws IOException {
        final List<String> arguments = new ArrayList<>(List.of("--master", master, "--driver-memory", "512m", "--conf",
                "spark.ui.enabled=false"));
        arguments.addAll(more);
        return start(home, "spark-submit", folder, log, arguments);
    }

    /** Starts one of Spark's programs. */
    static Process start(final Path home, final String program, final Path folder, final Path log,
            final List<String> arguments) throws IOException {
        final List<String> command = new ArrayList<>(List.of(home.resolve("bin").resolve(program).toString()));
        command.addAll(arguments);
        final ProcessBuilder builder = builder(command, folder, log);
        builder.environment().put("SPARK_HOME", home.toString());
        builder.environment().put("SPARK_LOCAL_IP", "127.0.0.1");
        builder.environment().put("SPARK_WORKER_DIR", folder.resolve("work").toString());
        builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
        return builder.start();
    }

    /** A process with the same time in its records as all others. */
    static ProcessBuilder builder(final List<String> command, final Path folder, final Path log) {
        final ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true)
                .redirectOutput(log.toFile()).directory(folder.toFile());
        builder.environment().put("SOURCE_DATE_EPOCH", "1700000000");
        return builder;
    }

    /** A batch on a cluster. */
    static List<String> batch(final List<String> arguments) {
        final List<String> all = new ArrayList<>(List.of("--class", SparkBatch.class.getName(), "--jars",
                INPAINTJ.toString(), JAR.toString()));
        all.addAll(arguments);
        return all;
    }

    /** Waves under noise, in grey and in colour by turns: {@code i0.png} and so on. */
    static void images(final Path folder, final int count, final int width, final int height) throws IOException {
        final Random random = new Random(5);
        for (int i = 0; i < count; i++) {
            final BufferedImage image = new BufferedImage(width, height, i % 2 == 0 ? BufferedImage.TYPE_BYTE_GRAY
                    : BufferedImage.TYPE_INT_RGB);
            for (int y = 0; y < height; y++)
                for (int x = 0; x < width; x++)
                    for (int c = 0; c < image.getRaster().getNumBands(); c++)
                        image.getRaster().setSample(x, y, c, (int) (120 + 60 * Math.sin(x / (5.0 + i))
                                * Math.cos(y / (7.0 + c)) + random.nextInt(30)));
            ImageIO.write(image, "png", folder.resolve("i" + i + ".png").toFile());
        }
    }

    /** Rows by the names of results. */
    static Map<String, Map<String, String>> report(final Path out) throws IOException {
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

    /** The images that a journal says to be done. */
    static long done(final Path out) throws IOException {
        final Path journal = out.resolve(BatchJournal.NAME);
        return Files.exists(journal) ? Files.readString(journal).lines()
                .filter(line -> line.contains("\"state\":\"done\"")).count() : 0;
    }

    /** All files of a folder but for the journal and the reports. */
    static Map<String, byte[]> results(final Path out) throws IOException {
        final Map<String, byte[]> all = new TreeMap<>();
        try (Stream<Path> files = Files.walk(out)) {
            for (final Path file : files.filter(Files::isRegularFile).toList())
                if (!file.getFileName().toString().startsWith("batch-"))
                    all.put(out.relativize(file).toString(), Files.readAllBytes(file));
        }
        return all;
    }

    /** The executors below a process. */
    static List<ProcessHandle> executors(final Process parent) {
        return parent.descendants().filter(process -> process.info().commandLine()
                .filter(line -> line.contains("CoarseGrainedExecutorBackend") && line.contains("--executor-id"))
                .isPresent()).toList();
    }

    /** Ends a process and all below it. */
    static void end(final Process process) {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
    }

    static String text(final Path file) {
        try {
            return Files.readString(file);
        } catch (final IOException e) {
            return e.toString();
        }
    }
}
