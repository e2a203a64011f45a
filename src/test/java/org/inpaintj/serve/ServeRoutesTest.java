package org.inpaintj.serve;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

import org.inpaintj.Documents;
import org.inpaintj.model.folder.ModelFixture;
import org.inpaintj.serve.http.Route;

/** The routes that list, set and describe, what is refused, and the interface of guide B. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ServeRoutesTest {

    private InpaintServer server, bare;
    private ServeClient client;

    @TempDir
    private static Path folder;

    @BeforeAll
    void start() throws IOException {
        final Path models = Files.createDirectory(folder.resolve("models"));
        ModelFixture.copy("sd15", models.resolve("Stable-diffusion/tiny"));
        ModelFixture.copy("sd15", models.resolve("zebra"));
        Files.copy(ModelFixture.archive("upscaler-checkpoints").resolve("bsrgan-x4.pth"),
                models.resolve("4x-Sharp.pth"));
        Files.copy(ModelFixture.archive("checkpoint-vae").resolve("vae-diffusers.safetensors"),
                models.resolve("soft.safetensors"));
        server = new InpaintServer(ServeSettings.local().models(models).results(folder.resolve("out")));
        bare = new InpaintServer(ServeSettings.local());
        client = new ServeClient(server);
    }

    @AfterAll
    void stop() {
        server.close();
        bare.close();
    }

    private JsonElement list(final String name) {
        final ServeClient.Answer answer = client.get("/sdapi/v1/" + name);
        assertEquals(200, answer.status(), name);
        return answer.json();
    }

    private static Set<String> names(final JsonElement list, final String key) {
        return list.getAsJsonArray().asList().stream().map(each -> each.getAsJsonObject().get(key).getAsString())
                .collect(Collectors.toCollection(TreeSet::new));
    }

    @Test
    void whatMayBeNamedIsListed() {
        assertEquals(Set.of("Stable-diffusion/tiny", "zebra"), names(list("sd-models"), "title"));
        assertEquals(Set.of("soft.safetensors"), names(list("sd-vae"), "model_name"));
        assertEquals("None", list("upscalers").getAsJsonArray().get(0).getAsJsonObject().get("name").getAsString());
        assertTrue(names(list("upscalers"), "name").containsAll(List.of("Lanczos", "Nearest", "4x-Sharp")));
        assertEquals(Set.of("4x-Sharp"), names(list("realesrgan-models"), "name"));
        assertTrue(names(list("samplers"), "name").containsAll(List.of("Euler a", "DPM++ 2M", "DDIM", "UniPC")));
        assertEquals("automatic", list("schedulers").getAsJsonArray().get(0).getAsJsonObject().get("name")
                .getAsString());
        assertTrue(names(list("schedulers"), "label").contains("Karras"));
        assertTrue(names(list("prompt-styles"), "name").contains("Chinese painting"));
        assertEquals("soft inpainting", list("scripts").getAsJsonObject().getAsJsonArray("img2img").get(0)
                .getAsString());
        assertEquals(7, list("script-info").getAsJsonArray().get(0).getAsJsonObject().getAsJsonArray("args").size());
        assertEquals("{\"loaded\":{},\"skipped\":{}}", list("embeddings").toString());
        for (final String none : List.of("hypernetworks", "face-restorers", "loras"))
            assertEquals(new JsonArray(), list(none));
        assertTrue(list("memory").getAsJsonObject().getAsJsonObject("ram").get("total").getAsLong() > 0);
        assertEquals("{\"model_list\":[]}", client.get("/controlnet/model_list").text());
    }

    @Test
    void settingsLastAndAreChecked() {
        final String path = "/sdapi/v1/options";
        assertEquals("Stable-diffusion/tiny", client.get(path).object().get("sd_model_checkpoint").getAsString());
        final String changes = "{\"sd_model_checkpoint\": \"zebra [0123456789]\", \"img2img_fix_steps\": true, "
                + "\"unknown\": {}}";
        assertEquals("null", client.post(path, JsonParser.parseString(changes)).text());
        final JsonObject options = client.get(path).object();
        assertEquals("zebra", options.get("sd_model_checkpoint").getAsString());
        assertTrue(options.get("img2img_fix_steps").getAsBoolean());
        for (final String bad : List.of("{\"sd_model_checkpoint\": \"none like it\"}", "{\"sd_vae\": \"none\\u0000\"}",
                "{\"CLIP_stop_at_last_layers\": 13}", "{\"sd_model_checkpoint\": 5}")) {
            final ServeClient.Answer answer = client.post(path, JsonParser.parseString(bad));
            assertEquals(422, answer.status(), bad);
            assertEquals("body", answer.object().getAsJsonArray("detail").get(0).getAsJsonObject().getAsJsonArray("loc")
                    .get(0).getAsString());
        }
        assertEquals("zebra", client.get(path).object().get("sd_model_checkpoint").getAsString());
        client.post(path, JsonParser.parseString("{\"sd_model_checkpoint\": \"tiny\", \"img2img_fix_steps\": false}"));
    }

    @Test
    void whatIsWrongIsSaidFieldByField() {
        final ServeClient.Answer answer = client.post("/sdapi/v1/txt2img", JsonParser.parseString("{\"steps\": 151, "
                + "\"width\": 7.5, \"height\": \"9000\", \"prompt\": 5, \"styles\": \"x\", "
                + "\"seed\": -2, \"n_iter\": true}"));
        assertEquals(422, answer.status());
        assertEquals(Set.of("steps", "width", "height", "prompt", "styles", "seed", "n_iter"),
                answer.object().getAsJsonArray("detail").asList().stream().map(each -> each.getAsJsonObject()
                        .getAsJsonArray("loc").get(1).getAsString()).collect(Collectors.toSet()));
        for (final String bad : List.of("{\"batch_size\": 16, \"n_iter\": 2}", "{\"script_name\": \"x\"}",
                "{\"alwayson_scripts\": {\"ADetailer\": {\"args\": []}}}", "{\"styles\": [\"cubist\"]}",
                "{\"override_settings\": {\"sd_model_checkpoint\": \"none\"}}",
                "{\"alwayson_scripts\": {\"ControlNet\": {\"args\": [{\"enabled\": true}]}}}",
                "{\"enable_hr\": true, \"hr_upscaler\": \"cubist\"}",
                "{\"enable_hr\": true, \"hr_resize_x\": 600, \"hr_resize_y\": 1200}"))
            assertEquals(422, client.post("/sdapi/v1/txt2img", JsonParser.parseString(bad)).status(), bad);
        final ServeClient.Answer none = client.post("/sdapi/v1/img2img", new JsonObject());
        assertEquals(404, none.status());
        assertEquals("{\"detail\":\"Init image not found\"}", none.text());
        assertEquals(422, client.post("/sdapi/v1/extra-single-image", JsonParser.parseString(
                "{\"gfpgan_visibility\": 0.5, \"image\": \"" + ServeClient.base64(new int[64], 8, 8) + "\"}"))
                .status());
        final ServeClient.Answer model = new ServeClient(bare).post("/sdapi/v1/txt2img", new JsonObject());
        assertEquals(422, model.status());
        assertTrue(model.text().contains("--models DIR"), model.text());
        assertEquals(404, client.get("/sdapi/v1/none").status());
        assertEquals("{\"detail\":\"Not Found\"}", client.get("/system_stats").text());
        final ServeClient.Answer method = client.get("/sdapi/v1/interrogate");
        assertEquals(405, method.status());
        assertEquals("POST", method.header("Allow"));
    }

    @Test
    void theDescriptionIsThatOfTheRoutes() {
        final JsonObject document = client.get("/openapi.json").object();
        assertEquals("3.0.3", document.get("openapi").getAsString());
        final Set<String> described = new TreeSet<>(), there = new TreeSet<>();
        document.getAsJsonObject("paths").asMap().forEach((path, about) -> about.getAsJsonObject().keySet()
                .forEach(method -> described.add(method.toUpperCase() + " " + path)));
        for (final Route route : server.routes())
            there.add(route.method() + " " + (route.path().equals("/images/") ? "/images/{name}" : route.path()));
        assertEquals(there, described);
        for (final Route route : server.routes())
            assertTrue(pageForUsers().contains(route.path() + '`'), route.path());
        final JsonObject steps = document.getAsJsonObject("paths").getAsJsonObject("/sdapi/v1/txt2img")
                .getAsJsonObject("post").getAsJsonObject("requestBody").getAsJsonObject("content")
                .getAsJsonObject("application/json").getAsJsonObject("schema").getAsJsonObject("properties")
                .getAsJsonObject("steps");
        assertEquals("{\"type\":\"integer\",\"minimum\":1.0,\"maximum\":150.0,\"default\":50}", steps.toString());
        final String page = client.get("/docs").text();
        assertEquals(page, client.get("/").text());
        assertTrue(page.contains("/sdapi/v1/img2img") && !page.contains("<script") && !page.contains("http"), page);
    }

    private static String pageForUsers() {
        return Documents.forUsers().stream().filter(page -> page.endsWith("serve.md")).map(page -> {
            try {
                return Files.readString(page);
            } catch (final IOException e) {
                throw new UncheckedIOException(e);
            }
        }).findFirst().orElseThrow();
    }

    @Test
    void guideB() throws IOException {
        final String path = "/generate-image";
        final JsonObject body = new JsonObject();
        body.addProperty("prompt", "a crane");
        body.addProperty("style", "Chinese painting");
        final ServeClient.Answer made = client.post(path, body);
        assertEquals(200, made.status(), made.text());
        final JsonObject json = made.object();
        assertTrue(json.get("success").getAsBoolean());
        assertTrue(json.get("enhanced_prompt").getAsString().startsWith("a crane, traditional Chinese ink painting"));
        final ServeClient.Answer image = client.get(json.get("image_url").getAsString());
        assertEquals("image/png", image.header("Content-Type"));
        assertEquals(json.get("image_base64").getAsString(),
                Base64.getEncoder().encodeToString(image.body()));
        assertTrue(ServeClient.image(json.get("image_base64").getAsString()).texts().get("parameters")
                .startsWith("a crane, traditional"));
        try (var files = Files.list(folder.resolve("out"))) {
            assertEquals(1, files.count());
        }
        for (final String bad : List.of("{}", "{\"prompt\": \"\"}", "{\"prompt\": \"" + "x".repeat(2001) + "\"}",
                "{\"prompt\": \"x\", \"style\": \"cubist\"}", "{\"prompt\": 5}")) {
            final ServeClient.Answer answer = client.post(path, JsonParser.parseString(bad));
            assertEquals(422, answer.status(), bad);
            assertEquals("false", answer.object().get("success").toString());
        }
        assertTrue(client.post(path, JsonParser.parseString("{\"prompt\": \"x\", \"style\": \"cubist\"}")).text()
                .contains("European painting"));
        assertEquals(503, new ServeClient(bare).post(path, body).status());
        assertEquals(404, client.get("/images/none.png").status());
        assertEquals(404, client.get("/images/..%2f..%2fetc%2fpasswd").status());
    }
}
