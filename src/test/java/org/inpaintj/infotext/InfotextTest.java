package org.inpaintj.infotext;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.inpaintj.engine.Engine;
import org.inpaintj.engine.KeyUse;
import org.inpaintj.engine.Request;
import org.inpaintj.engine.Task;
import org.inpaintj.engines.Engines;
import org.inpaintj.params.Parameters;

/** Texts of parameters as the WebUI writes them. */
class InfotextTest {

    private static final String TEXT = """
            masterpiece, (cat:1.2), <lora:ink:0.8>
            on a roof
            Negative prompt: dark, ugly
            blurred
            Steps: 30, Sampler: DPM++ 2M SDE, Schedule type: Karras, CFG scale: 6.5, Seed: 4012345678, Size: 512x768, \
            Model hash: 6ce0161689, Model: "a, b: c", Variation seed: 7, Variation seed strength: 0.25, \
            Seed resize from: 640x512, Denoising strength: 0.6, Clip skip: 2, ENSD: 31337, RNG: NV, Mask blur: 8, \
            Inpaint area: Only masked, Masked area padding: 64, Masked content: latent noise, \
            Mask mode: Inpaint not masked, Eta: 0.7, Sigma tmax: inf, NGMS: 2, NGMS all steps: True, \
            Emphasis: No norm, Lora hashes: "ink: 12ab, b: 34", Version: v1.10.1""";

    @Test
    void aTextIsTakenApart() {
        final Infotext text = Infotext.parse(TEXT);
        assertEquals("masterpiece, (cat:1.2), <lora:ink:0.8>\non a roof", text.prompt());
        assertEquals("dark, ugly\nblurred", text.negative());
        assertEquals("a, b: c", text.values().get("Model"));
        assertEquals("ink: 12ab, b: 34", text.values().get("Lora hashes"));
        assertEquals("v1.10.1", text.values().get("Version"));
        assertEquals(TEXT, text.text());
    }

    @Test
    void itsNamesBecomeKeys() {
        final InfotextReader reader = new InfotextReader(Infotext.parse(TEXT));
        final Map<String, String> keys = reader.keys();
        final Map<String, String> expected = new LinkedHashMap<>();
        for (final String pair : ("steps=30 schedule=Karras cfg=6.5 seed=4012345678 width=512 height=768 subseed=7 "
                + "variation=0.25 seed_resize_from_w=640 seed_resize_from_h=512 strength=0.6 skip=2 ensd=31337 blur=8 "
                + "area=masked padding=64 content=noise invert=true eta=0.7 churn_max=0 min_uncond=2 "
                + "min_uncond_all=true emphasis=no_norm churn=0 churn_noise=1 rho=0 noise_multiplier=1 conditioning=1")
                .split(" "))
            expected.put(pair.split("=")[0], pair.split("=")[1]);
        expected.put("sampler", "DPM++ 2M SDE");
        expected.put("model", "a, b: c");
        expected.forEach((key, value) -> assertEquals(value, keys.get(key), key));
        assertEquals(List.of("Lora hashes"), reader.unknown());
        assertEquals("", reader.otherRandom());
    }

    @Test
    void whatIsUsualIsLeftOutInTheWebUi() {
        final InfotextReader reader = new InfotextReader(Infotext.parse("cat\nSteps: 20, Sampler: Euler a, CFG scale: "
                + "7, Seed: 1, Size: 512x512, Denoising strength: 0.5, Mask blur: 4, Tiling, Hires upscale: 2"));
        assertEquals("original", reader.keys().get("content"));
        assertEquals("whole", reader.keys().get("area"));
        assertEquals("Automatic", reader.keys().get("schedule"));
        assertEquals("1", reader.keys().get("skip"));
        assertEquals("", reader.keys().get("negative"));
        assertEquals("GPU", reader.otherRandom());
        assertEquals(List.of("Tiling", "Hires upscale"), reader.unknown());
        final Map<String, String> text = new InfotextReader(Infotext.parse("cat\nSteps: 20, Sampler: Euler a, Seed: 1"))
                .keys();
        assertEquals(null, text.get("strength"));
        assertEquals(null, text.get("content"));
    }

    @Test
    void aTextMayBeAPromptAlone() {
        assertEquals(new Infotext("a cat, dog: 3", "", Map.of()), Infotext.parse(" a cat, dog: 3\n"));
        assertEquals(new Infotext("", "x", Map.of()), Infotext.parse("Negative prompt: x"));
        assertEquals(new Infotext("", "", Map.of()), Infotext.parse(""));
        assertEquals("z", Infotext.parse("p\nSteps: 1, A b: \"q\\\"\\n, r\", C: z").values().getOrDefault("C", "z"));
        assertEquals("q\"\n, r", Infotext.parse("p\nSteps: 1, A b: \"q\\\"\\n, r\", Seed: 5").values().get("A b"));
        assertEquals("\"open", Infotext.parse("p\nSteps: 1, A b: \"open, Seed: 5").values().get("A b"));
        assertEquals("\"\\x\"", Infotext.parse("p\nSteps: 1, A b: \"\\x\", Seed: 5").values().get("A b"));
    }

