package org.inpaintj.serve;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import com.google.gson.JsonArray;
import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import net.imglib2.img.array.ArrayImgs;
import net.imglib2.type.numeric.ARGBType;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

import org.inpaintj.core.Box;
import org.inpaintj.engine.Request;
import org.inpaintj.engines.Engines;
import org.inpaintj.inpaint.InpaintedPatches;
import org.inpaintj.inpaint.Inpainter;
import org.inpaintj.inpaint.Provenance;
import org.inpaintj.inpaint.samples.ImageInfo;
import org.inpaintj.model.folder.ModelFixture;
import org.inpaintj.png.PngImage;
import org.inpaintj.raster.Mask;

/** What the WebUI's routes paint, over real HTTP, with the embedded engine and with a tiny model. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ServePaintingTest {

    private static final int SIZE = 48, LEFT = 14, TOP = 10, SIDE = 16;
    private static final String IMG2IMG = "/sdapi/v1/img2img", TXT2IMG = "/sdapi/v1/txt2img";

    private final int[] rgb = ServeClient.picture(SIZE, SIZE, 1), mask = ServeClient.mask(SIZE, SIZE, LEFT, TOP, SIDE);
    private InpaintServer embedded, diffusion;
    private ServeClient plain, model;

    @TempDir
    private static Path folder;

    @BeforeAll
    void start() throws IOException {
        final Path models = Files.createDirectory(folder.resolve("models"));
        ModelFixture.copy("sd15", models.resolve("tiny"));
        Files.copy(ModelFixture.archive("loras").resolve("onnx-lora.safetensors"),
                models.resolve("light.safetensors"));
        Files.writeString(models.resolve("styles.csv"), "name,prompt,negative_prompt\nloud,\"{prompt}, neon\",grey\n");
        embedded = new InpaintServer(ServeSettings.local().results(folder.resolve("generated_images")));
        diffusion = new InpaintServer(ServeSettings.local().models(models));
        plain = new ServeClient(embedded);
        model = new ServeClient(diffusion);
    }

    @AfterAll
    void stop() {
        embedded.close();
        diffusion.close();
    }

    private JsonObject body() {
        return ServeClient.inpaint(rgb, mask, SIZE, SIZE, 7);
    }

    /** What the library makes of the same request. */
    private int[] direct(final Map<String, String> keys) {
        final Request request = Engines.found().request(keys);
        final int[] pixels = rgb.clone();
        final var image = ArrayImgs.argbs(pixels, SIZE, SIZE);
        final InpaintedPatches made = new Inpainter().info(ImageInfo.DEFAULT.coloured()).inpaint(image,
                Mask.full(new Box(LEFT, TOP, SIDE, SIDE)), request);
        made.patch().<ARGBType>write(image);
        return pixels;
    }

    private static boolean isInside(final int i) {
        final int x = i % SIZE - LEFT, y = i / SIZE - TOP;
        return x >= 0 && y >= 0 && x < SIDE && y < SIDE;
    }

    private void assertOnlyTheMaskChanged(final int[] after) {
        boolean changed = false;
        for (int i = 0; i < after.length; i++)
            if (isInside(i))
                changed |= after[i] != rgb[i];
            else
                assertEquals(rgb[i], after[i], "at " + i);
        assertTrue(changed);
    }

    @Test
    void theEmbeddedEnginePaintsWhatTheLibraryPaints() {
        final ServeClient.Answer answer = plain.post(IMG2IMG, body());
        assertEquals(200, answer.status(), answer.text());
        final PngImage image = answer.images().get(0);
        final int[] after = ServeClient.pixels(image);
        assertArrayEquals(direct(Map.of("engine", "patch", "seed", "7", "padding", "0")), after);
        assertOnlyTheMaskChanged(after);
        assertEquals("Seed: 7, Size: 48x48, Engine: patch", image.texts().get("parameters").replaceFirst(", Version.*",
                ""));
        final Provenance record = Provenance.of(image.texts().get("inpaintj"));
        assertEquals(7, record.seed());
        assertEquals("patch", record.engine());
        assertEquals(Provenance.GENERATED, image.texts().get("Comment"));
        assertEquals(JsonNull.INSTANCE, answer.object().getAsJsonObject("parameters").get("mask"));
        assertEquals(50, answer.object().getAsJsonObject("parameters").get("steps").getAsInt());
        assertEquals(1, answer.images().size());
    }

    @Test
    void aMaskMayBeInverted() {
        final JsonObject inverted = body();
        final int[] black = mask.clone();
        for (int i = 0; i < black.length; i++)
            black[i] ^= 0xffffff;
        inverted.addProperty("mask", "data:image/png;base64," + ServeClient.base64(black, SIZE, SIZE));
        inverted.addProperty("inpainting_mask_invert", 1);
        assertArrayEquals(ServeClient.pixels(plain.post(IMG2IMG, body()).images().get(0)),
                ServeClient.pixels(plain.post(IMG2IMG, inverted).images().get(0)));
    }

    @Test
    void aModelPaintsWhatTheLibraryPaints() {
        final JsonObject body = body();
        body.addProperty("prompt", "a cat");
        body.addProperty("steps", 3);
        body.addProperty("sampler_name", "Euler a");
        body.addProperty("mask_blur", 2);
        body.addProperty("inpainting_fill", 2);
        body.addProperty("width", 64);
        body.addProperty("height", 64);
        body.addProperty("batch_size", 1);
        body.addProperty("n_iter", 2);
        final ServeClient.Answer answer = model.post(IMG2IMG, body);
        assertEquals(200, answer.status(), answer.text());
        final int[] after = ServeClient.pixels(answer.images().get(0));
        assertArrayEquals(direct(Map.of("model", folder.resolve("models/tiny").toString(), "seed", "7", "steps", "3",
                "sampler", "Euler a", "blur", "2", "content", "noise", "width", "64", "height", "64", "padding", "0",
                "prompt", "a cat")), after);
        assertOnlyTheMaskChanged(after);
        assertEquals(2, answer.images().size());
        assertFalse(Arrays.equals(after, ServeClient.pixels(answer.images().get(1))));
        final JsonObject info = answer.info();
        assertEquals(JsonParser.parseString("[7, 8]"), info.get("all_seeds"));
        assertEquals("Euler a", info.get("sampler_name").getAsString());
        assertEquals("tiny", info.get("sd_model_name").getAsString());
        final String text = answer.images().get(1).texts().get("parameters");
        assertTrue(text.startsWith("a cat\nSteps: 3, Sampler: Euler a, Schedule type: Uniform, CFG scale: 7, Seed: 8"),
                text);
        assertEquals(text, info.getAsJsonArray("infotexts").get(1).getAsString());
        final JsonObject sent = new JsonObject();
        sent.addProperty("image", answer.object().getAsJsonArray("images").get(1).getAsString());
        final JsonObject read = model.post("/sdapi/v1/png-info", sent).object();
        assertEquals(text, read.get("info").getAsString());
        assertEquals("8", read.getAsJsonObject("parameters").get("Seed").getAsString());
        assertTrue(read.getAsJsonObject("items").has("inpaintj"));
    }

    /** Whole picture: the result has the size that was asked for, and what is not masked is the resized picture. */
    @Test
    void thePictureIsResizedWhereTheWholeOfItIsWorkedOn() {
        final JsonObject body = body();
        body.addProperty("inpaint_full_res", false);
        body.addProperty("mask_blur", 0);
        body.addProperty("width", 96);
        body.addProperty("height", 48);
        body.addProperty("resize_mode", 1);
        body.addProperty("include_init_images", true);
        final ServeClient.Answer answer = plain.post(IMG2IMG, body);
        final PngImage image = answer.images().get(0);
        assertEquals(96, image.width());
        assertEquals(48, image.height());
        assertEquals(1, answer.object().getAsJsonObject("parameters").getAsJsonArray("init_images").size());
        final JsonObject all = body();
        all.remove("mask");
        all.addProperty("width", 64);
        all.addProperty("height", 96);
        all.addProperty("steps", 2);
        for (int mode = 0; mode < 4; mode++) {
            all.addProperty("resize_mode", mode);
            final PngImage resized = model.post(IMG2IMG, all).images().get(0);
            assertEquals("64 x 96", resized.width() + " x " + resized.height());
        }
    }

    @Test
    void aTextBecomesAPicture() {
        final JsonObject body = new JsonObject();
        body.addProperty("prompt", "a cat");
        body.addProperty("seed", 3);
        body.addProperty("steps", 2);
        body.addProperty("width", 64);
        body.addProperty("height", 40);
        final JsonArray styles = new JsonArray();
        styles.add("loud");
        body.add("styles", styles);
        body.addProperty("sampler_name", "No such one");
        body.addProperty("scheduler", "nor this");
        body.addProperty("eta", 0.5);
        final ServeClient.Answer answer = model.post(TXT2IMG, body), again = model.post(TXT2IMG, body);
        assertEquals(200, answer.status(), answer.text());
        assertArrayEquals(ServeClient.pixels(answer.images().get(0)), ServeClient.pixels(again.images().get(0)));
        assertEquals(40, answer.images().get(0).height());
        final JsonObject info = answer.info();
        assertEquals("DPM++ 2M", info.get("sampler_name").getAsString());
        assertEquals("a cat, neon", info.get("prompt").getAsString());
        assertEquals("grey", info.getAsJsonArray("all_negative_prompts").get(0).getAsString());
        final JsonObject extra = info.getAsJsonObject("extra_generation_params");
        assertEquals("eta", extra.get("InpaintJ without effect").getAsString());
        assertTrue(extra.get("InpaintJ replaced").getAsString().startsWith("There is no sampler of that name"));
        body.addProperty("enable_hr", true);
        body.addProperty("hr_scale", 2);
        final ServeClient.Answer large = model.post(TXT2IMG, body);
        assertEquals(200, large.status(), large.text());
        assertEquals(128, large.images().get(0).width());
        body.addProperty("send_images", false);
        assertEquals(0, model.post(TXT2IMG, body).images().size());
    }

    /** The files are found wherever they lie among the models. */
    @Test
    void aPromptNamesLoraFiles() {
        final JsonObject body = new JsonObject();
        body.addProperty("prompt", "a cat");
        body.addProperty("seed", 3);
        body.addProperty("steps", 2);
        body.addProperty("width", 64);
        body.addProperty("height", 64);
        final int[] without = ServeClient.pixels(model.post(TXT2IMG, body).images().get(0));
        body.addProperty("prompt", "a cat <lora:light:1>");
        final ServeClient.Answer with = model.post(TXT2IMG, body);
        assertEquals(200, with.status(), with.text());
        assertFalse(Arrays.equals(without, ServeClient.pixels(with.images().get(0))));
        body.addProperty("prompt", "a cat <lora:../light:1>");
        final ServeClient.Answer path = model.post(TXT2IMG, body);
        assertTrue(path.status() == 422 && !path.text().contains(folder.toString()), path.text());
    }

    @Test
    void softInpaintingIsHonoured() {
        final JsonObject body = body();
        body.addProperty("steps", 2);
        body.addProperty("mask_blur", 3);
        final int[] hard = ServeClient.pixels(model.post(IMG2IMG, body).images().get(0));
        body.add("alwayson_scripts", JsonParser.parseString("{\"Soft Inpainting\": {\"args\": [true, 1, 0.5, 4, 0, "
                + "0.1, 2]}, \"ControlNet\": {\"args\": []}}"));
        final ServeClient.Answer answer = model.post(IMG2IMG, body);
        assertEquals(200, answer.status(), answer.text());
        final int[] soft = ServeClient.pixels(answer.images().get(0));
        assertFalse(Arrays.equals(hard, soft));
        assertOnlyTheMaskChanged(soft);
    }

    @Test
    void resultsAreKeptWhereTheClientSaysSo() throws IOException {
        final JsonObject body = body();
        body.addProperty("save_images", true);
        body.addProperty("n_iter", 2);
        plain.post(IMG2IMG, body);
        try (Stream<Path> all = Files.list(folder.resolve("generated_images"))) {
            final List<Path> files = all.sorted().toList();
            assertEquals(2, files.size());
            assertTrue(files.get(0).getFileName().toString().matches("\\d{10}-[78]\\.png"), files.toString());
            assertEquals("patch", Provenance.of(ServeClient.image(Base64.getEncoder()
                    .encodeToString(Files.readAllBytes(files.get(0)))).texts().get("inpaintj")).engine());
        }
        final JsonObject without = model.post(IMG2IMG, savedByNobody()).info().getAsJsonObject(
                "extra_generation_params");
        assertEquals("save_images", without.get("InpaintJ without effect").getAsString());
    }

    private JsonObject savedByNobody() {
        final JsonObject body = body();
        body.addProperty("steps", 1);
        body.addProperty("save_images", true);
        return body;
    }

    @Test
    void seedsAreDrawnAndSaid() {
        final JsonObject body = body();
        body.addProperty("seed", -1);
        final JsonObject one = plain.post(IMG2IMG, body).info(), two = plain.post(IMG2IMG, body).info();
        assertNotEquals(one.get("seed"), two.get("seed"));
        assertEquals(one.get("seed"), one.getAsJsonArray("all_seeds").get(0));
    }

    @Test
    void picturesAreEnlarged() {
        final JsonObject body = new JsonObject();
        body.addProperty("image", ServeClient.base64(rgb, SIZE, SIZE));
        body.addProperty("upscaler_1", "Lanczos");
        body.addProperty("upscaling_resize", 1.5);
        final PngImage larger = ServeClient.image(plain.post("/sdapi/v1/extra-single-image", body).object().get("image")
                .getAsString());
        assertEquals(72, larger.width());
        assertTrue(larger.texts().get("inpaintj").contains("\"upscale\""));
        body.addProperty("resize_mode", 1);
        body.addProperty("upscaling_resize_w", 60);
        body.addProperty("upscaling_resize_h", 100);
        body.addProperty("upscaler_2", "Nearest");
        body.addProperty("extras_upscaler_2_visibility", 0.5);
        final PngImage cut = ServeClient.image(plain.post("/sdapi/v1/extra-single-image", body).object().get("image")
                .getAsString());
        assertEquals("60 x 100", cut.width() + " x " + cut.height());
        body.addProperty("upscaler_1", "None");
        assertArrayEquals(rgb, ServeClient.pixels(ServeClient.image(plain.post("/sdapi/v1/extra-single-image", body)
                .object().get("image").getAsString())));
    }

    /** Our own engine for such servers is a client, too. */
    @Test
    void theEngineForServersPaintsOnIt() {
        final int[] after = direct(Map.of("engine", "a1111", "server", embedded.address(), "seed", "7",
                "width", "64", "height", "64"));
        assertOnlyTheMaskChanged(after);
    }
}
