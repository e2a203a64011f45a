package org.inpaintj.spark;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.regex.Pattern;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/**
 * Two workers at addresses of their own, since Spark begins no copy of a task on the host that it runs on. One of them
 * is held until the other has begun a copy of its image; then both go on.
 */
class SpeculationTest {

    private static final int IMAGES = 5;
    /** The second stage is the one that paints. */
    private static final Pattern COPY = Pattern.compile("Starting task \\d+\\.1 in stage 1\\.");

    private final List<Process> services = new ArrayList<>();

    @TempDir
    Path folder;

    @AfterEach
    void end() throws InterruptedException {
        services.forEach(LocalSpark::end);
        for (final Process service : services)
            service.waitFor(10, TimeUnit.SECONDS);
    }

    /** Starts a part of the cluster and waits until its log says that it is there. */
    private Process service(final Path spark, final String name, final String said, final String... arguments)
            throws Exception {
        final Path log = folder.resolve(name + ".txt");
        final Process service = LocalSpark.start(spark, "spark-class", folder, log, List.of(arguments));
        services.add(service);
        until(service, () -> LocalSpark.text(log).contains(said), log);
        return service;
    }

    /** Something that may fail to be seen. */
    private interface Seen {
        boolean now() throws IOException;
    }

    private static void until(final Process running, final Seen seen, final Path log) throws Exception {
        final long end = System.nanoTime() + TimeUnit.MINUTES.toNanos(LocalSpark.MINUTES);
        while (!seen.now()) {
            assertTrue(running.isAlive() && System.nanoTime() < end, () -> LocalSpark.text(log));
            Thread.sleep(20);
        }
    }

    private static void signal(final ProcessHandle process, final String name) throws Exception {
        assertEquals(0, new ProcessBuilder("kill", "-" + name, Long.toString(process.pid())).start().waitFor());
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void twoAttemptsAtTheSameTimeLeaveOneResult() throws Exception {
        final Path spark = LocalSpark.home(), log = folder.resolve("driver.txt"), out = folder.resolve("out");
        assumeTrue(spark != null, "Spark cannot be fetched");
        final int port;
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
            port = free.getLocalPort();
        }
        final String master = "spark://127.0.0.1:" + port;
        service(spark, "master", "I have been elected leader", "org.apache.spark.deploy.master.Master", "--host",
                "127.0.0.1", "--port", Integer.toString(port), "--webui-port", "0");
        final List<Process> workers = new ArrayList<>();
        for (int k = 2; k <= 3; k++)
            workers.add(service(spark, "worker" + k, "Successfully registered with master",
                    "org.apache.spark.deploy.worker.Worker", "--host", "127.0.0." + k, "--webui-port", "0", "--cores",
                    "1", "--memory", "1g", "--work-dir", folder.resolve("work" + k).toString(), master));

        final Path in = Files.createDirectories(folder.resolve("in"));
        LocalSpark.images(in, IMAGES, 480, 400);
        final List<String> conf = new ArrayList<>();
        for (final String setting : List.of("speculation=true", "speculation.interval=50ms",
                "speculation.quantile=0.2", "speculation.multiplier=1.01", "speculation.minTaskRuntime=1ms",
                "executor.memory=1g", "executor.cores=1", "log.level=INFO"))
            conf.addAll(List.of("--conf", "spark." + setting));
        conf.addAll(LocalSpark.batch(List.of(in.toString(), "--out", out.toString(), "--seed", "3", "--target",
                "image", "--roi", "30,40,190,180")));
        final Process driver = LocalSpark.submit(spark, master, folder, log, conf);
        services.add(driver);
        until(driver, () -> LocalSpark.done(out) > 0, log);
        final ProcessHandle held = LocalSpark.executors(workers.get(0)).get(0);
        signal(held, "STOP");
        until(driver, () -> COPY.matcher(LocalSpark.text(log)).find(), log);
        signal(held, "CONT");
        assertTrue(driver.waitFor(LocalSpark.MINUTES, TimeUnit.MINUTES), () -> LocalSpark.text(log));
        assertEquals(0, driver.exitValue(), () -> LocalSpark.text(log));

        final Path one = folder.resolve("one"), oneLog = folder.resolve("one.txt");
        final Process single = LocalSpark.builder(List.of(LocalSpark.JAVA, "-Xmx1g", "-jar",
                LocalSpark.INPAINTJ.toString(), "batch", in.toString(), "--out", one.toString(), "--seed", "3",
                "--target", "image", "--roi", "30,40,190,180"), folder, oneLog).start();
        assertEquals(0, single.waitFor(), () -> LocalSpark.text(oneLog));
        final Map<String, byte[]> expected = LocalSpark.results(one), made = LocalSpark.results(out);
        assertEquals(IMAGES, expected.size());
        assertEquals(expected.keySet(), made.keySet(), "nothing but one file a result is left");
        expected.forEach((name, bytes) -> assertArrayEquals(bytes, made.get(name), name));

        final Map<String, Map<String, String>> report = LocalSpark.report(out);
        assertEquals(IMAGES, report.size());
        final Predicate<Map<String, String>> copied = row -> row.get("notes").contains("gave no result")
                || row.get("notes").contains("1 attempt was begun beside the one that gave the result");
        report.forEach((name, row) -> assertEquals("done", row.get("state"), name));
        assertTrue(report.values().stream().anyMatch(copied), () -> report + LocalSpark.text(log));
    }
}
