package org.inpaintj.serve.http;

import java.util.Map;
import java.util.Optional;

import com.google.gson.JsonObject;

/**
 * What a client asks, once it was let in.
 *
 * @param method in upper case
 * @param path   without the query, as it was sent
 * @param query  the query's names to values, decoded; of one given twice the last
 * @param body   empty where none was sent
 */
public record ApiRequest(String method, String path, Map<String, String> query, Optional<JsonObject> body) {

    public ApiRequest {
        query = Map.copyOf(query);
    }

    /** The body with the fields of a table, each checked; all of them have values, be they the usual ones. */
    public BodyFields fields(final FieldTable table) {
        return BodyFields.of(body.orElseGet(JsonObject::new), table);
    }

    /** Whether a switch of the query is on. */
    public boolean flag(final String name) {
        final String value = query.getOrDefault(name, "false");
        return value.equalsIgnoreCase("true") || value.equals("1");
    }
}
