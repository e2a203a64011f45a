package org.inpaintj.engine.remote.service;

import java.util.List;
import java.util.Map;
import java.util.Optional;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;

import org.inpaintj.core.InpaintException;
import org.inpaintj.core.JsonConfig;
import org.inpaintj.engine.remote.Answer;

/**
 * An answer with its JSON, told by what it holds and not by what it says of itself.
 *
 * @param answer as it came
 * @param json   an empty object where it holds none
 */
record Reply(Answer answer, JsonElement json) {

    /** Reads an answer of any status; what is no JSON is taken for a picture or for words. */
    static Reply of(final Answer answer) {
        if (!looksLikeJson(answer.body()))
            return new Reply(answer, new JsonObject());
        try {
            // a list stands alone in few answers, and has no name
            return new Reply(answer, JsonConfig.parse("", "{\"it\":" + answer.text() + "}", "", "").raw("it"));
        } catch (final InpaintException e) {
            if (answer.isGood())
                throw new InpaintException("The answer of the server '" + answer.server() + "' is damaged: it is no "
                        + "JSON text, or nests lists and objects too deep; look there for what it has done, before you "
                        + "ask again.", e);
            return new Reply(answer, new JsonObject());
        }
    }

    private static boolean looksLikeJson(final byte[] body) {
        for (int i = 0; i < Math.min(body.length, 64); i++)
            if (body[i] > ' ' || body[i] < 0)
                return body[i] == '{' || body[i] == '[';
        return false;
    }

    /** Whether it is JSON. */
    boolean isJson() {
        return looksLikeJson(answer.body());
    }

    /** The first value that there is. */
    Optional<String> first(final List<Place> places) {
        return places.stream().flatMap(place -> place.in(this).stream()).findFirst();
    }

    /** Whether it says one of the words where they are looked for. */
    boolean says(final Map<Place, List<String>> conditions) {
        return conditions.entrySet().stream().anyMatch(each -> each.getKey().says(this, each.getValue()));
    }
}
