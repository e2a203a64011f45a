package org.inpaintj.engine.remote;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Function;

import com.sun.net.httpserver.HttpServer;

/** A real HTTP server on loopback that answers as a test says and keeps what it was sent. */
public final class FakeServer implements AutoCloseable {

    /** What was sent. */
    public record Got(String method, String path, Map<String, String> headers, byte[] body) {

        public String text() {
            return new String(body, StandardCharsets.ISO_8859_1);
        }

        /** The header of a name, in any case; null if there is none. */
        public String header(final String name) {
            return headers.get(name);
        }
    }

    /** What is answered. */
    public record Reply(int status, Map<String, String> headers, byte[] body) {

        public static Reply json(final int status, final String body) {
            return new Reply(status, Map.of("Content-Type", "application/json"), body.getBytes(StandardCharsets.UTF_8));
        }

        public static Reply json(final String body) {
            return json(200, body);
        }

        public static Reply png(final byte[] bytes) {
            return new Reply(200, Map.of("Content-Type", "image/png"), bytes);
        }
    }

    private final HttpServer server;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final List<Got> got = new CopyOnWriteArrayList<>();
    private final Map<String, Function<Got, Reply>> routes = new ConcurrentHashMap<>();

    public FakeServer() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(threads);
        server.createContext("/", exchange -> {
            try (exchange) {
                final Map<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
                exchange.getRequestHeaders().forEach((name, values) -> headers.put(name, values.get(0)));
                final Got request = new Got(exchange.getRequestMethod(), exchange.getRequestURI().toString(), headers,
                        exchange.getRequestBody().readAllBytes());
                got.add(request);
                final Reply reply = routes.getOrDefault(request.method() + " " + exchange.getRequestURI().getPath(),
                        r -> Reply.json(404, "{\"detail\":\"Not Found\"}")).apply(request);
                reply.headers().forEach(exchange.getResponseHeaders()::set);
                exchange.sendResponseHeaders(reply.status(), reply.body().length == 0 ? -1 : reply.body().length);
                exchange.getResponseBody().write(reply.body());
            }
        });
        server.start();
    }

    /** Answers requests such as {@code "GET /queue"}. */
    public FakeServer on(final String route, final Function<Got, Reply> answer) {
        routes.put(route, answer);
        return this;
    }

    public String address() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    public String name() {
        return address().substring("http://".length());
    }

    /** All that came, in order. */
    public List<Got> got() {
        return List.copyOf(got);
    }

    /** What came for a path's beginning. */
    public List<Got> got(final String path) {
        return got.stream().filter(each -> each.path().startsWith(path)).toList();
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
