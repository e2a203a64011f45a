package org.inpaintj.enhance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import com.sun.net.httpserver.HttpServer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import org.inpaintj.core.InpaintException;
import org.inpaintj.engine.diffusion.text.StyleLibrary;

/** A chat model on a server that does what it should, and on servers that do not. */
class ChatModelTest {

    private static final String KEY = "k-123-secret";

    private final ExecutorService threads = Executors.newCachedThreadPool();
    private HttpServer server;
    private HttpHandler handler;
    private String asked, authorization;

    @BeforeEach
    void serve() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(threads);
        server.createContext("/", exchange -> {
            asked = exchange.getRequestURI() + " " + new String(exchange.getRequestBody().readAllBytes(),
                    StandardCharsets.UTF_8);
            authorization = exchange.getRequestHeaders().getFirst("Authorization");
            handler.handle(exchange);
        });
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
        threads.shutdownNow();
    }

    private static void send(final HttpExchange exchange, final int status, final String text) throws IOException {
        final byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }

    private static String completion(final String content) {
        final JsonObject message = new JsonObject();
        message.addProperty("content", content);
        return "{\"choices\":[{\"message\":" + message + "}]}";
    }

    private String address() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    private ChatModel model(final String... more) {
        final Map<String, String> values = new HashMap<>(Map.of("address", address()));
        for (int i = 0; i < more.length; i += 2)
            values.put(more[i], more[i + 1]);
        return new ChatModel(EnhanceKeys.of(values), Map.of("CHAT_KEY", KEY)::get, Duration.ofMillis(1500));
    }

    private String answer(final String content) {
        handler = exchange -> send(exchange, 200, completion(content));
        return model().enhance("a cat", List.of());
    }

    private String failure(final HttpHandler how) {
        handler = how;
        final String said = assertThrows(InpaintException.class,
                () -> model("key_variable", "CHAT_KEY").enhance("a cat", List.of())).getMessage();
        assertFalse(said.contains(KEY), said);
        assertTrue(said.endsWith("."), said);
        return said;
    }

    @Test
    void aPromptIsAskedForAndTaken() {
        handler = exchange -> send(exchange, 200, completion("a grey cat, \"by\" a window"));
        assertEquals("a grey cat, \"by\" a window", model("chat", "tiny", "key_variable", "CHAT_KEY")
                .enhance("a cat", List.of(StyleLibrary.bundled("中国画").orElseThrow())));
        assertEquals("Bearer " + KEY, authorization);
        assertTrue(asked.startsWith("/v1/chat/completions "), asked);
        final JsonObject question = JsonParser.parseString(asked.substring(asked.indexOf('{'))).getAsJsonObject();
        assertEquals("tiny", question.get("model").getAsString());
        assertTrue(question.get("messages").toString().contains("Prompt: a cat"), asked);
        assertTrue(question.get("messages").toString().contains("中国传统水墨画"), asked);
        assertFalse(asked.contains(KEY), asked);
    }

    @Test
    void withoutAKeyNoneIsSent() {
        assertEquals("b", answer("b"));
        assertEquals(null, authorization);
        assertFalse(asked.contains("\"model\""), asked);
    }

    @Test
    void onlyTheTextOfAnAnswerIsTaken() {
        assertEquals("a cat, at dawn", answer("<think>what\na, b</think>\n\n\"a cat,\n at dawn\"\n"));
        assertEquals("a cat at dawn", answer("Prompt: a\u0000\u001b cat\tat\u200b\u202e dawn"));
        final String long500 = answer("word, ".repeat(1000));
        assertTrue(long500.length() <= 500 && long500.endsWith("word"), long500);
        assertEquals("{\"x\": 1}", answer("{\"x\": 1}"));
    }

    @ParameterizedTest
    @ValueSource(strings = { "", "no JSON", "[]", "{}", "{\"choices\":[]}", "{\"choices\":{}}", "{\"choices\":[7]}",
        "{\"choices\":[{\"message\":7}]}", "{\"choices\":[{\"message\":{\"content\":[1]}}]}",
        "{\"choices\":[{\"message\":{\"content\":null}}]}", "{\"choices\":[{\"message\":{\"content\":\" \\n\"}}]}" })
    void whatIsNoAnswerIsSaid(final String text) {
        final String said = failure(exchange -> send(exchange, 200, text));
        assertTrue(said.contains("something else than a chat completion") || said.contains("an empty text"), said);
    }

    @Test
    void deepAnswersAreRefused() {
        assertTrue(failure(exchange -> send(exchange, 200, "[".repeat(100_000))).contains("something else"));
        assertTrue(failure(exchange -> send(exchange, 200, "{\"a\":".repeat(5000) + "1" + "}".repeat(5000)))
                .contains("something else"));
    }

    @Test
    void hugeAnswersAreBrokenOff() {
        assertTrue(failure(exchange -> {
            exchange.sendResponseHeaders(200, 0);
            final byte[] some = new byte[1 << 16];
            try (OutputStream out = exchange.getResponseBody()) {
                for (int i = 0; i < 1000; i++)
                    out.write(some);
            }
        }).contains("more than 1 MB"));
    }

    /** Neither one that says nothing nor one that says a letter now and then is waited for. */
    @Test
    void slowAnswersAreNotWaitedFor() {
        final long begin = System.nanoTime();
        assertTrue(failure(exchange -> sleep(5000)).contains("does not answer within 1 seconds"));
        assertTrue(failure(exchange -> {
            exchange.sendResponseHeaders(200, 0);
            for (int i = 0; i < 50; i++) {
                exchange.getResponseBody().write(' ');
                exchange.getResponseBody().flush();
                sleep(100);
            }
        }).contains("does not answer within 1 seconds"));
        assertTrue(System.nanoTime() - begin < 8e9);
    }

    private static void sleep(final int milliseconds) {
        try {
            Thread.sleep(milliseconds);
        } catch (final InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Test
    void failuresOfTheServerAreSaidWithoutTheKey() {
        assertEquals("The chat model at '127.0.0.1' answers with the status 401 (bad key ...): check its address, its "
                + "name and its key.", failure(exchange -> send(exchange, 401, "{\"error\":{\"message\":\"bad key "
                        + KEY + "\"}}")));
        assertTrue(failure(exchange -> send(exchange, 500, "x".repeat(1000))).contains("status 500:"));
        assertTrue(failure(exchange -> send(exchange, 404, "{\"error\":\"" + "no ".repeat(500) + "\"}")).length()
                < 300);
        assertTrue(failure(exchange -> {
            exchange.getResponseHeaders().add("Location", address() + "/elsewhere");
            send(exchange, 302, "");
        }).contains("status 302"));
        assertTrue(asked.startsWith("/v1/"), "redirects are not followed: " + asked);
        assertTrue(failure(HttpExchange::close).contains("broke off"));
    }

    @Test
    void whereNobodyListensIsSaid() throws IOException {
        final int port;
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = free.getLocalPort();
        }
        assertEquals("The chat model at '127.0.0.1' cannot be reached: start it, or correct the address.",
                assertThrows(InpaintException.class, () -> model("address", "http://127.0.0.1:" + port)
                        .enhance("a cat", List.of())).getMessage());
    }

    @ParameterizedTest
    @CsvSource({ "http://localhost:11434,http://localhost:11434/v1/chat/completions",
        "https://chat.example/api/v2/,https://chat.example/api/v2/chat/completions",
        "HTTP://[::1]:8080/v1/chat/completions,http://[::1]:8080/v1/chat/completions" })
    void addressesAreCompleted(final String given, final String expected) {
        assertEquals(expected, model("address", given).address().toString());
    }

    @ParameterizedTest
    @ValueSource(strings = { "localhost", "ftp://a/b", "file:///etc/passwd", "http://", "http://a:b@c/v1",
        "http://a/v1?key=b", "http://a/v1#b", "http://a b/", "javascript:alert(1)" })
    void addressesThatAreNoneAreRefused(final String given) {
        assertTrue(assertThrows(InpaintException.class, () -> model("address", given)).getMessage()
                .startsWith("The address of a chat model is not right"));
    }

    @Test
    void aKeyIsNamedAndNeverGiven() {
        for (final String wrong : List.of("sk-abc", "NO_SUCH_VARIABLE", "a b")) {
            final String said = assertThrows(InpaintException.class, () -> model("key_variable", wrong)).getMessage();
            assertTrue(said.startsWith("There is no environment variable") && !said.contains(wrong), said);
        }
        assertEquals("The key would go to 'chat.example' unencrypted: give an address that begins with https.",
                assertThrows(InpaintException.class, () -> model("address", "http://chat.example", "key_variable",
                        "CHAT_KEY")).getMessage());
    }
}
