package org.inpaintj.serve.http;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;

import com.google.gson.JsonObject;
import com.sun.net.httpserver.HttpExchange;

/** Reads bodies, of which there is a largest, and so many that are held at a time. Thread-safe. */
final class BodyReader {

    /** Largest body, bytes. */
    static final long LARGEST = 64 << 20;
    private static final String TOO_LARGE = "The body is larger than 64 MB: send smaller pictures.";

    /** Bytes of all bodies that are held at a time. */
    private final long most;
    private final AtomicLong held = new AtomicLong();

    BodyReader() {
        // a body is held as bytes, as text and as pictures
        most = Math.max(LARGEST + (16 << 20), Runtime.getRuntime().maxMemory() / 8);
    }

    /**
     * A body that is held; closing it lets it go.
     *
     * @param json empty if none was sent
     */
    final class Held implements AutoCloseable {

        private Optional<JsonObject> json = Optional.empty();
        private long bytes;

        Optional<JsonObject> json() {
            return json;
        }

        private void take(final int more) {
            bytes += more;
            if (held.addAndGet(more) > most)
                throw ApiException.of(503, "The server holds as much as it can: try again.",
                        Map.of("Retry-After", "5"));
        }

        @Override
        public void close() {
            held.addAndGet(-bytes);
        }
    }

    /** @throws ApiException 413, 415, 422 or 503 */
    Held read(final HttpExchange exchange) throws IOException {
        final Held body = new Held();
        try {
            final byte[] bytes = bytes(exchange, body);
            if (bytes.length > 0) {
                checkType(exchange);
                body.json = Optional.of(StrictJson.object(bytes));
            }
            return body;
        } catch (final IOException | RuntimeException | Error e) {
            body.close();
            throw e;
        }
    }

    private static byte[] bytes(final HttpExchange exchange, final Held body) throws IOException {
        final String length = exchange.getRequestHeaders().getFirst("Content-Length");
        if (length != null && length.strip().matches("\\d{1,18}") && Long.parseLong(length.strip()) > LARGEST) {
            drain(exchange.getRequestBody());
            throw ApiException.of(413, TOO_LARGE);
        }
        if (length != null && !length.strip().equals("0"))
            checkType(exchange);
        final ByteArrayOutputStream out = new ByteArrayOutputStream();
        final byte[] part = new byte[1 << 16];
        final InputStream in = exchange.getRequestBody();
        for (int n = in.read(part); n >= 0; n = in.read(part)) {
            body.take(n);
            out.write(part, 0, n);
            if (out.size() > LARGEST) {
                drain(in);
                throw ApiException.of(413, TOO_LARGE);
            }
        }
        return out.toByteArray();
    }

    /** A client that still sends would not see the answer. */
    private static void drain(final InputStream in) throws IOException {
        final byte[] part = new byte[1 << 16];
        long left = 4 * LARGEST;
        for (int n = in.read(part); n >= 0 && left > 0; n = in.read(part))
            left -= n;
    }

    private static void checkType(final HttpExchange exchange) {
        final String type = exchange.getRequestHeaders().getFirst("Content-Type");
        if (type == null || !type.strip().toLowerCase(Locale.ROOT).matches("application/json *(;.*)?"))
            throw ApiException.of(415, "Bodies must be JSON: send the header Content-Type: application/json.");
    }
}