    /** Nothing that a stranger's file may say where things run or go, or what is read. */
    @Test
    void placesAreNotTaken() {
        final InfotextReader reader = new InfotextReader(Infotext.parse("p\nSteps: 1, Seed: 2, Size: 8x8, InpaintJ "
                + "mask: /etc/passwd, InpaintJ stylebook: x, InpaintJ model: y, InpaintJ exactly: true"));
        assertEquals(List.of("InpaintJ mask", "InpaintJ stylebook", "InpaintJ model"), reader.unknown());
        assertEquals("true", reader.keys().get("exactly"));
        assertEquals(null, reader.keys().get("mask"));
    }

    @ParameterizedTest
    @ValueSource(strings = { ",", "a:", "a: \"", "a: \"\\\",", "\n", "aaaa ", "a: b, ", "Negative prompt:",
        "\"", "a: \"b\", " })
    void longTextsTakeNoLongerThanTheyAre(final String part) {
        final String text = part.repeat((1 << 20) / part.length());
        assertTimeoutPreemptively(Duration.ofSeconds(5), () -> new InfotextReader(Infotext.parse(text)).keys());
        assertTimeoutPreemptively(Duration.ofSeconds(5),
                () -> new InfotextReader(Infotext.parse("p\nSteps: 1, Seed: 2, Size: 8x8, "
                        + text.replace('\n', ' '))));
    }

    /** Any values of the keys come back, of every kind of picture. */
    @Test
    void whatIsWrittenIsReadBack() {
        final Engine engine = Engines.found().get("diffusion");
        final Random random = new Random(8);
        for (int round = 0; round < 300; round++) {
            final Task task = Task.values()[round % 3];
            final Request request = random(random, task);
            final Map<String, String> used = KeyUse.of(engine, task).used(request);
            final Map<String, String> defaults = new LinkedHashMap<>();
            used.keySet().forEach(key -> defaults.put(key, Engines.found().keys().defaultOf(key)));
            final String text = InfotextWriter.write(used, defaults, used.get("seed"), "512 x 640", "0123456789abcdef",
                    "InpaintJ 1").text();
            final InfotextReader reader = new InfotextReader(Infotext.parse(text));
            assertEquals(List.of(), reader.unknown(), text);
            used.forEach((key, value) -> {
                final boolean idle = key.equals("subseed") && request.text("variation").equals("0")
                        || key.startsWith("seed_resize") && (used.get("seed_resize_from_w").equals("0")
                                || used.get("seed_resize_from_h").equals("0"));
                if (!InfotextNames.PLACES.contains(key) && !idle)
                    assertEquals(value, reader.keys().getOrDefault(key, defaults.get(key)), key + " in " + text);
            });
            assertEquals(used.get("prompt"), reader.keys().get("prompt"));
            assertEquals(used.get("negative"), reader.keys().get("negative"));
            assertEquals(used.get("model"), reader.keys().get("model"));
        }
    }

    private static Request random(final Random random, final Task task) {
        final Parameters<Request> keys = Engines.found().keys(task);
        final Map<String, String> values = new LinkedHashMap<>();
        for (final String key : keys.keys()) {
            final double min = Math.max(0, keys.describe(key).min()), max = Math.min(1000, keys.describe(key).max());
            if (keys.isRecipe(key) || random.nextInt(3) == 0)
                continue;
            if (keys.type(key) == boolean.class)
                values.put(key, Boolean.toString(random.nextBoolean()));
            else if (!keys.choices(key).isEmpty())
                values.put(key, keys.choices(key).get(random.nextInt(keys.choices(key).size())));
            else if (keys.type(key) == double.class)
                values.put(key, Double.toString(Math.rint((min + random.nextDouble() * (max - min)) * 1000) / 1000));
            else if (keys.type(key) != String.class)
                values.put(key, Integer.toString((int) (min + random.nextDouble() * (max - min))));
        }
        values.put("seed", Integer.toString(random.nextInt(1000)));
        values.put("sampler", List.of("DDIM", "Euler a", "DPM++ 2M").get(random.nextInt(3)));
        values.put("schedule", List.of("Karras", "Automatic").get(random.nextInt(2)));
        values.put("prompt", words(random));
        values.put("negative", words(random));
        values.put("model", List.of("sd15", "a, \"model\": b", "模型").get(random.nextInt(3)));
        return keys.parse(values);
    }

    private static String words(final Random random) {
        final List<String> words = List.of("a cat", ", (x:1.2)", " Steps: 3", "\nzwei: drei", " 猫", " \"q\"", " a\\b",
                " [x|y]", "\n\nb, c: d, e: f");
        final StringBuilder text = new StringBuilder();
        for (int i = random.nextInt(5); i > 0; i--)
            text.append(words.get(random.nextInt(words.size())));
        return text.toString().strip();
    }
}
