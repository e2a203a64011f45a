package org.inpaintj.serve.http;

import java.nio.charset.StandardCharsets;
import java.util.Map;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonElement;

/**
 * What a client is answered.
 *
 * @param status  of HTTP
 * @param type    of the content
 * @param headers beside those that every answer has
 * @param body    nobody writes to it
 */
public record ApiReply(int status, String type, Map<String, String> headers, byte[] body) {

    /** As Python writes it: with nulls, and numbers that are none as null. */
    static final Gson JSON = new GsonBuilder().serializeNulls().disableHtmlEscaping().create();

    public ApiReply {
        headers = Map.copyOf(headers);
    }

    public static ApiReply json(final JsonElement value) {
        return json(200, value);
    }

    public static ApiReply json(final int status, final JsonElement value) {
        return new ApiReply(status, "application/json", Map.of(),
                JSON.toJson(value).getBytes(StandardCharsets.UTF_8));
    }

    public static ApiReply html(final String page) {
        return new ApiReply(200, "text/html; charset=utf-8", Map.of(), page.getBytes(StandardCharsets.UTF_8));
    }

    public static ApiReply png(final byte[] file) {
        return new ApiReply(200, "image/png", Map.of(), file);
    }
}
