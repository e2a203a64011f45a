package org.inpaintj.engine.remote.comfy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Supplier;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import net.imglib2.RandomAccessibleInterval;
import net.imglib2.type.numeric.real.FloatType;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.inpaintj.core.InpaintException;
import org.inpaintj.core.Plane;
import org.inpaintj.core.Progress;
import org.inpaintj.engine.Result;
import org.inpaintj.engine.remote.FakeServer;
import org.inpaintj.engine.remote.FakeServer.Got;
import org.inpaintj.engine.remote.FakeServer.Reply;
import org.inpaintj.engine.remote.RemoteScenes;
import org.inpaintj.engine.remote.SecretStore;
import org.inpaintj.engine.remote.ServerPicture;

/** How far a graph is, told over a real WebSocket. */
class ComfyProgressTest {

    private static final String ID = "0c1d3ad2-7c3a-4f6c-9d7e-111122223333";
    private static final String DONE = "{\"" + ID + "\":{\"outputs\":{\"7\":{\"images\":[{\"filename\":\"a.png\","
            + "\"subfolder\":\"\",\"type\":\"temp\"}]}},\"status\":{\"status_str\":\"success\",\"completed\":true}}}";

    private final ComfyEngine engine = new ComfyEngine(new SecretStore(name -> name.equals("INPAINTJ_COMFYUI_KEY")
            ? "tok-geheim" : null, Optional.empty()), Duration.ofSeconds(20));
    private final List<Integer> steps = new CopyOnWriteArrayList<>();
    private final List<RandomAccessibleInterval<FloatType>> shown = new CopyOnWriteArrayList<>();
    private final Progress progress = new Progress() {
        @Override
        public void step(final int done, final int total, final String what) {
            steps.add(done);
        }

        @Override
        public void preview(final Supplier<RandomAccessibleInterval<FloatType>> pixels) {
            shown.add(pixels.get());
        }
    };
    private FakeServer server;

    @TempDir
    private Path folder;

    private FakeSocket socket;
    private volatile boolean done;

    @BeforeEach
    void start() throws IOException {
        server = new FakeServer()
                .on("GET /object_info/CheckpointLoaderSimple", got -> Reply.json("{\"CheckpointLoaderSimple\":{"
                        + "\"input\":{\"required\":{\"ckpt_name\":[[\"dreamy.safetensors\"],{}]}}}}"))
                .on("POST /upload/image", got -> Reply.json("{\"name\":\"x.png\",\"subfolder\":\"\"}"))
                .on("GET /history/" + ID, got -> Reply.json(done ? DONE : "{}"))
                .on("GET /view", got -> Reply.png(RemoteScenes.grey(600, 504, 0.25f)));
        socket = new FakeSocket(server.address());
    }

    @AfterEach
    void stop() throws IOException {
        socket.close();
        server.close();
    }

    private Result run() {
        return engine.run(RemoteScenes.request(engine, "server", socket.address()), RemoteScenes.scene(), progress);
    }

    private static String event(final String type, final String data) {
        return "{\"type\":\"" + type + "\",\"data\":{" + data + ",\"prompt_id\":\"" + ID + "\"}}";
    }

    private static byte[] preview(final boolean withFacts) {
        final ByteArrayOutputStream message = new ByteArrayOutputStream();
        try (DataOutputStream out = new DataOutputStream(message)) {
            final byte[] facts = "{\"image_type\":\"image/png\"}".getBytes(StandardCharsets.UTF_8);
            out.writeInt(withFacts ? 4 : 1);
            out.writeInt(withFacts ? facts.length : 1);
            if (withFacts)
                out.write(facts);
            out.write(withFacts ? RemoteScenes.grey(75, 63, 0.5f) : RemoteScenes.jpeg(75, 63, 0.5f));
        } catch (final IOException e) {
            throw new UncheckedIOException(e);
        }
        return message.toByteArray();
    }

    private Reply queued(final Runnable then) {
        new Thread(then).start();
        return Reply.json("{\"prompt_id\":\"" + ID + "\",\"number\":1,\"node_errors\":{}}");
    }

