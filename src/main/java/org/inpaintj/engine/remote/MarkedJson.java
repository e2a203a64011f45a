package org.inpaintj.engine.remote;

import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;

/**
 * A JSON text with marks such as {@code %prompt%} in its texts. A text that is nothing but a mark becomes the value
 * with its own kind, a number or a text; within a longer text the value is put in as text. A value is never looked
 * through for marks again.
 */
public final class MarkedJson {

    private static final Pattern MARK = Pattern.compile("%([a-z_]+)%");

    private MarkedJson() {}

    /**
     * @param template is not changed
     * @param values   names to numbers or texts; a mark of another name stays as it is
     */
    public static JsonElement filled(final JsonElement template, final Map<String, Object> values) {
        if (template.isJsonObject()) {
            final JsonObject out = new JsonObject();
            template.getAsJsonObject().asMap().forEach((name, value) -> out.add(name, filled(value, values)));
            return out;
        }
        if (template.isJsonArray()) {
            final JsonArray out = new JsonArray();
            template.getAsJsonArray().forEach(each -> out.add(filled(each, values)));
            return out;
        }
        if (!template.isJsonPrimitive() || !template.getAsJsonPrimitive().isString())
            return template;
        final String text = template.getAsString();
        final Matcher whole = MARK.matcher(text);
        if (whole.matches() && values.get(whole.group(1)) instanceof Number number)
            return new JsonPrimitive(number);
        return new JsonPrimitive(filled(text, values));
    }

    /** The same of one text. */
    public static String filled(final String text, final Map<String, Object> values) {
        return MARK.matcher(text).replaceAll(mark -> Matcher.quoteReplacement(values.containsKey(mark.group(1))
                ? String.valueOf(values.get(mark.group(1))) : mark.group()));
    }

    /** The names of all marks. */
    public static Set<String> marks(final JsonElement template) {
        final Set<String> names = new HashSet<>();
        final Matcher mark = MARK.matcher(template.toString());
        while (mark.find())
            names.add(mark.group(1));
        return names;
    }
}
