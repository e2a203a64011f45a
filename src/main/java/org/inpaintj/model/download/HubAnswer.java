package org.inpaintj.model.download;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;

import org.inpaintj.core.Progress;

/**
 * What a server answers, with a body still to be read. Closed by whoever asked.
 *
 * @param first the address that was asked first
 * @param at    the address that the last redirect led to
 */
record HubAnswer(URI first, URI at, HttpResponse<BodyQueue> response) implements AutoCloseable {

    int status() {
        return response.statusCode();
    }

    /** A header, empty if there is none. */
    String header(final String name) {
        return response.headers().firstValue(name).orElse("").strip();
    }

    /** A header with a number in it, -1 if there is none. */
    long number(final String name) {
        final String text = header(name);
        return text.matches("\\d{1,18}") ? Long.parseLong(text) : -1;
    }

    /**
     * The whole body.
     *
     * @param most bytes
     * @throws IOException if it has more, or does not come
     */
    byte[] bytes(final int most, final Duration stall, final Progress progress) throws IOException {
        final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        for (List<ByteBuffer> part = response.body().next(stall, progress); !part.isEmpty();
                part = response.body().next(stall, progress))
            for (final ByteBuffer each : part) {
                if (bytes.size() + each.remaining() > most)
                    throw new IOException("the answer is longer than " + most + " bytes");
                final byte[] next = new byte[each.remaining()];
                each.get(next);
                bytes.writeBytes(next);
            }
        return bytes.toByteArray();
    }

    @Override
    public void close() {
        response.body().close();
    }
}
