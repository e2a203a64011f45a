package org.inpaintj.model.download;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

import com.google.gson.JsonObject;

import org.inpaintj.core.InpaintException;
import org.inpaintj.core.JsonConfig;

/**
 * What a part is a part of, kept beside it.
 *
 * @param url  where it comes from, without a query, which may hold a token
 * @param etag the server's name of the version; empty if it has none that stands for the very bytes
 * @param size of the whole; -1 if that is not known
 * @param sha256 that the whole should have; empty if that is not known
 */
record PartState(String url, String etag, long size, String sha256) {

    private static final int MOST_BYTES = 1 << 14;

    /** Of an answer that begins a file. */
    static PartState of(final RemoteFile file, final HubAnswer answer) {
        return new PartState(Addresses.shown(file.address()), etag(answer), answer.number("Content-Length"),
                file.sha256());
    }

    /** The name of a version; weak ones do not stand for the very bytes. */
    static String etag(final HubAnswer answer) {
        final String etag = answer.header("ETag");
        return etag.matches("\"[\\x21\\x23-\\x7e]{1,400}\"") ? etag : "";
    }

    /** The state in a file; one that fits nothing if there is none or it is damaged. */
    static PartState read(final Path file) throws IOException {
        try {
            if (Files.isRegularFile(file) && Files.size(file) <= MOST_BYTES) {
                final JsonConfig json = JsonConfig.read(file);
                return new PartState(json.text("url", ""), json.text("etag", ""), (long) json.number("size", -1),
                        json.text("sha256", ""));
            }
        } catch (final InpaintException e) {
            // cut off when the program was killed: the part is begun anew
        }
        return new PartState("", "", -1, "");
    }

    /** Whether the server is the one that named the version. */
    boolean isFrom(final RemoteFile file) {
        return url.equals(Addresses.shown(file.address()));
    }

    void write(final Path file) throws IOException {
        final JsonObject json = new JsonObject();
        json.addProperty("url", url);
        json.addProperty("etag", etag);
        json.addProperty("size", size);
        json.addProperty("sha256", sha256);
        Files.writeString(file, json.toString());
    }

    /** Whether a part of a file can be gone on with: it comes from there, or is a part of the very same bytes. */
    boolean continues(final RemoteFile file) {
        final boolean same = sha256.equals(file.sha256()) && file.bytes() >= 0;
        return (isFrom(file) && !etag.isEmpty() || !file.sha256().isEmpty() && (isFrom(file) || same))
                && (file.bytes() < 0 || size < 0 || size == file.bytes());
    }
}
