package org.inpaintj.engine.remote;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

/**
 * One request to a server.
 *
 * @param method   GET, POST or PUT
 * @param address  where it goes
 * @param headers  names to values
 * @param body     empty for none
 * @param patience how long all of the answer may take
 * @param most     how large the answer may be, bytes
 */
public record Call(String method, URI address, Map<String, String> headers, byte[] body, Duration patience, int most) {

    /** What an answer with a picture may have, bytes. */
    public static final int PICTURE = 128 << 20;

    private static final Duration SHORT = Duration.ofSeconds(30);
    private static final int SMALL = 16 << 20;

    public Call {
        headers = Map.copyOf(headers);
    }

    public static Call get(final URI address) {
        return new Call("GET", address, Map.of(), new byte[0], SHORT, SMALL);
    }

    /** A request with JSON. */
    public static Call post(final URI address, final String json) {
        return new Call("POST", address, Map.of("Content-Type", "application/json"),
                json.getBytes(StandardCharsets.UTF_8), SHORT, SMALL);
    }

    /** A request with files and fields. */
    public static Call post(final URI address, final Multipart form) {
        return new Call("POST", address, Map.of("Content-Type", form.type()), form.bytes(), SHORT, SMALL);
    }

    /** The same that may take longer, and answer with a picture. */
    public Call within(final Duration time) {
        return new Call(method, address, headers, body, time, PICTURE);
    }

    /** The same with more headers. */
    public Call with(final Map<String, String> more) {
        final Map<String, String> all = new HashMap<>(headers);
        all.putAll(more);
        return new Call(method, address, all, body, patience, most);
    }
}
