package org.inpaintj.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;

import com.sun.net.httpserver.HttpServer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine.ExitCode;

/** The sub-command {@code models} against a real server on this machine. */
class ModelsCommandTest {

    private final byte[] content = new byte[200_000];
    private HttpServer server;

    @TempDir
    private Path folder;

    @BeforeEach
    void serve() throws IOException {
        new Random(1).nextBytes(content);
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        for (final String name : new String[] { "tiny.safetensors", "tiny.pth" })
            server.createContext("/models/" + name, exchange -> {
                exchange.sendResponseHeaders(200, content.length);
                exchange.getResponseBody().write(content);
                exchange.close();
            });
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    @Test
    void aFileIsFetched() throws IOException {
        final CliRun run = CliRun.of("models", "get", address("tiny.safetensors"), "--out", folder.resolve("new"));
        final Path file = folder.resolve("new/tiny.safetensors");
        assertEquals(ExitCode.OK, run.status(), run.err());
        assertEquals(file + System.lineSeparator(), run.out());
        assertArrayEquals(content, Files.readAllBytes(file));
        try (Stream<Path> files = Files.list(file.getParent())) {
            assertEquals(List.of(file), files.toList());
        }
    }

    @Test
    void whatCannotBeHadIsSaidAndLeavesNothing() throws IOException {
        fails("tiny.pth", "is a pickle file");
        fails("none.safetensors", "'none.safetensors'");
        final CliRun asked = CliRun.of("models", "get", address("tiny.pth"), "--out", folder, "--pickle");
        assertEquals(ExitCode.OK, asked.status(), asked.err());
        assertArrayEquals(content, Files.readAllBytes(folder.resolve("tiny.pth")));
    }

    @Test
    void aWrongLineIsUsage() {
        for (final String[] words : new String[][] { { "models", "fetch", "hf:a/b", "--out", "x" },
                { "models", "get", "hf:a/b" }, { "models" } }) {
            final CliRun run = CliRun.of((Object[]) words);
            assertEquals(ExitCode.USAGE, run.status(), run.err());
            assertTrue(run.err().startsWith("inpaintj: "), run.err());
        }
        final CliRun run = CliRun.of("models", "get", "some model", "--out", folder.resolve("new"));
        assertEquals(ExitCode.SOFTWARE, run.status());
        assertTrue(run.err().contains("give hf:owner/name"), run.err());
        assertFalse(Files.exists(folder.resolve("new")));
    }

    private void fails(final String name, final String words) throws IOException {
        final Path out = folder.resolve("none");
        final CliRun run = CliRun.of("models", "get", address(name), "--out", out);
        assertEquals(ExitCode.SOFTWARE, run.status(), run.out());
        assertTrue(run.err().contains(words), run.err());
        if (Files.exists(out))
            try (Stream<Path> files = Files.list(out)) {
                assertEquals(List.of(), files.filter(f -> !f.toString().endsWith(".lock")).toList());
            }
    }

    private String address(final String name) {
        return "http://127.0.0.1:" + server.getAddress().getPort() + "/models/" + name;
    }
}
