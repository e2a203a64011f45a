package org.inpaintj.engine.remote;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Supplier;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import net.imglib2.RandomAccessibleInterval;
import net.imglib2.type.numeric.real.FloatType;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.inpaintj.core.CancelledException;
import org.inpaintj.core.InpaintException;
import org.inpaintj.core.Plane;
import org.inpaintj.core.Progress;
import org.inpaintj.engine.Engine;
import org.inpaintj.engine.Result;
import org.inpaintj.engine.Task;
import org.inpaintj.engine.remote.FakeServer.Got;
import org.inpaintj.engine.remote.FakeServer.Reply;
import org.inpaintj.engine.remote.a1111.FakeWebui;
import org.inpaintj.engines.Engines;

/** Candidates of servers are told of as they come, and their work can be ended between them. */
class CandidatesOneByOneTest {

    private static final String ID = "0c1d3ad2-7c3a-4f6c-9d7e-11112222333";

    private final List<Long> seeds = new CopyOnWriteArrayList<>();
    private final Told told = new Told();
    private FakeServer server;

    /** What was told, and how many pictures the server had been asked for by then. */
    private final class Told implements Progress {

        private final List<String> all = new ArrayList<>();
        private final List<Float> greys = new ArrayList<>();
        private int cancelAfter = Integer.MAX_VALUE, finishAfter = Integer.MAX_VALUE;

        @Override
        public void step(final int done, final int total, final String what) {}

        @Override
        public void finished(final int number, final long seed,
                final Supplier<RandomAccessibleInterval<FloatType>> pixels) {
            all.add(number + " seed " + seed + " after " + seeds.size());
            greys.add(Plane.of(pixels.get(), 1).at(30, 30));
        }

        @Override
        public boolean cancelled() {
            return all.size() >= cancelAfter;
        }

        @Override
        public boolean finishRequested() {
            return all.size() >= finishAfter;
        }
    }

    /** A picture is as bright as its seed. */
    private static byte[] picture(final long seed) {
        return RemoteScenes.grey(64, 64, seed / 32f);
    }

    @BeforeEach
    void start() throws IOException {
        server = new FakeServer();
        server.on("POST /sdapi/v1/txt2img", got -> {
            final JsonObject body = FakeWebui.body(got);
            assertEquals(1, body.get("n_iter").getAsInt() * body.get("batch_size").getAsInt());
            seeds.add(body.get("seed").getAsLong());
            return FakeWebui.reply(picture(body.get("seed").getAsLong()), "DPM++ 2M");
        }).on("GET /object_info/CheckpointLoaderSimple", got -> Reply.json("{\"CheckpointLoaderSimple\":{\"input\":{"
                + "\"required\":{\"ckpt_name\":[[\"sd15.ckpt\"],{}]}}}}")).on("POST /prompt", this::queue);
    }

    private Reply queue(final Got got) {
        final long seed = JsonParser.parseString(got.text()).getAsJsonObject().getAsJsonObject("prompt")
                .getAsJsonObject("5").getAsJsonObject("inputs").get("seed").getAsLong();
        final String id = ID + seeds.size();
        seeds.add(seed);
        server.on("GET /history/" + id, asked -> Reply.json("{\"" + id + "\":{\"outputs\":{\"7\":{\"images\":[{"
                + "\"filename\":\"a.png\",\"subfolder\":\"\",\"type\":\"temp\"}]}},\"status\":{\"status_str\":"
                + "\"success\",\"completed\":true}}}")).on("GET /view", asked -> Reply.png(picture(seed)));
        return Reply.json("{\"prompt_id\":\"" + id + "\"}");
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private Result run(final String id, final Progress progress, final int candidates) {
        final Engine engine = Engines.found().get(id);
        return engine.run(RemoteScenes.request(engine, "server", server.address(), "prompt", "a red car", "candidates",
                Integer.toString(candidates)), RemoteScenes.whole(Task.TEXT_TO_IMAGE, 64, 64), progress);
    }

    private static List<Float> greys(final Result result) {
        return result.candidates().stream().map(each -> Plane.of(each.pixels(), 1).at(30, 30)).toList();
    }

    @ParameterizedTest
    @ValueSource(strings = { "a1111", "comfyui" })
    void eachIsToldBeforeTheNextIsAskedFor(final String engine) {
        final Result made = run(engine, told, 3);
        assertEquals(List.of("1 seed 11 after 1", "2 seed 12 after 2", "3 seed 13 after 3"), told.all);
        assertEquals(greys(made), told.greys);
        for (int k = 0; k < 3; k++)
            assertEquals((11 + k) / 32f, told.greys.get(k), 1 / 255f);
        final Result alone = run(engine, Progress.NONE, 3);
        assertEquals(List.of(11L, 12L, 13L, 11L, 12L, 13L), seeds);
        assertEquals(greys(alone), greys(made));
        assertEquals(alone.notes(), made.notes());
        assertEquals(alone.facts().keySet(), made.facts().keySet());
    }

    @ParameterizedTest
    @ValueSource(strings = { "a1111", "comfyui" })
    void aCancelBetweenThemAsksForNoMore(final String engine) {
        told.cancelAfter = 2;
        assertThrows(CancelledException.class, () -> run(engine, told, 4));
        assertEquals(List.of(11L, 12L), seeds);
    }

    @ParameterizedTest
    @ValueSource(strings = { "a1111", "comfyui" })
    void whoeverIsContentKeepsWhatIsThere(final String engine) {
        told.finishAfter = 2;
        final Result made = run(engine, told, 4);
        assertEquals(List.of(11L, 12L), made.candidates().stream().map(Result.Candidate::seed).toList());
        assertTrue(made.notes().contains("Stopped after 2 of 4 candidates."), made.notes().toString());
        assertTrue(Engines.found().get(engine).capabilities().stopsEarly(4));
        assertFalse(Engines.found().get(engine).capabilities().stopsEarly(1), "nothing of one alone could be kept");
    }

    /** Who cannot show a picture says so as that, not as if it had not been made. */
    @Test
    void whatTheListenerFailsAtIsNoFailureOfTheServer() {
        final Progress fails = new Progress() {
            @Override
            public void step(final int done, final int total, final String what) {}

            @Override
            public void finished(final int number, final long seed,
                    final Supplier<RandomAccessibleInterval<FloatType>> pixels) {
                throw new InpaintException("no room");
            }
        };
        assertEquals("no room", assertThrows(InpaintException.class, () -> run("a1111", fails, 2)).getMessage());
    }

    @Test
    void oneAloneIsNotTold() {
        run("a1111", told, 1);
        assertEquals(List.of(), told.all);
    }
}
