package org.inpaintj.model.download;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;

import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import org.inpaintj.RunningJava;
import org.inpaintj.core.Progress;

/** Programs that are killed while they download, and two that want the same file. */
@Timeout(60)
class TwoDownloadsTest {

    private static final byte[] BYTES = LoopbackHub.random(400_000, 9);

    @TempDir
    Path folder;
    @AutoClose
    private final LoopbackHub hub = new LoopbackHub();

    /** A program that downloads one file: address, size, digest, folder. */
    public static void main(final String[] args) throws IOException {
        new Downloader(DownloadSettings.NORMAL.withVariables(name -> null)).fetch(List.of(new RemoteFile(
                URI.create(args[0]), "a.onnx", Long.parseLong(args[1]), args[2])), Path.of(args[3]),
                (done, total, what) -> System.out.println(what));
    }

    private ProcessBuilder program() {
        return new ProcessBuilder(RunningJava.program(), "-Xshare:auto", "-XX:TieredStopAtLevel=1", "-cp",
                System.getProperty("java.class.path"), TwoDownloadsTest.class.getName(), hub.at("/a.onnx").toString(),
                "" + BYTES.length, LoopbackHub.sha256(BYTES), folder.toString()).redirectErrorStream(true);
    }

    private RemoteFile wanted() {
        return new RemoteFile(hub.at("/a.onnx"), "a.onnx", BYTES.length, LoopbackHub.sha256(BYTES));
    }

    private List<String> names() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(each -> each.getFileName().toString()).sorted().toList();
        }
    }

    /** The server kills each program once it has sent it a random share. */
    @Test
    void whatAKilledProgramHasFetchedIsGoneOnWith() throws Exception {
        final Random random = new Random(11);
        final AtomicReference<Process> running = new AtomicReference<>();
        for (int i = 0; i < 8; i++) {
            final int most = random.nextInt(60_000);
            final CountDownLatch started = new CountDownLatch(1);
            hub.on("/a.onnx", exchange -> LoopbackHub.part(exchange, BYTES, "\"v\"", BYTES.length, 2000, sent -> {
                try {
                    Thread.sleep(3);
                    if (sent < most)
                        return;
                    started.await();
                    running.get().destroyForcibly().waitFor();
                } catch (final InterruptedException e) {
                    Thread.currentThread().interrupt();
                }
            }));
            final Process process = program().redirectOutput(ProcessBuilder.Redirect.DISCARD).start();
            running.set(process);
            started.countDown();
            assertTrue(process.waitFor(20, TimeUnit.SECONDS));
            assertFalse(Files.exists(folder.resolve("a.onnx")));
        }
        assertTrue(Files.size(folder.resolve("a.onnx.part")) > 0);
        hub.on("/a.onnx", LoopbackHub.file(BYTES, "\"v\""));
        new Downloader(hub.settings(Map.of())).fetch(List.of(wanted()), folder, Progress.NONE);
        assertArrayEquals(BYTES, Files.readAllBytes(folder.resolve("a.onnx")));
        assertEquals(List.of("a.onnx"), names());
        assertFalse(hub.asked.get(hub.asked.size() - 1).range().equals("null"));
    }

    @Test
    void theSecondProgramWaitsAndSaysSo() throws Exception {
        final CountDownLatch goOn = new CountDownLatch(1), first = new CountDownLatch(1);
        hub.on("/a.onnx", exchange -> LoopbackHub.part(exchange, BYTES, "\"v\"", BYTES.length, 200_000, sent -> {
            first.countDown();
            try {
                goOn.await(20, TimeUnit.SECONDS);
            } catch (final InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }));
        final Process process = program().redirectOutput(ProcessBuilder.Redirect.DISCARD).start();
        assertTrue(first.await(20, TimeUnit.SECONDS));
        final StringBuffer said = new StringBuffer();
        new Downloader(hub.settings(Map.of())).fetch(List.of(wanted()), folder, (done, total, what) -> {
            said.append(what).append('\n');
            goOn.countDown();
        });
        assertTrue(said.toString().startsWith("a.onnx: waiting for another program"), said.toString());
        assertEquals(0, process.waitFor());
        assertEquals(1, hub.asked.size());
        assertArrayEquals(BYTES, Files.readAllBytes(folder.resolve("a.onnx")));
        assertEquals(List.of("a.onnx"), names());
    }
}
