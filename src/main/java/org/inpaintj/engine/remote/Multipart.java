package org.inpaintj.engine.remote;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.UUID;

/** A body of {@code multipart/form-data}, after RFC 7578. Names come from this program or are checked before. */
public final class Multipart {

    private final String boundary = "inpaintj-" + UUID.randomUUID();
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();

    /** Adds a text. */
    public Multipart field(final String name, final String value) {
        return part("name=\"" + name + "\"\r\n\r\n", value.getBytes(StandardCharsets.UTF_8));
    }

    /** Adds a PNG. */
    public Multipart png(final String name, final String file, final byte[] bytes) {
        return part("name=\"" + name + "\"; filename=\"" + file + "\"\r\nContent-Type: image/png\r\n\r\n", bytes);
    }

    private Multipart part(final String head, final byte[] bytes) {
        out.writeBytes(("--" + boundary + "\r\nContent-Disposition: form-data; " + head)
                .getBytes(StandardCharsets.UTF_8));
        out.writeBytes(bytes);
        out.writeBytes("\r\n".getBytes(StandardCharsets.US_ASCII));
        return this;
    }

    /** The type of the content, with the boundary. */
    public String type() {
        return "multipart/form-data; boundary=" + boundary;
    }

    /** All of it. */
    public byte[] bytes() {
        final ByteArrayOutputStream all = new ByteArrayOutputStream();
        all.writeBytes(out.toByteArray());
        all.writeBytes(("--" + boundary + "--\r\n").getBytes(StandardCharsets.US_ASCII));
        return all.toByteArray();
    }
}
