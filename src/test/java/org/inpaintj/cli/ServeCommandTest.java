package org.inpaintj.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import com.google.gson.JsonObject;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine.ExitCode;

import org.inpaintj.RunningJava;
import org.inpaintj.model.folder.ModelFixture;
import org.inpaintj.serve.ServeClient;

/** The sub-command {@code serve}: in this process, and as a process that a user starts and ends. */
@Timeout(120)
class ServeCommandTest {

    private static final Pattern ADDRESS = Pattern.compile("InpaintJ answers at (http://127\\.0\\.0\\.1:\\d+)");

    @TempDir
    private Path folder;

    @Test
    void itAnswersUntilItIsInterrupted() throws IOException, InterruptedException {
        final Path models = Files.createDirectory(folder.resolve("models"));
        ModelFixture.copy("sd15", models.resolve("b model"));
        ModelFixture.copy("sd15", models.resolve("sub/a model"));
        Files.copy(ModelFixture.archive("loras").resolve("kohya.safetensors"), models.resolve("light.safetensors"));
        Files.writeString(models.resolve("broken.safetensors"), "no weights");
        final Path key = Files.writeString(folder.resolve("key.txt"), "token-7\n");
        final ByteArrayOutputStream out = new ByteArrayOutputStream(), err = new ByteArrayOutputStream();
        final int[] status = { -5 };
        final Thread thread = new Thread(() -> status[0] = Cli.run(List.of("serve", "--port", "0", "--models",
                models.toString(), "--out", folder.resolve("out").toString(), "--api-auth-file", key.toString(),
                "--allow-host", "A.example", "--allow-host", "b.example", "--cors-origin", "http://localhost:5"),
                new PrintStream(out, true), new PrintStream(err, true)));
        thread.start();
        while (!out.toString(StandardCharsets.UTF_8).contains("; the first is"))
            Thread.sleep(20);
        final Matcher address = ADDRESS.matcher(out.toString(StandardCharsets.UTF_8));
        assertTrue(address.find());
        assertTrue(out.toString(StandardCharsets.UTF_8).contains("2 models; the first is 'b model'."),
                out.toString(StandardCharsets.UTF_8));
        final ServeClient client = new ServeClient(address.group(1));
        assertEquals(401, client.get("/").status());
        final String listed = client.get("/sdapi/v1/sd-models", "Authorization", "Bearer token-7").text();
        assertTrue(listed.contains("\"title\":\"sub/a model\"") && listed.contains("\"model_name\":\"sub_a model\""),
                listed);
        assertFalse(listed.contains("broken") || listed.contains(folder.toString()), listed);
        assertTrue(client.get("/sdapi/v1/loras", "Authorization", "Bearer token-7").text().contains("\"light\""));
        assertEquals(200, client.status("GET /", "Host: a.example", "Authorization: Bearer token-7"));
        assertTrue(Files.isDirectory(folder.resolve("out")));
        thread.interrupt();
        thread.join();
        assertEquals(ExitCode.OK, status[0]);
        assertEquals("", err.toString(StandardCharsets.UTF_8));
    }

    @Test
    void aWrongLineIsRefused() throws IOException {
        final CliRun port = CliRun.of("serve", "--port", "many");
        assertEquals(ExitCode.USAGE, port.status());
        assertTrue(port.err().contains("must be a whole number from 0 to 65535, not 'many'"), port.err());
        assertEquals(ExitCode.USAGE, CliRun.of("serve", "--port", "70000").status());
        assertEquals(ExitCode.USAGE, CliRun.of("serve", "models").status());
        fails("set a key in INPAINTJ_API_KEY", "serve", "--port", "0", "--listen", "0.0.0.0");
        fails("There is no folder", "serve", "--port", "0", "--models", folder.resolve("none"));
        fails("holds no key", "serve", "--port", "0", "--api-auth-file", Files.createFile(folder.resolve("empty")));
        fails("not USER:PASSWORD", "serve", "--port", "0", "--api-auth", "ann");
        fails("is no origin", "serve", "--port", "0", "--cors-origin", "*");
        fails("cannot be made", "serve", "--port", "0", "--out", folder.resolve("empty"));
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            fails("give another --port", "serve", "--port", taken.getLocalPort());
        }
    }

    private static void fails(final String said, final Object... line) {
        final CliRun run = CliRun.of(line);
        assertEquals(ExitCode.SOFTWARE, run.status(), run.err());
        assertTrue(run.err().contains(said), run.err());
        assertFalse(run.err().contains("Exception"), run.err());
    }

    /** A process that a user ends while it paints answers first; before that it cuts off who sends slowly. */
    @Test
    void aProcessEndsCleanly() throws IOException, InterruptedException, ExecutionException, TimeoutException {
        final Path out = folder.resolve("out.txt");
        final ProcessBuilder builder = new ProcessBuilder(RunningJava.program(), "-Xmx512m",
                "-Dsun.net.httpserver.maxReqTime=1", "-cp", System.getProperty("java.class.path"),
                Main.class.getName(), "serve", "--port", "0").redirectOutput(out.toFile()).redirectErrorStream(true);
        builder.environment().keySet().removeAll(List.of("INPAINTJ_API_AUTH", "INPAINTJ_API_KEY"));
        final Process process = builder.start();
        try {
            while (!Files.readString(out).contains("embedded engine."))
                Thread.sleep(20);
            final Matcher address = ADDRESS.matcher(Files.readString(out));
            assertTrue(address.find(), Files.readString(out));
            final ServeClient client = new ServeClient(address.group(1));
            try (Socket slow = new Socket(InetAddress.getLoopbackAddress(), client.port())) {
                slow.setSoTimeout(60_000);
                slow.getOutputStream().write("POST /sdapi/v1/txt2img HTTP/1.1\r\nHos".getBytes(
                        StandardCharsets.US_ASCII));
                assertEquals(-1, slow.getInputStream().read(), "it is cut off");
            }
            final int side = 160;
            final JsonObject body = ServeClient.inpaint(ServeClient.picture(side, side, 1),
                    ServeClient.mask(side, side, 30, 30, 100), side, side, 1);
            body.addProperty("batch_size", 4);
            final CompletableFuture<ServeClient.Answer> answer =
                    CompletableFuture.supplyAsync(() -> client.post("/sdapi/v1/img2img", body));
            while (client.get("/sdapi/v1/progress?skip_current_image=true").object().getAsJsonObject("state")
                    .get("sampling_step").getAsInt() == 0)
                Thread.sleep(5);
            process.destroy();
            assertEquals(4, answer.get(60, TimeUnit.SECONDS).images().size());
            assertTrue(process.waitFor(60, TimeUnit.SECONDS));
            assertTrue(Files.readString(out).contains("The job that runs is being finished."), Files.readString(out));
        } finally {
            process.destroyForcibly();
        }
    }
}
