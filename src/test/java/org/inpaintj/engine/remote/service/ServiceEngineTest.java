package org.inpaintj.engine.remote.service;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import com.google.gson.JsonObject;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import org.inpaintj.core.InpaintException;
import org.inpaintj.core.Plane;
import org.inpaintj.core.Progress;
import org.inpaintj.engine.Result;
import org.inpaintj.engine.Scene;
import org.inpaintj.engine.Task;
import org.inpaintj.engine.remote.FakeServer;
import org.inpaintj.engine.remote.RemoteScenes;
import org.inpaintj.engine.remote.SecretPrompt;
import org.inpaintj.engine.remote.SecretStore;
import org.inpaintj.engine.remote.ServerPicture;

/** Every service that comes with the program, against stand-ins that answer as is documented. */
class ServiceEngineTest {

    static final String KEY = "sk-geheim-123456";

    /** With a key for every service. */
    static final SecretStore KEYS = new SecretStore(name -> name.matches("INPAINTJ_[A-Z]+_KEY") ? KEY : null,
            Optional.empty());

    private final ServiceEngine engine = new ServiceEngine(KEYS, Duration.ofSeconds(20));
    private FakeServer server;

    @BeforeEach
    void start() throws IOException {
        server = FakeServices.all(new FakeServer(), FakeServices::grey);
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private Result run(final String service, final String... keys) {
        return run(service, RemoteScenes.scene(), keys);
    }

    private Result run(final String service, final Scene scene, final String... keys) {
        final List<String> all = new ArrayList<>(Arrays.asList(keys));
        all.addAll(List.of("service", service, "prompt", "a red car", "server", server.address() + (service.equals(
                "relay") ? "/draw" : "")));
        if (service.equals("replicate"))
            all.addAll(List.of("checkpoint", FakeServices.MODEL));
        return engine.run(RemoteScenes.request(engine, all.toArray(String[]::new)), scene, Progress.NONE);
    }

    /** The picture comes back in place, whatever way it takes, and nobody but the service gets the key. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', nullValues = "-", value = {
            "stability | Authorization | Bearer | Stability AI | - | stab-1 | "
                    + "not told",
            "stability-erase | Authorization | Bearer | Stability AI | - | stab-1 | "
                    + "not told",
            "stability-v1 | Authorization | Bearer | Stability AI v1 | stable-diffusion-xl-1024-v1-0 | - | "
                    + "0.2 credits less on the account",
            "replicate | Authorization | Bearer | Replicate | ann/fill:0123456789abcdef | p1 | "
                    + "4.5 s of computing",
            "bfl-fill | x-key | - | Black Forest Labs | flux-pro-1.0-fill | 8c1f6f0a | "
                    + "5 credits less on the account",
            "fal-fill | Authorization | Key | fal | fal-ai/flux-pro/v1/fill | r1 | "
                    + "2.5 s of computing",
            "openai | Authorization | Bearer | OpenAI | gpt-image-1.5 | req_1 | "
                    + "400 input tokens + 1056 output tokens" })
    void theHoleIsPaintedAndTheRestStays(final String service, final String header, final String before,
            final String provider, final String model, final String id, final String cost) {
        final Result result = run(service);
        assertEquals(FakeServices.GREY, RemoteScenes.inHole(result), 2 / 255f);
        final List<Plane> sent = RemoteScenes.picture(0, 0);
        double worst = 0;
        final List<Plane> came = Plane.channels(result.candidates().get(0).pixels());
        for (int c = 0; c < 3; c++)
            for (int y = 0; y < RemoteScenes.HEIGHT; y++)
                for (int x = 0; x < 180; x++)
                    worst = Math.max(worst, Math.abs(sent.get(c).at(x, y) - came.get(c).at(x, y)));
        assertTrue(worst < 6 / 255.0, "" + worst);
        assertEquals(provider + "|" + service + "|" + server.name(), String.join("|", result.facts().get("provider"),
                result.facts().get("service"), result.facts().get("server")));
        assertTrue(model == null ? !result.facts().containsKey("server_model")
                : result.facts().get("server_model").startsWith(model), result.facts().toString());
        assertTrue(id == null || result.facts().get("request_id").startsWith(id), result.facts().toString());
        assertEquals(cost, result.facts().get("cost"));
        assertTrue(result.facts().get("repeatable").startsWith("no"));
        assertFalse((result.facts() + " " + result.notes()).contains("geheim"));
        for (final FakeServer.Got got : server.got()) {
            assertEquals(got.path().endsWith(".png") ? null : (before == null ? "" : before + " ") + KEY,
                    got.header(header), got.path());
            assertFalse((got.path() + got.text()).contains("geheim"), got.path());
        }
    }

    /** A reply that has moved by parts of a pixel, grown, and changed its colours. */
    @ParameterizedTest
    @CsvSource({ "openai, 1.5, -1, 0", "bfl-fill, 1.5, 0.75, 0", "stability, 0, 0, 0.015" })
    void whatDriftsComesBackInPlace(final String service, final double right, final double down, final double grown) {
        server.close();
        try (FakeServer drifting = FakeServices.all(new FakeServer(), (png, mask) -> RemoteScenes.drifted(png, mask,
                right,
                down, grown))) {
            server = drifting;
            final Result result = run(service);
            assertTrue(result.facts().containsKey("server_drift"), result.facts().toString());
            assertTrue(result.facts().get("server_colour").startsWith("red x 1.1"), result.facts().toString());
            final double left = Double.parseDouble(result.facts().get("server_residual").replaceFirst(" .*", ""));
            assertTrue(left < 1.5, result.facts().toString());
            assertEquals(FakeServices.GREY, RemoteScenes.inHole(result), 3 / 255f);
        } catch (final IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    @Test
    void stabilityGetsAFormOfItsFields() {
        run("stability", "negative", "blur");
        final FakeServer.Got got = server.got("/v2beta").get(0);
        final Map<String, byte[]> form = FakeForm.of(got);
        assertEquals("image/*", got.header("Accept"));
        assertEquals(List.of("image", "mask", "prompt", "negative_prompt", "seed", "grow_mask", "output_format"),
                List.copyOf(form.keySet()));
        assertEquals("a red car|blur|11|0|png", String.join("|", FakeForm.text(form, "prompt"), FakeForm.text(form,
                "negative_prompt"), FakeForm.text(form, "seed"), FakeForm.text(form, "grow_mask"), FakeForm.text(form,
                        "output_format")));
        final Plane mask = ServerPicture.read(form.get("mask"), "").get(0);
        assertEquals(List.of(600, 500, 0f, 1f, 1f, 0f), List.of(mask.width(), mask.height(), mask.at(199, 200),
                mask.at(200, 180), mask.at(349, 299), mask.at(350, 200)));
    }

    @Test
    void stabilityV1GetsWeightsAndNoEmptyPrompt() {
        run("stability-v1", "inputs", "{\"steps\": 30, \"cfg_scale\": 5.5}");
        final Map<String, byte[]> form = FakeForm.of(server.got("/v1/generation").get(0));
        assertEquals("MASK_IMAGE_WHITE|a red car|1|30|5.5", String.join("|", FakeForm.text(form, "mask_source"),
                FakeForm.text(form, "text_prompts[0][text]"), FakeForm.text(form, "text_prompts[0][weight]"),
                FakeForm.text(form, "steps"), FakeForm.text(form, "cfg_scale")));
        assertFalse(form.containsKey("text_prompts[1][weight]"));
        assertEquals(1152, ServerPicture.read(form.get("init_image"), "").get(0).width());
        run("stability-v1", "negative", "blur");
        assertEquals("-1", FakeForm.text(FakeForm.of(server.got("/v1/generation").get(1)), "text_prompts[1][weight]"));
    }

    /** The picture is larger than the 256 kB of a data address, the mask is not. */
    @Test
    void replicateIsAskedWhatTheModelTakes() {
        final Result result = run("replicate", "inputs", "{\"steps\": 30}", "negative", "blur");
        final JsonObject body = FakeServices.json(server.got("/v1/predictions").get(0)),
                input = body.getAsJsonObject("input");
        assertEquals(FakeServices.VERSION, body.get("version").getAsString());
        assertEquals(List.of("image", "mask", "prompt", "seed", "output_format", "steps"),
                List.copyOf(input.keySet()));
        assertTrue(input.get("image").getAsString().startsWith(server.address() + "/v1/files/"));
        assertTrue(input.get("mask").getAsString().startsWith("data:image/png;base64,"));
        assertTrue(result.notes().contains("The model 'ann/fill' takes no 'negative_prompt', so it was not sent."),
                result.notes().toString());
        assertEquals(List.of("The input 'steps' of the model 'ann/fill' must be from 1 to 50: correct it in inputs.",
                "The model 'ann/fill' has no input 'stps': did you mean 'steps'?",
                "The input 'go_fast' of the model 'ann/fill' must be true or false: correct it in inputs.",
                "The input 'output_format' of the model 'ann/fill' must be one of [\"webp\", \"jpg\", \"png\"]: "
                + "correct it in inputs."),
                List.of("{\"steps\": 51}", "{\"stps\": 3}", "{\"go_fast\": 1}", "{\"output_format\": "
                + "\"tiff\"}").stream()
                        .map(inputs -> assertThrows(InpaintException.class, () -> run("replicate", "inputs", inputs))
                                .getMessage()).toList());
        assertEquals(1, server.got("/v1/predictions").stream().filter(got -> got.method().equals("POST")).count());
    }

    @Test
    void openAiGetsAMaskWithAHole() {
        final Result result = run("openai");
        final Map<String, byte[]> form = FakeForm.of(server.got("/v1/images").get(0));
        assertEquals("gpt-image-1.5|1024x1024|1|png", String.join("|", FakeForm.text(form, "model"), FakeForm.text(form,
                "size"), FakeForm.text(form, "n"), FakeForm.text(form, "output_format")));
        final Plane hole = ServerPicture.read(RemoteScenes.holes(form.get("mask")), "").get(0);
        final double scale = 1024.0 / RemoteScenes.WIDTH;
        assertEquals(List.of(1024, 0f, 1f), List.of(hole.width(), hole.at((int) (190 * scale), (int) (240 * scale)),
                hole.at((int) (275 * scale), (int) (240 * scale))));
        assertTrue(form.get("mask").length < 50_000, form.get("mask").length + " bytes");
        assertTrue(result.notes().contains("The service 'openai' takes no seed: the same seed gives another picture."));
    }

    @Test
    void theRelayDrawsFromThePromptAlone() {
        final Result result = run("relay");
        final FakeServer.Got got = server.got("/draw").get(0);
        assertEquals("{\"prompt\":\"a red car\",\"size\":\"1024x1024\"}", got.text());
        assertEquals("Bearer " + KEY, got.header("Authorization"));
        assertNull(server.got("/drawn").get(0).header("Authorization"));
        assertEquals(FakeServices.GREY, RemoteScenes.inHole(result), 2 / 255f);
        assertTrue(result.notes().stream().anyMatch(note -> note.contains("from the prompt alone")));
        final Scene blank = RemoteScenes.whole(Task.TEXT_TO_IMAGE, 96, 64);
        assertEquals(FakeServices.GREY, Plane.of(run("relay", blank).candidates().get(0).pixels(), 1).at(50, 30),
                1 / 255f);
        assertEquals("The service 'bfl-fill' cannot do text-to-image: it only repaints selections.",
                assertThrows(InpaintException.class, () -> run("bfl-fill", blank)).getMessage());
        assertEquals(List.of(), server.got("/v1/flux"));
    }

    /** What is asked for and cannot be sent costs nothing. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
            "service=               | needs to know which: give service as one of stability, ",
            "service=stabilty       | There is no service and no file 'stabilty': did you mean 'stability'",
            "service=openai prompt= | The service 'openai' needs a prompt",
            "service=replicate checkpoint= | The service 'replicate' has many models: name one as checkpoint",
            "service=relay server=  | The service 'relay' has no address of its own: give one as server.",
            "service=openai inputs=[1] | The key inputs is damaged: it is no JSON object; write an object such as",
            "service=openai inputs={\"mask\":\"x\"} | 'mask' in inputs is the crop or its mask",
            "service=openai inputs={\"a\":{}} | 'a' in inputs is not right",
            "service=fal-fill checkpoint=../../x | is not how a model of the service 'fal-fill' can be called",
            "service=openai prompt=" + KEY + " | The key of the service 'openai' stands among the keys of the "
            + "request" })
    void whatIsWrongIsSaidBeforeItIsSent(final String keys, final String said) {
        final List<String> all = new ArrayList<>(List.of("prompt", "x", "server", server.address()));
        for (final String key : keys.split(" "))
            all.addAll(List.of(key.replaceFirst("=.*", ""), key.replaceFirst("[^=]*=", "")));
        final String message = assertThrows(InpaintException.class, () -> engine.check(RemoteScenes.request(engine,
                all.toArray(String[]::new)))).getMessage();
        assertTrue(message.contains(said), message);
        assertEquals(List.of(), server.got());
    }

    /** Who is there is asked, once; what was typed is as secret as any other key. */
    @Test
    void aKeyMayBeAskedFor() {
        final List<String> questions = new ArrayList<>();
        SecretPrompt.use(question -> {
            questions.add(question);
            return "typed-geheim";
        });
        try {
            final ServiceEngine keyless = new ServiceEngine(RemoteScenes.NO_KEYS, Duration.ofSeconds(10));
            final Result result = keyless.run(RemoteScenes.request(keyless, "service", "stability-erase", "server",
                    server.address(), "width", "64"), RemoteScenes.scene(), Progress.NONE);
            assertEquals("Bearer typed-geheim", server.got("/v2beta").get(0).header("Authorization"));
            assertEquals(List.of("Key of 'stability-erase' for '" + server.name() + "' (not shown, not stored): "),
                    questions);
            assertFalse((result.facts() + " " + result.notes()).contains("geheim"));
        } finally {
            SecretPrompt.use(question -> null);
        }
    }

    /** A key for a service goes to no server that whoever wrote a macro names. */
    @Test
    void theKeyIsBoundToTheAddress() {
        assertTrue(assertThrows(InpaintException.class, () -> engine.check(RemoteScenes.request(engine, "service",
                "openai", "prompt", "x", "server", "https://example.org"))).getMessage().startsWith(
                        "The key in INPAINTJ_OPENAI_KEY does not go to 'example.org'"));
        final ServiceEngine keyless = new ServiceEngine(RemoteScenes.NO_KEYS, Duration.ofSeconds(1));
        assertEquals("The service 'bfl-fill' asks for a key: set INPAINTJ_BFL_KEY or BFL_API_KEY before the program "
                + "starts, or write it into the file of server keys.", assertThrows(InpaintException.class,
                        () -> keyless.check(RemoteScenes.request(keyless, "service", "bfl-fill"))).getMessage());
    }
}
