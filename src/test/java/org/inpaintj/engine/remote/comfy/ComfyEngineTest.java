package org.inpaintj.engine.remote.comfy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
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

/** Against a stand-in that answers as ComfyUI is documented to. */
class ComfyEngineTest {

    private static final String ID = "0c1d3ad2-7c3a-4f6c-9d7e-111122223333";
    private static final String DONE = "{\"" + ID + "\":{\"prompt\":[],\"outputs\":{\"7\":{\"images\":[{\"filename\":"
            + "\"a b_1.png\",\"subfolder\":\"\",\"type\":\"temp\"}]}},\"status\":{\"status_str\":\"success\","
            + "\"completed\":true,\"messages\":[]}}}";

    private final ComfyEngine engine = new ComfyEngine(RemoteScenes.NO_KEYS, Duration.ofSeconds(30));
    private final Map<String, byte[]> uploads = new ConcurrentHashMap<>();
    private FakeServer server;

    @TempDir
    private Path folder;

    @BeforeEach
    void start() throws IOException {
        server = new FakeServer()
                .on("GET /object_info/CheckpointLoaderSimple", got -> Reply.json("{\"CheckpointLoaderSimple\":{"
                        + "\"input\":{\"required\":{\"ckpt_name\":[[\"sd/dreamy.safetensors\","
                        + "\"sd15-inpainting.ckpt\"],{}]}}}}"))
                .on("POST /upload/image", this::upload)
                .on("POST /prompt", got -> Reply.json("{\"prompt_id\":\"" + ID + "\",\"number\":1,\"node_errors\":{}}"))
                .on("GET /history/" + ID, got -> Reply.json(server.got("/history").size() < 2 ? "{}" : DONE))
                .on("GET /view", got -> Reply.png(RemoteScenes.painted(uploaded("picture"), uploaded("mask"), 0.25f)));
    }

    @AfterEach
    void stop() {
        server.close();
    }

    /** Keeps the file under another name, as the server does where one is taken. */
    private Reply upload(final Got got) {
        final String text = got.text(), name = text.replaceFirst("(?s).*filename=\"([^\"]*)\".*", "$1");
        final int start = text.indexOf("\r\n\r\n", text.indexOf("filename=")) + 4;
        uploads.put(name, text.substring(start, text.lastIndexOf("\r\n--", text.length() - 3))
                .getBytes(StandardCharsets.ISO_8859_1));
        assertTrue(text.contains("name=\"subfolder\"\r\n\r\ninpaintj\r\n") && text.contains("name=\"type\"\r\n\r\ninput"
                + "\r\n"), "fields");
        return Reply.json("{\"name\":\"" + name.replaceFirst("-.*", "") + " (1).png\",\"subfolder\":\"inpaintj\","
                + "\"type\":\"input\"}");
    }

    private byte[] uploaded(final String what) {
        return uploads.entrySet().stream().filter(each -> each.getKey().startsWith(what)).findFirst().orElseThrow()
                .getValue();
    }

    private Result run(final Progress progress, final String... keys) {
        return run(engine, progress, keys);
    }

    private Result run(final ComfyEngine by, final Progress progress, final String... keys) {
        final String[] all = Arrays.copyOf(keys, keys.length + 2);
        all[keys.length] = "server";
        all[keys.length + 1] = server.address();
        return by.run(RemoteScenes.request(by, all), RemoteScenes.scene(), progress);
    }

    private JsonObject graph() {
        return JsonParser.parseString(server.got("/prompt").get(0).text()).getAsJsonObject().getAsJsonObject("prompt");
    }

    private static JsonObject inputs(final JsonObject graph, final String node) {
        return graph.getAsJsonObject(node).getAsJsonObject("inputs");
    }

