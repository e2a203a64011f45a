package org.inpaintj.model.folder;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;

import org.inpaintj.core.InpaintException;

/**
 * The values of a JSON file such as {@code scheduler_config.json}. Absent and null are the same and take the given
 * default; a value of the wrong kind is an error that names the file and the key. Immutable.
 */
public final class JsonConfig {

    private static final long MAX_BYTES = 64 << 20;

    /** Levels of lists and objects in each other; exports have fewer than ten. Gson reads any number but cannot write many. */
    private static final int MAX_DEPTH = 100;

    private final String source;
    private final JsonObject values;

    private JsonConfig(final String source, final JsonObject values) {
        this.source = source;
        this.values = values;
    }

    /** A configuration without values, for a file that is not there. */
    public static JsonConfig absent(final String source) {
        return new JsonConfig(source, new JsonObject());
    }

    /** @throws InpaintException if the file cannot be read or is no JSON object */
    public static JsonConfig read(final Path file) {
        try {
            if (Files.size(file) > MAX_BYTES)
                throw new InpaintException(file + " is too large for a configuration; download the folder again.");
            return parse(file.toString(), Files.readString(file, StandardCharsets.UTF_8));
        } catch (final IOException e) {
            throw new InpaintException(file + " cannot be read (" + e.getMessage() + "); download it again.", e);
        }
    }

    /** @param source for messages */
    static JsonConfig parse(final String source, final String json) {
        try {
            final JsonElement element = JsonParser.parseString(json);
            if (isDeep(element))
                throw new InpaintException(source + " is damaged: it nests lists and objects more than " + MAX_DEPTH
                        + " levels deep; download it again.");
            if (element.isJsonObject())
                return new JsonConfig(source, element.getAsJsonObject());
        } catch (final JsonParseException e) {
            throw new InpaintException(source + " is damaged: it is no JSON text; download it again.", e);
        }
        throw new InpaintException(source + " is damaged: it is no JSON object; download it again.");
    }

    /** Level by level, since a method that calls itself would end like Gson's. */
    private static boolean isDeep(final JsonElement root) {
        List<JsonElement> level = List.of(root);
        for (int depth = 0; depth <= MAX_DEPTH && !level.isEmpty(); depth++) {
            final List<JsonElement> next = new ArrayList<>();
            for (final JsonElement each : level)
                if (each.isJsonObject())
                    next.addAll(each.getAsJsonObject().asMap().values());
                else if (each.isJsonArray())
                    next.addAll(each.getAsJsonArray().asList());
            level = next;
        }
        return !level.isEmpty();
    }

    /** The file, for messages. */
    public String source() {
        return source;
    }

    public boolean isEmpty() {
        return values.size() == 0;
    }

    public Set<String> keys() {
        return Set.copyOf(values.keySet());
    }

    /** True if the key has a value that is not null. */
    public boolean has(final String key) {
        return values.has(key) && !values.get(key).isJsonNull();
    }

    public String text(final String key, final String absent) {
        if (!has(key))
            return absent;
        final JsonElement value = values.get(key);
        if (!value.isJsonPrimitive())
            throw wrong(key, "a text");
        return value.getAsString();
    }

    public double number(final String key, final double absent) {
        return has(key) ? number(key, values.get(key)) : absent;
    }

    /** A whole number; of a list the first one. */
    public int whole(final String key, final int absent) {
        final List<Double> all = numbers(key);
        final double value = all.isEmpty() ? absent : all.get(0);
        if (value != (int) value)
            throw wrong(key, "a whole number");
        return (int) value;
    }

    public boolean flag(final String key, final boolean absent) {
        if (!has(key))
            return absent;
        final JsonElement value = values.get(key);
        if (!value.isJsonPrimitive() || !value.getAsJsonPrimitive().isBoolean())
            throw wrong(key, "true or false");
        return value.getAsBoolean();
    }

    /** A list of numbers; a single number is a list of one; absent is empty. */
    public List<Double> numbers(final String key) {
        final List<Double> numbers = new ArrayList<>();
        for (final JsonElement each : list(key))
            numbers.add(number(key, each));
        return List.copyOf(numbers);
    }

    /** A list of texts; a single text is a list of one, a null in it an empty text; absent is empty. */
    public List<String> texts(final String key) {
        final List<String> texts = new ArrayList<>();
        for (final JsonElement each : list(key))
            texts.add(each.isJsonNull() ? "" : each.isJsonPrimitive() ? each.getAsString() : each.toString());
        return List.copyOf(texts);
    }

    /** The object under a key, empty if there is none. */
    public JsonConfig child(final String key) {
        if (!has(key))
            return absent(source);
        if (!values.get(key).isJsonObject())
            throw wrong(key, "an object");
        return new JsonConfig(source, values.getAsJsonObject(key));
    }

    /** True if the value of a key is an object. */
    public boolean isObject(final String key) {
        return has(key) && values.get(key).isJsonObject();
    }

    /** The objects in the list under a key, empty if there is none. */
    public List<JsonConfig> children(final String key) {
        final List<JsonConfig> children = new ArrayList<>();
        for (final JsonElement each : list(key)) {
            if (!each.isJsonObject())
                throw wrong(key, "a list of objects");
            children.add(new JsonConfig(source, each.getAsJsonObject()));
        }
        return children;
    }

    /** The value of a key as it stands, for the formats that mix kinds in one list; never null. */
    public JsonElement raw(final String key) {
        if (!has(key))
            throw wrong(key, "given");
        return values.get(key);
    }

    /** The whole object as JSON text. */
    public String json() {
        return values.toString();
    }

    private JsonArray list(final String key) {
        if (!has(key))
            return new JsonArray();
        final JsonElement value = values.get(key);
        if (value.isJsonArray())
            return value.getAsJsonArray();
        final JsonArray one = new JsonArray();
        one.add(value);
        return one;
    }

    private double number(final String key, final JsonElement value) {
        if (value.isJsonPrimitive() && value.getAsJsonPrimitive().isNumber())
            return value.getAsDouble();
        throw wrong(key, "a number");
    }

    private InpaintException wrong(final String key, final String kind) {
        final String value = String.valueOf(values.get(key));
        return new InpaintException(source + " is damaged: '" + key + "' must be " + kind + ", but is "
                + (value.length() > 60 ? value.substring(0, 60) + "..." : value) + "; download it again.");
    }

    @Override
    public String toString() {
        return source;
    }
}
