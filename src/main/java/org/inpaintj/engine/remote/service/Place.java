package org.inpaintj.engine.remote.service;

import java.util.List;
import java.util.Locale;
import java.util.Optional;

import com.google.gson.JsonElement;

import org.inpaintj.core.InpaintException;
import org.inpaintj.core.JsonConfig;
import org.inpaintj.engine.remote.Answer;

/**
 * Where something stands in an answer: names and numbers of JSON, joined by dots, such as {@code data.0.url}; or
 * {@code http:NAME}, a header, and {@code http:status}.
 */
record Place(String text) {

    private static final String HTTP = "http:";

    /** @throws InpaintException if it is no such place, naming what says so */
    static Place of(final String text, final JsonConfig from) {
        if (!text.matches("http:[A-Za-z0-9-]{1,64}|[A-Za-z0-9_-]{1,64}(\\.[A-Za-z0-9_-]{1,64}){0,15}"))
            throw Fields.wrong(from, "'" + Answer.cut(text) + "' is no place in an answer", "write one such as "
                    + "data.0.url or http:finish-reason");
        return new Place(text);
    }

    /** The value, or nothing where there is none. */
    Optional<String> in(final Reply reply) {
        if (text.equals(HTTP + "status"))
            return Optional.of(Integer.toString(reply.answer().status()));
        if (text.startsWith(HTTP))
            return Optional.of(reply.answer().header(text.substring(HTTP.length()))).filter(value -> !value.isEmpty());
        return element(reply.json()).filter(JsonElement::isJsonPrimitive).map(JsonElement::getAsString)
                .filter(value -> !value.isEmpty());
    }

    /** The value within JSON, of any kind but null. */
    Optional<JsonElement> element(final JsonElement root) {
        JsonElement at = root;
        for (final String step : text.split("\\.")) {
            if (at.isJsonObject())
                at = at.getAsJsonObject().get(step);
            else if (at.isJsonArray() && step.matches("\\d{1,6}")
                    && Integer.parseInt(step) < at.getAsJsonArray().size())
                at = at.getAsJsonArray().get(Integer.parseInt(step));
            else
                return Optional.empty();
            if (at == null)
                return Optional.empty();
        }
        return at.isJsonNull() ? Optional.empty() : Optional.of(at);
    }

    /** Whether one of the words stands there, in whatever case. */
    boolean says(final Reply reply, final List<String> words) {
        final String value = in(reply).orElse("").toLowerCase(Locale.ROOT);
        return !value.isEmpty() && words.stream().anyMatch(word -> value.contains(word.toLowerCase(Locale.ROOT)));
    }
}