    @Test
    void theGraphKeepsWhatIsNotMaskedAndThePictureComesBack() {
        final Result result = run(Progress.NONE, "prompt", "a %seed% \"car\"", "negative", "n", "steps", "9", "cfg",
                "5", "sampler", "Euler a", "strength", "0.5", "checkpoint", "dreamy");
        assertEquals(0.25f, RemoteScenes.inHole(result), 1 / 255f);
        final JsonObject graph = graph(), sampler = inputs(graph, "5");
        assertEquals("SetLatentNoiseMask", graph.getAsJsonObject("4").get("class_type").getAsString());
        assertEquals("sd/dreamy.safetensors", inputs(graph, "1").get("ckpt_name").getAsString());
        assertEquals("a %seed% \"car\"", inputs(graph, "2").get("text").getAsString());
        assertEquals("inpaintj/picture (1).png", inputs(graph, "8").get("image").getAsString());
        assertEquals("inpaintj/mask (1).png", inputs(graph, "9").get("image").getAsString());
        assertEquals("11 9 5.0 euler_ancestral normal 0.5", String.join(" ", sampler.get("seed").toString(),
                sampler.get("steps").toString(), sampler.get("cfg").toString(),
                sampler.get("sampler_name").getAsString(), sampler.get("scheduler").getAsString(),
                sampler.get("denoise").toString()));
        final Plane mask = ServerPicture.read(uploaded("mask"), "").get(0);
        assertEquals(List.of(600, 504), List.of(mask.width(), mask.height()));
        assertEquals(List.of(0f, 1f, 1f, 0f), List.of(mask.at(199, 200), mask.at(200, 180), mask.at(349, 299),
                mask.at(350, 200)));
        assertEquals("/view?filename=a+b_1.png&subfolder=&type=temp", server.got("/view").get(0).path());
        assertEquals("ComfyUI|sd/dreamy.safetensors|" + ID, result.facts().get("provider") + "|"
                + result.facts().get("server_model") + "|" + result.facts().get("request_id"));
        assertNull(server.got("/prompt").get(0).header("Origin"));
        assertNull(server.got("/prompt").get(0).header("Authorization"));
    }

    @Test
    void modelsForInpaintingSeeThePicture() {
        run(Progress.NONE, "checkpoint", "sd15-inpainting");
        final JsonObject graph = graph();
        assertEquals("InpaintModelConditioning", graph.getAsJsonObject("4").get("class_type").getAsString());
        assertEquals("[\"4\",2]", inputs(graph, "5").get("latent_image").toString());
        assertEquals("karras", inputs(graph, "5").get("scheduler").getAsString());
    }

    @Test
    void aWorkflowOfTheUsersOwnIsFilled() throws IOException {
        final Path file = Files.writeString(folder.resolve("mine.json"), """
                {"3": {"class_type": "LoadImage", "inputs": {"image": "%image%"}},
                 "4": {"class_type": "LoadImageMask", "inputs": {"image": "%mask%", "channel": "red"}},
                 "5": {"class_type": "Paint",
                       "inputs": {"text": "photo, %prompt%", "seed": "%seed%", "p": "%unknown%"}},
                 "6": {"class_type": "SaveImage", "inputs": {"images": ["5", 0], "filename_prefix": "x"}}}
                """);
        final Result result = run(Progress.NONE, "workflow", file.toString(), "prompt", "a car");
        assertEquals("{\"text\":\"photo, a car\",\"seed\":11,\"p\":\"%unknown%\"}", inputs(graph(), "5").toString());
        assertEquals("mine.json", result.facts().get("workflow"));
        assertEquals(List.of(), server.got("/object_info"));
        for (final String[] wrong : new String[][] { { "{\"nodes\":[]}", "is not in the form for the API" },
            { "{\"3\":{\"class_type\":\"A\",\"inputs\":{\"image\":\"%image%\"}}}", "no input with the value %mask%" },
            { "[", "is damaged" } }) {
            Files.writeString(file, wrong[0]);
            final String message = assertThrows(InpaintException.class, () -> engine.check(RemoteScenes.request(engine,
                    "workflow", file.toString()))).getMessage();
            assertTrue(message.contains(wrong[1]), message);
        }
    }

