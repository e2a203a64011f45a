package org.inpaintj.serve;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import org.inpaintj.serve.http.Route;

/** What comes in a wrong form, and what comes in numbers. */
@Timeout(120)
class ServeFaultsTest {

    private static final int SIZE = 16, REQUESTS = 200, CLIENTS = 32;

    private final Random random = new Random(11);
    private InpaintServer server;
    private ServeClient client;

    @BeforeEach
    void start() {
        server = new InpaintServer(ServeSettings.local().waiting(REQUESTS));
        client = new ServeClient(server);
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private static JsonObject whole(final int size, final long seed) {
        final JsonObject body = ServeClient.inpaint(ServeClient.picture(size, size, seed),
                ServeClient.mask(size, size, size / 4, size / 4, size / 3), size, size, seed);
        body.addProperty("steps", 2);
        return body;
    }

    /** 200 malformed requests of fixed seeds: no 500, no thread lost, and the server goes on. */
    @Test
    void malformedRequestsAreAnswered() throws IOException, InterruptedException {
        final Map<Integer, Integer> statuses = new TreeMap<>();
        for (int i = 0; i < REQUESTS; i++) {
            final int kind = i % 5;
            final int status = kind == 0 ? client.post("/sdapi/v1/img2img", cut(whole(SIZE, i).toString()),
                    "Content-Type", "application/json").status() : kind == 1 ? http() : client.post(
                            kind == 2 ? "/sdapi/v1/img2img" : any().path(), kind == 3 ? wrong() : damaged(i)).status();
            assertNotEquals(500, status, "request " + i);
            statuses.merge(status, 1, Integer::sum);
        }
        assertTrue(statuses.getOrDefault(422, 0) > 50, statuses.toString());
        assertEquals(200, client.post("/sdapi/v1/img2img", whole(SIZE, 1)).status());
        for (int i = 0; server.busy() > 0 && i < 500; i++)
            Thread.sleep(10);
        assertEquals(0, server.busy());
    }

    private Route any() {
        final List<Route> posts = server.routes().stream().filter(route -> route.method().equals("POST")).toList();
        return posts.get(random.nextInt(posts.size()));
    }

    private String cut(final String text) {
        final int at = random.nextInt(text.length());
        return random.nextBoolean() ? text.substring(0, at)
                : text.substring(0, at) + (char) (1 + random.nextInt(126)) + text.substring(at + 1);
    }

    /** Bytes that are no request of HTTP, or half of one; 0 where nothing is answered. */
    private int http() throws IOException {
        final String host = "Host: 127.0.0.1:" + client.port();
        final String[] all = { "GET\r\n\r\n", "\u0000\u0001\u0002\r\n\r\n", "GET /%zz HTTP/1.1\r\n" + host + "\r\n\r\n",
            "GET /sdapi/v1/progress?a=%zz&%=1 HTTP/1.1\r\n" + host + "\r\nConnection: close\r\n\r\n",
            "POST /sdapi/v1/txt2img HTTP/1.1\r\n" + host + "\r\nContent-Length: -5\r\n\r\n",
            "POST /sdapi/v1/txt2img HTTP/1.1\r\n" + host + "\r\nContent-Length: 5\r\nContent-Length: 7\r\n"
                    + "Content-Type: application/json\r\nConnection: close\r\n\r\n{    }",
            "POST /sdapi/v1/txt2img HTTP/1.1\r\n" + host + "\r\nTransfer-Encoding: chunked\r\nContent-Type: "
                    + "application/json\r\nConnection: close\r\n\r\nzz\r\n{}\r\n0\r\n\r\n",
            "TRACE / HTTP/1.1\r\n" + host + "\r\nConnection: close\r\n\r\n",
            "DELETE /sdapi/v1/options HTTP/1.1\r\n" + host + "\r\nConnection: close\r\n\r\n",
            "GET http://evil.example/ HTTP/1.1\r\n" + host + "\r\nConnection: close\r\n\r\n",
            "GET /images/../../etc/passwd HTTP/1.1\r\n" + host + "\r\nConnection: close\r\n\r\n" };
        final String answer =
                client.raw(all[random.nextInt(all.length)].getBytes(StandardCharsets.ISO_8859_1));
        return answer.length() < 12 ? 0 : Integer.parseInt(answer.substring(9, 12));
    }

    /** An object with values of any kind under names that mean something. */
    private JsonObject wrong() {
        final JsonObject body = new JsonObject();
        final List<String> names = List.of("prompt", "steps", "width", "height", "seed", "image", "imageList", "mask",
                "init_images", "styles", "override_settings", "alwayson_scripts", "script_args", "sampler_name",
                "upscaler_1", "sd_model_checkpoint", "id_task", "batch_size", "n_iter", "cfg_scale", "resize_mode");
        for (int i = 0; i < 4; i++)
            body.add(names.get(random.nextInt(names.size())), value(2));
        return body;
    }

    private JsonElement value(final int depth) {
        return switch (random.nextInt(depth > 0 ? 9 : 7)) {
            case 0 -> JsonNull.INSTANCE;
            case 1 -> new JsonPrimitive(random.nextBoolean());
            case 2 -> new JsonPrimitive(random.nextLong());
            case 3 -> new JsonPrimitive(new BigDecimal("-1e" + random.nextInt(400)));
            case 4 -> new JsonPrimitive("%s\u0000\uD800../<lora:x:9>{[((".substring(random.nextInt(9)));
            case 5 -> new JsonPrimitive(random.nextInt(70));
            case 6 -> new JsonPrimitive("x".repeat(random.nextInt(2000)));
            case 7 -> {
                final JsonArray list = new JsonArray();
                for (int i = random.nextInt(4); i > 0; i--)
                    list.add(value(depth - 1));
                yield list;
            }
            default -> {
                final JsonObject object = new JsonObject();
                for (int i = random.nextInt(4); i > 0; i--)
                    object.add(List.of("args", "Soft Inpainting", "data", "sd_vae").get(random.nextInt(4)),
                            value(depth - 1));
                yield object;
            }
        };
    }

    /** A request with a wrong value, or with a picture of which some bytes are others. */
    private JsonObject damaged(final int seed) {
        final JsonObject body = whole(SIZE, seed);
        if (random.nextBoolean()) {
            final List<String> names = List.copyOf(body.keySet());
            body.add(names.get(random.nextInt(names.size())), value(1));
            return body;
        }
        final byte[] png = Base64.getDecoder().decode(body.get("mask").getAsString());
        for (int i = 0; i < 3; i++)
            png[random.nextInt(png.length)] = (byte) random.nextInt();
        final String text = Base64.getEncoder().encodeToString(random.nextBoolean() ? png
                : Arrays.copyOf(png, random.nextInt(png.length)));
        body.addProperty("mask", text);
        body.addProperty("image", text);
        return body;
    }

    /** 32 clients queueing 200 small jobs: all are answered, and memory stays as it was. */
    @Test
    void manyClientsAreServed() throws InterruptedException, ExecutionException {
        run(REQUESTS / 4);
        final long before = used();
        run(REQUESTS);
        final long after = used();
        assertTrue(after - before < 8 << 20, before + " bytes before and " + after + " after");
        for (int i = 0; server.busy() > 0 && i < 500; i++)
            Thread.sleep(10);
        assertEquals(0, server.busy());
    }

    private void run(final int jobs) throws InterruptedException, ExecutionException {
        final ExecutorService clients = Executors.newFixedThreadPool(CLIENTS);
        try {
            final AtomicInteger seeds = new AtomicInteger();
            final List<Callable<Integer>> all = new ArrayList<>();
            for (int i = 0; i < jobs; i++)
                all.add(() -> client.post("/sdapi/v1/img2img", whole(32, seeds.incrementAndGet())).status());
            for (final Future<Integer> each : clients.invokeAll(all))
                assertEquals(200, each.get());
        } finally {
            clients.shutdownNow();
        }
    }

    private static long used() {
        long least = Long.MAX_VALUE;
        for (int i = 0; i < 3; i++) {
            System.gc();
            least = Math.min(least, Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory());
        }
        return least;
    }
}
