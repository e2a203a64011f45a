package org.inpaintj.engine.remote;

import java.net.http.HttpHeaders;
import java.nio.charset.StandardCharsets;

import com.google.gson.JsonElement;

import org.inpaintj.core.InpaintException;
import org.inpaintj.core.JsonConfig;

/**
 * What a server answered. Nothing of it is trusted.
 *
 * @param server  host and port, for messages
 * @param status  of HTTP
 * @param headers as they came
 * @param body    no longer than was allowed
 */
public record Answer(String server, int status, HttpHeaders headers, byte[] body) {

    /** How much of a server's own words a message repeats. */
    private static final int MOST_WORDS = 240;

    public boolean isGood() {
        return status >= 200 && status < 300;
    }

    public String text() {
        return new String(body, StandardCharsets.UTF_8);
    }

    /** The first header of a name; empty if there is none. */
    public String header(final String name) {
        return headers.firstValue(name).orElse("");
    }

    /** @throws InpaintException if it is no JSON object, or one that is too deep */
    public JsonConfig json() {
        return JsonConfig.parse("The answer of the server '" + server + "'", text(), "",
                "check that the address is that of such a server");
    }

    /**
     * What the server says of its own failure, on one line, shortened and without the secret; empty if it says nothing
     * that can be read, else with a space and in brackets.
     */
    public String words(final Secret secret) {
        final String words = cut(secret.hide(said(text())));
        return words.isEmpty() ? "" : " (" + words + ")";
    }

    /** A text from outside as it may stand in a message: one line, no control characters, not long. */
    public static String cut(final String text) {
        final String line = text.replaceAll("[\\p{Cntrl}\\s]+", " ").strip();
        return line.length() > MOST_WORDS ? line.substring(0, MOST_WORDS) + "..." : line;
    }

    /** The texts under the names that servers use; the body itself if it is a short plain text. */
    private static String said(final String text) {
        try {
            final StringBuilder all = new StringBuilder();
            collect(JsonConfig.parse("", "{\"it\":" + text + "}", "", "").raw("it"), true, all);
            return all.toString();
        } catch (final InpaintException e) {
            return text.contains("<") || text.length() > 2 * MOST_WORDS ? "" : text;
        }
    }

    private static void collect(final JsonElement element, final boolean wanted, final StringBuilder into) {
        if (into.length() > MOST_WORDS)
            return;
        if (element.isJsonObject())
            element.getAsJsonObject().asMap().forEach((name, value) -> collect(value, name.matches(
                    "(?i)errors?|detail|details|message|msg|title|exception_message|node_errors|code"), into));
        else if (element.isJsonArray())
            element.getAsJsonArray().forEach(each -> collect(each, wanted, into));
        else if (wanted && element.isJsonPrimitive() && !element.getAsString().isBlank())
            into.append(into.length() == 0 ? "" : "; ").append(element.getAsString());
    }
}