    @ParameterizedTest
    @CsvSource({ "true, 1", "false, 0" })
    void cancelTakesTheJobOutAndInterruptsItIfItRuns(final boolean runs, final int interrupts) {
        final AtomicBoolean stop = new AtomicBoolean();
        server.on("GET /history/" + ID, got -> {
            stop.set(true);
            return Reply.json("{}");
        }).on("GET /queue", got -> Reply.json("{\"queue_running\":[[1,\"" + (runs ? ID : "other")
                + "\",{}]],\"queue_pending\":[]}")).on("POST /queue", got -> Reply.json("{}"))
                .on("POST /interrupt", got -> Reply.json("{}"));
        assertThrows(CancelledException.class, () -> run(new Progress() {
            @Override
            public void step(final int done, final int total, final String what) {}

            @Override
            public boolean cancelled() {
                return stop.get();
            }
        }));
        assertEquals("{\"delete\":[\"" + ID + "\"]}", server.got("/queue").get(1).text());
        assertEquals(interrupts, server.got("/interrupt").size());
        if (runs)
            assertEquals("{\"prompt_id\":\"" + ID + "\"}", server.got("/interrupt").get(0).text());
    }

    @Test
    void itsErrorsAreSentences() {
        server.on("GET /history/" + ID, got -> Reply.json("{\"" + ID + "\":{\"outputs\":{},\"status\":{\"status_str\":"
                + "\"error\",\"completed\":false,\"messages\":[[\"execution_error\",{\"node_type\":\"KSampler\","
                + "\"exception_message\":\"no\\nmemory\"}]]}}}"));
        says("The ComfyUI server '" + server.name() + "' could not run the graph (KSampler: no memory): correct what "
                + "it names, or look into its own log.");
        server.on("GET /history/" + ID, got -> Reply.json("{\"" + ID + "\":{\"outputs\":{}}}"));
        says("The graph on the ComfyUI server '" + server.name() + "' left no picture: it needs a node that saves or "
                + "previews one.");
        server.on("POST /prompt", got -> Reply.json(400, "{\"error\":{\"type\":\"x\",\"message\":\"Prompt outputs "
                + "failed validation\",\"details\":\"\"},\"node_errors\":{\"5\":{\"errors\":[{\"message\":"
                + "\"Value not in list\",\"details\":\"sampler_name: 'nope'\"}]}}}"));
        says("The ComfyUI server '" + server.name() + "' refuses the request (Prompt outputs failed validation; Value "
                + "not in list; sampler_name: 'nope'): change what it names.");
        server.on("POST /prompt", got -> Reply.json("{\"prompt_id\":\"../../interrupt\"}"));
        says("The ComfyUI server '" + server.name() + "' did not queue the graph: look into its own log for the "
                + "reason.");
        assertEquals("The ComfyUI server '" + server.name() + "' has no checkpoint 'nope': it has "
                + "sd/dreamy.safetensors, sd15-inpainting.ckpt.", assertThrows(InpaintException.class,
                        () -> run(Progress.NONE, "checkpoint", "nope")).getMessage());
    }

    private void says(final String message) {
        assertEquals(message, assertThrows(InpaintException.class, () -> run(Progress.NONE)).getMessage());
    }

    @Test
    void aSlowServerIsLeftAndTheKeyGoesIntoTheHeader() {
        server.on("GET /history/" + ID, got -> Reply.json("{}"));
        final ComfyEngine keyed = new ComfyEngine(new SecretStore(name -> name.equals("INPAINTJ_COMFYUI_KEY")
                ? "tok-geheim" : null, Optional.empty()), Duration.ofMillis(700));
        final String message = assertThrows(InpaintException.class, () -> run(keyed, Progress.NONE)).getMessage();
        assertTrue(message.contains("did not finish within 0 seconds"), message);
        assertTrue(server.got().stream().allMatch(got -> got.header("Authorization").equals("Bearer tok-geheim")));
        assertFalse(server.got().stream().anyMatch(got -> (got.path() + got.text()).contains("geheim")));
    }
}
