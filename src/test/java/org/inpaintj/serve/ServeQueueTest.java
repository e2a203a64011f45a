package org.inpaintj.serve;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BooleanSupplier;

import com.google.gson.JsonObject;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import org.inpaintj.engines.Engines;

/** The queue, progress, interruption and the end of a server, with an engine that waits for the test. */
@Timeout(60)
class ServeQueueTest {

    private static final int SIZE = 24;

    private WaitingEngine engine;
    private Engines.Use use;
    private InpaintServer server;
    private ServeClient client;

    private void start(final boolean stopsEarly, final int waiting) {
        engine = new WaitingEngine(stopsEarly);
        use = Engines.use(Engines.of(List.of(engine)));
        server = new InpaintServer(ServeSettings.local().waiting(waiting));
        client = new ServeClient(server);
    }

    @AfterEach
    void stop() {
        server.close();
        use.close();
    }

    private CompletableFuture<ServeClient.Answer> paint(final String task, final int rounds) {
        final JsonObject body = ServeClient.inpaint(ServeClient.picture(SIZE, SIZE, 1),
                ServeClient.mask(SIZE, SIZE, 6, 6, 8), SIZE, SIZE, 5);
        body.addProperty("force_task_id", task);
        body.addProperty("n_iter", rounds);
        return CompletableFuture.supplyAsync(() -> client.post("/sdapi/v1/img2img", body), work -> new Thread(work)
                .start());
    }

    private JsonObject progress() {
        return client.get("/sdapi/v1/progress").object();
    }

    private JsonObject task(final String task) {
        final JsonObject body = new JsonObject();
        body.addProperty("id_task", task);
        return client.post("/internal/progress", body).object();
    }

    private void await(final BooleanSupplier condition) throws InterruptedException {
        while (!condition.getAsBoolean())
            Thread.sleep(10);
    }

    @Test
    void whatWaitsIsBoundedAndCanBeFollowed()
            throws InterruptedException, ExecutionException, TimeoutException {
        start(false, 1);
        assertEquals(0, progress().get("progress").getAsDouble());
        assertEquals(0, progress().getAsJsonObject("state").get("job_count").getAsInt());
        final CompletableFuture<ServeClient.Answer> first = paint("one", 2);
        engine.begun.acquire();
        final CompletableFuture<ServeClient.Answer> second = paint("two", 1);
        await(() -> task("two").get("queued").getAsBoolean());
        final ServeClient.Answer refused = paint("three", 1).get(20, TimeUnit.SECONDS);
        assertEquals(503, refused.status());
        assertTrue(Integer.parseInt(refused.header("Retry-After")) > 0);
        engine.steps.release(2);
        await(() -> progress().getAsJsonObject("state").get("sampling_step").getAsInt() == 2);
        await(() -> !progress().get("current_image").isJsonNull());
        final JsonObject now = progress(), state = now.getAsJsonObject("state");
        assertEquals(0.01 + 2 / 8.0, now.get("progress").getAsDouble(), 1e-9);
        assertEquals(2, state.get("job_count").getAsInt());
        assertEquals(0, state.get("job_no").getAsInt());
        assertEquals(WaitingEngine.STEPS, state.get("sampling_steps").getAsInt());
        assertEquals("Batch 1 out of 2", state.get("job").getAsString());
        final int[] shown = ServeClient.pixels(ServeClient.image(now.get("current_image").getAsString()));
        assertEquals(0xff808080, shown[8 * SIZE + 8]);
        assertEquals(ServeClient.picture(SIZE, SIZE, 1)[0], shown[0]);
        assertTrue(client.get("/sdapi/v1/progress?skip_current_image=true").object().get("current_image").isJsonNull());
        assertTrue(task("one").get("active").getAsBoolean());
        assertFalse(task("none").get("completed").getAsBoolean());
        engine.steps.release(100);
        assertEquals(2, first.get(20, TimeUnit.SECONDS).images().size());
        assertEquals(1, second.get(20, TimeUnit.SECONDS).images().size());
        await(() -> task("one").get("completed").getAsBoolean());
        assertEquals(0, progress().getAsJsonObject("state").get("job_count").getAsInt());
    }

    @Test
    void roundsAreSkippedAndTheRestIsInterrupted()
            throws InterruptedException, ExecutionException, TimeoutException {
        start(false, 8);
        final CompletableFuture<ServeClient.Answer> all = paint("one", 4);
        engine.begun.acquire();
        engine.steps.release(WaitingEngine.STEPS);
        engine.begun.acquire();
        assertEquals(200, client.post("/sdapi/v1/skip", "").status());
        engine.begun.acquire();
        client.post("/sdapi/v1/interrupt", "");
        final ServeClient.Answer answer = all.get(20, TimeUnit.SECONDS);
        assertEquals(200, answer.status());
        assertEquals(1, answer.images().size());
        assertEquals("[5]", answer.info().get("all_seeds").toString());
    }

    @Test
    void anEngineThatCanMakesAResultOfWhatThereIs()
            throws InterruptedException, ExecutionException, TimeoutException {
        start(true, 8);
        final CompletableFuture<ServeClient.Answer> all = paint("one", 3);
        engine.begun.acquire();
        client.post("/sdapi/v1/skip", "");
        engine.begun.acquire();
        client.post("/sdapi/v1/interrupt", "");
        final ServeClient.Answer answer = all.get(20, TimeUnit.SECONDS);
        assertEquals("[5,6]", answer.info().get("all_seeds").toString());
        assertEquals(2, answer.images().size());
    }

    @Test
    void theJobThatRunsIsFinishedAndWhatWaitsIsTurnedAway()
            throws InterruptedException, ExecutionException, TimeoutException {
        start(false, 8);
        final CompletableFuture<ServeClient.Answer> first = paint("one", 1);
        engine.begun.acquire();
        final CompletableFuture<ServeClient.Answer> second = paint("two", 1);
        await(() -> task("two").get("queued").getAsBoolean());
        final CompletableFuture<Boolean> ended =
                CompletableFuture.supplyAsync(() -> server.close(Duration.ofSeconds(30)));
        assertEquals(503, second.get(20, TimeUnit.SECONDS).status());
        assertFalse(first.isDone());
        engine.steps.release(100);
        assertEquals(1, first.get(20, TimeUnit.SECONDS).images().size());
        assertTrue(ended.get(20, TimeUnit.SECONDS));
    }

    @Test
    void aJobThatTakesTooLongIsBrokenOff() throws InterruptedException, ExecutionException, TimeoutException {
        start(false, 8);
        final CompletableFuture<ServeClient.Answer> first = paint("one", 1);
        engine.begun.acquire();
        assertTrue(server.close(Duration.ofMillis(50)), "the engine has noticed");
        assertEquals(503, first.get(20, TimeUnit.SECONDS).status());
    }
}
