package org.inpaintj.engine.remote;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import org.inpaintj.core.Plane;
import org.inpaintj.core.Progress;
import org.inpaintj.engine.Engine;
import org.inpaintj.engine.Result;
import org.inpaintj.engine.Scene;
import org.inpaintj.engine.Task;
import org.inpaintj.engine.remote.FakeServer.Reply;
import org.inpaintj.engine.remote.a1111.FakeWebui;
import org.inpaintj.engines.Engines;

/** Images from a prompt, and whole pictures that are changed, on servers that answer as is documented. */
class WholePictureTest {

    private static final String ID = "0c1d3ad2-7c3a-4f6c-9d7e-111122223333";

    private final List<byte[]> uploads = new CopyOnWriteArrayList<>();
    private FakeServer server;

    @BeforeEach
    void start() throws IOException {
        server = new FakeServer();
        server.on("POST /sdapi/v1/txt2img", got -> FakeWebui.reply(RemoteScenes.grey(FakeWebui.body(got).get("width")
                .getAsInt(), FakeWebui.body(got).get("height").getAsInt(), 0.75f), "DPM++ 2M"))
                .on("POST /sdapi/v1/img2img", got -> FakeWebui.reply(RemoteScenes.negative(FakeWebui.picture(FakeWebui
                        .body(got))), "DPM++ 2M"))
                .on("GET /object_info/CheckpointLoaderSimple", got -> Reply.json("{\"CheckpointLoaderSimple\":{"
                        + "\"input\":{\"required\":{\"ckpt_name\":[[\"sd15-inpainting.ckpt\"],{}]}}}}"))
                .on("POST /upload/image", got -> {
                    final String text = got.text();
                    uploads.add(text.substring(text.indexOf("\r\n\r\n", text.indexOf("filename=")) + 4,
                            text.lastIndexOf("\r\n--", text.length() - 3)).getBytes(StandardCharsets.ISO_8859_1));
                    return Reply.json("{\"name\":\"x.png\",\"subfolder\":\"\"}");
                })
                .on("POST /prompt", got -> Reply.json("{\"prompt_id\":\"" + ID + "\"}"))
                .on("GET /history/" + ID, got -> Reply.json("{\"" + ID + "\":{\"outputs\":{\"7\":{\"images\":[{"
                        + "\"filename\":\"a.png\",\"subfolder\":\"\",\"type\":\"temp\"}]}},\"status\":{\"status_str\":"
                        + "\"success\",\"completed\":true}}}"))
                .on("GET /view", got -> Reply.png(uploads.isEmpty() ? RemoteScenes.grey(104, 64, 0.75f)
                        : RemoteScenes.negative(uploads.get(uploads.size() - 1))));
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private Result run(final String id, final Scene scene, final String... keys) {
        final List<String> all = new ArrayList<>(Arrays.asList(keys));
        all.addAll(List.of("server", server.address(), "prompt", "a red car"));
        final Engine engine = Engines.found().get(id);
        return engine.run(RemoteScenes.request(engine, all.toArray(String[]::new)), scene, Progress.NONE);
    }

    private JsonObject graph() {
        return JsonParser.parseString(server.got("/prompt").get(0).text()).getAsJsonObject().getAsJsonObject("prompt");
    }

    private static float at(final Result result, final int x, final int y) {
        return Plane.of(result.candidates().get(0).pixels(), 1).at(x, y);
    }

    @Test
    void aPromptBecomesAnImage() {
        final Scene blank = RemoteScenes.whole(Task.TEXT_TO_IMAGE, 100, 64);
        final Result made = run("a1111", blank);
        final JsonObject body = FakeWebui.body(server.got("/sdapi").get(0));
        assertEquals(List.of(104, 64, 11), List.of(body.get("width").getAsInt(), body.get("height").getAsInt(),
                body.get("seed").getAsInt()));
        assertFalse(body.has("init_images") || body.has("mask") || body.has("denoising_strength"));
        assertEquals(0.75f, at(made, 50, 30), 1 / 255f);
        assertFalse(made.facts().containsKey("server_residual"));
        assertEquals(List.of(), made.notes());
        assertEquals(0.75f, at(run("comfyui", blank), 50, 30), 1 / 255f);
        final JsonObject latent = graph().getAsJsonObject("4");
        assertEquals("EmptyLatentImage", latent.get("class_type").getAsString());
        assertEquals(104, latent.getAsJsonObject("inputs").get("width").getAsInt());
        assertEquals(1, graph().getAsJsonObject("5").getAsJsonObject("inputs").get("denoise").getAsInt());
        assertEquals(List.of(), uploads);
    }

    @Test
    void aPictureIsChangedEverywhere() {
        final Scene picture = RemoteScenes.whole(Task.IMAGE_TO_IMAGE, 640, 520);
        final Result made = run("a1111", picture, "strength", "0.4");
        final JsonObject body = FakeWebui.body(server.got("/sdapi").get(0));
        assertFalse(body.has("mask") || body.has("inpainting_fill"));
        assertEquals(0.4, body.get("denoising_strength").getAsDouble());
        assertEquals(1 - 0.5f, at(made, 320, 100), 2 / 255f);
        final Result comfy = run("comfyui", picture, "strength", "0.4");
        assertEquals(1 - 0.5f, at(comfy, 320, 100), 2 / 255f);
        assertEquals("VAEEncode", graph().getAsJsonObject("4").get("class_type").getAsString());
        assertEquals(1, uploads.size(), "no mask");
        assertTrue(run("a1111", picture, "strength", "0").candidates().get(0).unchanged());
        assertEquals(1, server.got("/sdapi").size());
    }

    /** More than the server works at goes there piece by piece, and the pieces meet without a step. */
    @Test
    void aLargePictureGoesInPieces() {
        final Scene large = RemoteScenes.whole(Task.IMAGE_TO_IMAGE, 1600, 900);
        final Result made = run("a1111", large);
        assertEquals(2, server.got("/sdapi").size());
        assertEquals(List.of("The picture is larger than the server works at, so it was changed in 2 pieces of 1024 "
                + "x 900 px, each by itself: give a width and a height to have it changed at once."), made.notes());
        assertEquals("2", made.facts().get("server_pieces"));
        for (int x = 0; x < 1600; x += 7)
            assertEquals(1 - (0.2f + 0.6f * x / 1600), at(made, x, 450), 2 / 255f, "column " + x);
        final Result whole = run("a1111", large, "width", "800", "height", "448");
        assertEquals(3, server.got("/sdapi").size());
        assertEquals(List.of(), whole.notes());
    }
}