    @ParameterizedTest
    @ValueSource(booleans = { true, false })
    void stepsAndPicturesInBetweenAreShown(final boolean withFacts) {
        server.on("POST /prompt", got -> queued(() -> {
            socket.text("{\"type\":\"progress\",\"data\":{\"value\":9,\"max\":10,\"prompt_id\":\"another\"}}");
            socket.text("no JSON");
            socket.text(event("progress", "\"value\":5,\"max\":20,\"node\":\"5\""));
            socket.binary(preview(withFacts));
            pause(700);
            done = true;
            socket.text(event("executing", "\"node\":null"));
        }));
        final Result result = run();
        assertEquals(List.of(), result.notes().stream().filter(note -> note.contains("WebSocket")).toList());
        assertTrue(steps.contains(1 + 998 / 4), steps.toString());
        assertTrue(steps.stream().noneMatch(step -> step > 800 && step < 999), steps.toString());
        assertEquals(List.of(600L, 500L), List.of(shown.get(0).dimension(0), shown.get(0).dimension(1)));
        assertEquals(0.5f, Plane.of(shown.get(0), 1).at(300, 250), 1 / 255f);
        assertTrue(server.got("/history").size() <= 2, server.got("/history").size() + " questions");
        assertTrue(socket.head().contains("Bearer tok-geheim"), socket.head());
        assertTrue(server.got("/prompt").get(0).text().contains("\"client_id\":\"" + socket.head().replaceFirst(
                "(?s).*clientId=([^ ]+) .*", "$1") + "\""));
    }

    /** The nodes of Krita's plugin take pictures as texts, and give them over the socket or by a route of their own. */
    @ParameterizedTest
    @ValueSource(strings = { "websocket", "http" })
    void graphsWithNodesForToolsLeaveNothingOnTheServer(final String source) throws IOException {
        final Path file = Files.writeString(folder.resolve("etn.json"), """
                {"1": {"class_type": "ETN_LoadImageBase64", "inputs": {"image": "%image_text%"}},
                 "2": {"class_type": "ETN_LoadMaskBase64", "inputs": {"mask": "%mask_text%"}},
                 "3": {"class_type": "ETN_SendImageWebSocket", "inputs": {"images": ["1", 0], "format": "PNG"}}}
                """);
        server.on("POST /prompt", got -> queued(() -> {
            socket.binary(picture(RemoteScenes.grey(600, 504, source.equals("http") ? 0.9f : 0.4f)));
            done = true;
            socket.text(event("executing", "\"node\":null"));
        })).on("GET /history/" + ID, got -> Reply.json(done ? DONE.replaceFirst("\\{\"filename[^}]*", "{\"source\":\""
                + source + "\",\"id\":\"i-1\",\"content-type\":\"image/png\"") : "{}"))
                .on("GET /api/etn/image/i-1", got -> Reply.png(RemoteScenes.grey(600, 504, 0.4f)));
        final Result result = engine.run(RemoteScenes.request(engine, "server", socket.address(), "workflow",
                file.toString()), RemoteScenes.scene(), progress);
        assertEquals(0.4f, RemoteScenes.inHole(result), 1 / 255f);
        assertEquals(List.of(), server.got("/upload"));
        final JsonObject graph = JsonParser.parseString(server.got("/prompt").get(0).text()).getAsJsonObject()
                .getAsJsonObject("prompt");
        final Plane mask = ServerPicture.read(Base64.getDecoder().decode(graph.getAsJsonObject("2").getAsJsonObject(
                "inputs").get("mask").getAsString()), "").get(0);
        assertEquals(List.of(0f, 1f), List.of(mask.at(199, 200), mask.at(200, 180)), "white is repainted");
    }

    private static byte[] picture(final byte[] png) {
        return ByteBuffer.allocate(8 + png.length).putInt(1).putInt(2).put(png).array();
    }

    private static void pause(final int millis) {
        try {
            Thread.sleep(millis);
        } catch (final InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** A line that breaks, or says too much, is no reason to wait for ever. */
    @ParameterizedTest
    @ValueSource(booleans = { true, false })
    void withoutTheSocketItIsAsked(final boolean cut) {
        server.on("POST /prompt", got -> queued(() -> {
            try {
                if (cut)
                    socket.cut();
                else
                    socket.binary(new byte[17 << 20]);
            } catch (final IOException | UncheckedIOException e) {
                // cut by the other side
            }
            done = true;
        }));
        assertEquals(0.25f, RemoteScenes.inHole(run()), 1 / 255f);
    }

    @Test
    void aServerWithoutOneIsSaid() {
        done = true;
        server.on("POST /prompt", got -> queued(() -> { }));
        final Result result = engine.run(RemoteScenes.request(engine, "server", server.address()), RemoteScenes.scene(),
                progress);
        assertTrue(result.notes().contains("The ComfyUI server '" + server.name() + "' opened no WebSocket, so nothing "
                + "was known of its progress until it was done."), result.notes().toString());
    }

    @Test
    void anOversizedAnswerEndsInASentence() {
        server.on("POST /prompt", got -> queued(() -> { })).on("GET /history/" + ID, (final Got got) -> new Reply(200,
                Map.of(), new byte[17 << 20]));
        assertTrue(assertThrows(InpaintException.class, this::run).getMessage().endsWith(
                "answers with more than 16 MB, which no such answer has: check that the address is right."));
    }
}
