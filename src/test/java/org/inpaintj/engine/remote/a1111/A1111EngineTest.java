package org.inpaintj.engine.remote.a1111;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;

import com.google.gson.JsonObject;
import net.imglib2.RandomAccessibleInterval;
import net.imglib2.type.numeric.real.FloatType;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import org.inpaintj.core.CancelledException;
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

class A1111EngineTest {

    private static final String PAINT = "/sdapi/v1/img2img", ROUTE = "POST " + PAINT, PASSWORD = "ann:Zx81-geheim";

    private final A1111Engine engine = new A1111Engine(RemoteScenes.NO_KEYS, Duration.ofSeconds(30));
    private FakeServer server;

    @BeforeEach
    void start() throws IOException {
        server = new FakeServer().on(ROUTE, FakeWebui::paint);
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private Result run(final A1111Engine by, final Progress progress, final String... keys) {
        final String[] all = Arrays.copyOf(keys, keys.length + 2);
        all[keys.length] = "server";
        all[keys.length + 1] = server.address();
        return by.run(RemoteScenes.request(by, all), RemoteScenes.scene(), progress);
    }

    @Test
    void theCropGoesOutAndWhatIsPaintedComesBack() {
        final Result result = run(engine, Progress.NONE, "prompt", "a red car", "negative", "blur", "steps", "9",
                "sampler", "Euler a", "schedule", "Karras", "strength", "0.5", "content", "fill", "checkpoint",
                "dreamy.safetensors", "blur", "12");
        final Got got = server.got(PAINT).get(0);
        final JsonObject body = FakeWebui.body(got);
        assertEquals(List.of(600, 504, 9, 11L, 0, 0, false), List.of(body.get("width").getAsInt(),
                body.get("height").getAsInt(), body.get("steps").getAsInt(), body.get("seed").getAsLong(),
                body.get("inpainting_fill").getAsInt(), body.get("mask_blur").getAsInt(),
                body.get("inpaint_full_res").getAsBoolean()));
        assertEquals("a red car|blur|Euler a|Karras|0.5", String.join("|", body.get("prompt").getAsString(),
                body.get("negative_prompt").getAsString(), body.get("sampler_name").getAsString(),
                body.get("scheduler").getAsString(), body.get("denoising_strength").getAsString()));
        assertEquals("{\"samples_format\":\"png\",\"sd_model_checkpoint\":\"dreamy.safetensors\"}",
                body.get("override_settings").toString());
        assertFalse(body.has("alwayson_scripts"));
        assertNull(got.header("Authorization"));
        final Plane mask = ServerPicture.read(FakeWebui.mask(body), "").get(0);
        assertEquals(List.of(0f, 1f, 1f, 0f), List.of(mask.at(199, 200), mask.at(200, 180), mask.at(349, 299),
                mask.at(350, 200)));
        final Plane sent = ServerPicture.read(FakeWebui.picture(body), "").get(1);
        assertEquals(RemoteScenes.picture(0, 0).get(1).at(100, 77), sent.at(100, 77), 1 / 255f);
        assertEquals(FakeWebui.GREY, RemoteScenes.inHole(result), 1 / 255f);
        assertEquals("A1111", result.facts().get("provider"));
        assertEquals(server.name(), result.facts().get("server"));
        assertEquals("dreamy [0123456789]", result.facts().get("server_model"));
        assertTrue(result.facts().get("repeatable").startsWith("no"));
        assertEquals(List.of("The server knows no sampler 'Euler a' and took 'DPM++ 2M': name one that it has."),
                result.notes());
    }

    @Test
    void eachCandidateHasItsSeedAndSoftInpaintingItsArguments() {
        final Result result = run(engine, Progress.NONE, "candidates", "2", "soft", "true", "blur", "9",
                "soft_contrast", "5");
        assertEquals(List.of(11L, 12L), server.got(PAINT).stream().map(got -> FakeWebui.body(got).get("seed")
                .getAsLong()).toList());
        assertEquals(2, result.candidates().size());
        final JsonObject body = FakeWebui.body(server.got(PAINT).get(0));
        assertEquals("{\"Soft Inpainting\":{\"args\":[true,1.0,0.5,5.0,0.0,0.5,2.0]}}",
                body.get("alwayson_scripts").toString());
        assertEquals(9, body.get("mask_blur").getAsInt());
    }

    @Test
    void nothingIsSentWhereNothingChanges() {
        assertTrue(run(engine, Progress.NONE, "strength", "0").candidates().get(0).unchanged());
        assertEquals(List.of(), server.got());
    }

    @Test
    void cancelReachesTheServer() {
        final CountDownLatch until = new CountDownLatch(1);
        final AtomicBoolean stop = new AtomicBoolean();
        final List<Integer> steps = new CopyOnWriteArrayList<>();
        FakeWebui.waiting(server, until).on("GET /sdapi/v1/progress", got -> {
            stop.set(server.got("/sdapi/v1/progress").size() > 1);
            return Reply.json("{\"progress\":0.4,\"eta_relative\":1,\"state\":{\"job_count\":1},\"current_image\":\""
                    + Base64.getEncoder().encodeToString(FakeWebui.picture(FakeWebui.body(server.got(PAINT).get(0))))
                    + "\"}");
        }).on("POST /internal/progress", got -> Reply.json("{\"active\":true,\"queued\":false,\"completed\":false}"))
                .on("POST /sdapi/v1/interrupt", got -> Reply.json("{}"));
        final List<RandomAccessibleInterval<FloatType>> shown = new CopyOnWriteArrayList<>();
        assertThrows(CancelledException.class, () -> run(engine, new Progress() {
            @Override
            public void step(final int done, final int total, final String what) {
                steps.add(done);
            }

            @Override
            public boolean cancelled() {
                return stop.get();
            }

            @Override
            public void preview(final Supplier<RandomAccessibleInterval<FloatType>> pixels) {
                shown.add(pixels.get());
            }
        }));
        until.countDown();
        assertEquals(1, server.got("/sdapi/v1/interrupt").size());
        assertTrue(server.got("/internal/progress").get(0).text().contains(FakeWebui.body(server.got(PAINT).get(0))
                .get("force_task_id").getAsString()));
        assertTrue(steps.contains(399), steps.toString());
        assertEquals(600, shown.get(0).dimension(0));
    }

    /** Its interrupt stops whoever runs. */
    @Test
    void theJobOfAnotherIsNotInterrupted() {
        final CountDownLatch until = new CountDownLatch(1);
        FakeWebui.waiting(server, until).on("POST /internal/progress",
                got -> Reply.json("{\"active\":false,\"queued\":true,\"completed\":false}"));
        assertThrows(CancelledException.class, () -> run(engine, new Progress() {
            @Override
            public void step(final int done, final int total, final String what) {}

            @Override
            public boolean cancelled() {
                return !server.got(PAINT).isEmpty();
            }
        }));
        until.countDown();
        assertEquals(1, server.got("/internal/progress").size());
        assertEquals(List.of(), server.got("/sdapi/v1/interrupt"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
            "401 | {'detail':'Incorrect username or password'} | asks for a key: set INPAINTJ_A1111_KEY "
                    + "(USER:PASSWORD) before the program starts",
            "404 | {'detail':'Not Found'} | has no such interface: start it with --api, or correct the address",
            "422 | {'detail':[{'loc':['body','steps'],'msg':'not a valid integer','type':'x'}]} | refuses the request "
                    + "(not a valid integer): change what it names",
            "500 | {'error':'OutOfMemoryError','detail':'','body':'','errors':'CUDA out of memory'} | has too little "
                    + "memory (OutOfMemoryError; CUDA out of memory): select less, or give a smaller width and height",
            "500 | <html>oops</html> | failed with the status 500: look into its own log for the reason" })
    void itsErrorsAreSentences(final int status, final String body, final String said) {
        server.on(ROUTE, got -> Reply.json(status, body.replace('\'', '"')));
        assertEquals("The A1111 server '" + server.name() + "' " + said + ".",
                assertThrows(InpaintException.class, () -> run(engine, Progress.NONE)).getMessage());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
            "{}                         | answered without a picture",
            "[1                         | is no JSON text",
            "{\"images\":[\"/9j/4AAQSkZJRg==\"]} | is damaged or of a rare kind",
            "{\"images\":[\"iVBORw0KGgo=\"]}     | is damaged",
            "{\"images\":[{\"a\":1}]}        | sent something unknown",
            "{\"images\":[\"====\"]}         | sent a picture that is cut off" })
    void whatIsMalformedIsSaid(final String body, final String said) {
        server.on(ROUTE, got -> Reply.json(body));
        final String message = assertThrows(InpaintException.class, () -> run(engine, Progress.NONE)).getMessage();
        assertTrue(message.contains(said) && message.contains(server.name()), message);
    }

    @Test
    void anOversizedAnswerEndsInASentence() {
        server.on(ROUTE, got -> new Reply(200, Map.of(), new byte[(128 << 20) + 1]));
        assertEquals("The server '" + server.name() + "' answers with more than 128 MB, which no such answer has: "
                + "check that the address is "
                + "right.", assertThrows(InpaintException.class, () -> run(engine, Progress.NONE))
                        .getMessage());
    }

    @Test
    void deepAndSlowAnswersAndRedirectsEndInASentence() {
        server.on(ROUTE, got -> Reply.json("{\"images\":" + "[".repeat(2000) + "]".repeat(2000) + "}"));
        assertTrue(assertThrows(InpaintException.class, () -> run(engine, Progress.NONE)).getMessage()
                .contains("levels deep"));
        server.on(ROUTE, got -> new Reply(302, Map.of("Location", server.address() + "/other"), new byte[0]));
        assertTrue(assertThrows(InpaintException.class, () -> run(engine, Progress.NONE)).getMessage()
                .contains("not followed"));
        assertEquals(List.of(), server.got("/other"));
        final CountDownLatch until = new CountDownLatch(1);
        FakeWebui.waiting(server, until);
        assertEquals("The server '" + server.name() + "' does not answer within 1 seconds: try again when it is less "
                + "busy.", assertThrows(InpaintException.class, () -> run(new A1111Engine(RemoteScenes.NO_KEYS,
                        Duration.ofSeconds(1)), Progress.NONE)).getMessage());
        until.countDown();
    }

    @Test
    void theKeyGoesIntoOneHeaderAndNowhereElse() {
        final A1111Engine keyed = new A1111Engine(new SecretStore(name -> name.equals("INPAINTJ_A1111_KEY") ? PASSWORD
                : null, Optional.empty()), Duration.ofSeconds(30));
        final Result result = run(keyed, Progress.NONE, "prompt", "x");
        final Got got = server.got(PAINT).get(0);
        assertEquals("Basic " + Base64.getEncoder().encodeToString(PASSWORD.getBytes(StandardCharsets.UTF_8)),
                got.header("Authorization"));
        assertFalse((result.facts() + " " + result.notes() + got.text()).contains("geheim"));
        server.on(ROUTE, g -> Reply.json(401, "{\"detail\":\"wrong: " + PASSWORD + "\"}"));
        final String message = assertThrows(InpaintException.class, () -> run(keyed, Progress.NONE)).getMessage();
        assertTrue(message.contains("does not accept the key") && !message.contains("geheim"), message);
        // whoever writes a macro cannot have it sent to a server of his own
        assertEquals("The key in INPAINTJ_A1111_KEY does not go to 'example.org': say in INPAINTJ_A1111_HOST="
                + "example.org that it is meant for that server.", assertThrows(InpaintException.class,
                        () -> keyed.check(RemoteScenes.request(keyed, "server", "https://example.org"))).getMessage());
    }
}
