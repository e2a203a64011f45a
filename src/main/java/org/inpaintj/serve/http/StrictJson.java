package org.inpaintj.serve.http;

import java.io.IOException;
import java.io.StringReader;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

import com.google.gson.Gson;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.stream.JsonReader;
import com.google.gson.stream.JsonToken;

/** Reads a body as JSON of RFC 8259 and nothing looser, after a look at how deep it is. */
final class StrictJson {

    /** Levels of lists and objects in each other. */
    private static final int DEEPEST = 32;

    private StrictJson() {}

    /** @throws ApiException 422 if it is no JSON object in UTF-8, or too deep */
    static JsonObject object(final byte[] body) {
        final String text;
        try {
            text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(body)).toString();
        } catch (final CharacterCodingException e) {
            throw ApiException.invalid("", "the body is no JSON: it is not in UTF-8");
        }
        if (depth(text) > DEEPEST)
            throw ApiException.invalid("", "the body has more than " + DEEPEST + " levels of lists and objects");
        try {
            final JsonReader reader = new JsonReader(new StringReader(text));
            final JsonElement read = new Gson().getAdapter(JsonElement.class).read(reader);
            if (reader.peek() != JsonToken.END_DOCUMENT)
                throw ApiException.invalid("", "the body is no JSON: something stands behind its end");
            if (!read.isJsonObject())
                throw ApiException.invalid("", "the body must be a JSON object");
            return read.getAsJsonObject();
        } catch (final IOException | JsonParseException | IllegalStateException | NumberFormatException e) {
            // what the parser says quotes the body
            throw ApiException.invalid("", "the body is no JSON");
        }
    }

    private static int depth(final String text) {
        int depth = 0, deepest = 0;
        boolean quoted = false;
        for (int i = 0; i < text.length(); i++) {
            final char c = text.charAt(i);
            if (quoted) {
                if (c == '\\')
                    i++;
                else if (c == '"')
                    quoted = false;
            } else if (c == '"')
                quoted = true;
            else if (c == '[' || c == '{')
                deepest = Math.max(deepest, ++depth);
            else if (c == ']' || c == '}')
                depth--;
        }
        return deepest;
    }
}
