package org.inpaintj.model.download;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Function;
import java.util.function.IntConsumer;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;

import org.inpaintj.core.Sha256;

/** A real server on this machine, which answers as it is told to and remembers what it was asked. */
public final class LoopbackHub implements AutoCloseable {

    /** What is done with a request. */
    @FunctionalInterface
    public interface Handler {
        void handle(HttpExchange exchange) throws IOException;
    }

    private final HttpServer server;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final Map<String, Handler> handlers = new ConcurrentHashMap<>();
    public final List<Asked> asked = new CopyOnWriteArrayList<>();

    public record Asked(String path, String host, String authorization, String range, String ifRange, String encoding) {
    }

    public LoopbackHub() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (final IOException e) {
            throw new UncheckedIOException(e);
        }
        server.setExecutor(threads);
        server.createContext("/", this::handle);
        server.start();
    }

    private void handle(final HttpExchange exchange) throws IOException {
        final Function<String, String> header = name -> String.valueOf(exchange.getRequestHeaders().getFirst(name));
        final String path = exchange.getRequestURI().toString();
        asked.add(new Asked(path, header.apply("Host"), header.apply("Authorization"), header.apply("Range"),
                header.apply("If-Range"), header.apply("Accept-Encoding")));
        final Handler handler = handlers.get(path);
        if (handler == null)
            status(exchange, 404, "");
        else
            handler.handle(exchange);
    }

    public LoopbackHub on(final String path, final Handler handler) {
        handlers.put(path, handler);
        return this;
    }

    public LoopbackHub json(final String path, final String text) {
        return on(path, exchange -> status(exchange, 200, text));
    }

    public URI base() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    public URI at(final String path) {
        return URI.create(base() + path);
    }

    /** The same server by its other name, to which no token may go. */
    public String otherName(final String path) {
        return "http://localhost:" + server.getAddress().getPort() + path;
    }

    /** Settings with a hub here, no environment and no patience. */
    public DownloadSettings settings(final Map<String, String> variables) {
        return new DownloadSettings(name -> variables.getOrDefault(name, name.equals("HF_HOME") ? "/nowhere" : null),
                base(), base(), base(), Duration.ofMillis(700), Duration.ofMillis(5), false,
                folder -> Long.MAX_VALUE / 2);
    }

    /** The same without an environment, with the patience that a busy machine needs. */
    public DownloadSettings patient() {
        final DownloadSettings quick = settings(Map.of());
        return new DownloadSettings(quick.variables(), base(), base(), base(), Duration.ofSeconds(30), quick.backOff(),
                false, quick.space());
    }

    public static void status(final HttpExchange exchange, final int status, final String text) throws IOException {
        exchange.sendResponseHeaders(status, text.isEmpty() ? -1 : text.length());
        try (OutputStream out = exchange.getResponseBody()) {
            out.write(text.getBytes());
        }
        exchange.close();
    }

    public static Handler redirect(final String to) {
        return exchange -> {
            exchange.getResponseHeaders().set("Location", to);
            status(exchange, 302, "");
        };
    }

    /** Gives a file, or the range that is asked for if the version is the same. */
    public static Handler file(final byte[] bytes, final String etag) {
        return exchange -> part(exchange, bytes, etag, bytes.length, 1 << 20, sent -> {});
    }

    /**
     * Gives a file or a range, and breaks off.
     *
     * @param most bytes that are sent in this answer
     * @param step bytes at a time
     * @param each told how many bytes were sent, after each step
     */
    public static void part(final HttpExchange exchange, final byte[] bytes, final String etag, final int most,
            final int step, final IntConsumer each) throws IOException {
        final String range = exchange.getRequestHeaders().getFirst("Range");
        final String same = exchange.getRequestHeaders().getFirst("If-Range");
        final int from = range == null || same != null && !same.equals(etag) ? 0
                : Integer.parseInt(range.replaceAll("\\D", ""));
        if (!etag.isEmpty())
            exchange.getResponseHeaders().set("ETag", etag);
        if (from > 0 && from >= bytes.length) {
            exchange.getResponseHeaders().set("Content-Range", "bytes */" + bytes.length);
            status(exchange, 416, "");
            return;
        }
        if (from > 0)
            exchange.getResponseHeaders().set("Content-Range",
                    "bytes " + from + "-" + (bytes.length - 1) + "/" + bytes.length);
        exchange.sendResponseHeaders(from > 0 ? 206 : 200, bytes.length - from);
        final OutputStream out = exchange.getResponseBody();
        final int end = Math.min(bytes.length, from + most);
        for (int at = from; at < end; at += step) {
            out.write(Arrays.copyOfRange(bytes, at, Math.min(end, at + step)));
            out.flush();
            each.accept(at - from + step);
        }
        if (end < bytes.length)
            throw new IOException("the line breaks");
        exchange.close();
    }

    public static byte[] random(final int size, final long seed) {
        final byte[] bytes = new byte[size];
        new Random(seed).nextBytes(bytes);
        return bytes;
    }

    public static String sha256(final byte[] bytes) {
        return new Sha256().add(bytes).hex();
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
