package org.inpaintj.core;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

import com.google.gson.Gson;
import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;

/**
 * The values of a JSON file such as {@code scheduler_config.json}. Absent and null are the same and take the given
 * default; a value of the wrong kind is an error that names the file and the key. Immutable.
 */
public final class JsonConfig {

    private static final long MAX_BYTES = 64 << 20;

    /**
     * Levels of lists and objects in each other; exports have fewer than ten. Gson reads any number but cannot write
     * many.
     */
    private static final int MAX_DEPTH = 100;

    /** Says what is wrong with a value. */
    @FunctionalInterface
    public interface Complaint {

        /**
         * @param key   of the value
         * @param value as it stands in the file
         * @param kind  what it must be, such as "a number"
         */
        InpaintException of(String source, String key, String value, String kind);
    }

    private final String source;
    private final JsonObject values;
    private final Complaint complaint;

    private JsonConfig(final String source, final JsonObject values, final Complaint complaint) {
        this.source = source;
        this.values = values;
        this.complaint = complaint;
    }

    /** A configuration without values, for a file that is not there. */
    public static JsonConfig absent(final String source) {
        return new JsonConfig(source, new JsonObject(), (where, key, value, kind) -> damaged(where, key, value, kind,
                "download it again"));
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

    /**
     * The configuration in a text.
     *
     * @param source for messages
     * @throws InpaintException if it is no JSON object
     */
    public static JsonConfig parse(final String source, final String json) {
        return parse(source, json, "", "download it again");
    }

    /**
     * The same of what a user has written.
     *
     * @param list   the key of which a list that stands alone is the value; empty if none may
     * @param remedy what the user can do about a text that is wrong
     */
    public static JsonConfig parse(final String source, final String json, final String list, final String remedy) {
        final Complaint complaint = (where, key, value, kind) -> damaged(where, key, value, kind, remedy);
        try {
            final JsonElement element = JsonParser.parseString(json);
            if (isDeep(element))
                throw new InpaintException(source + " is damaged: it nests lists and objects more than " + MAX_DEPTH
                        + " levels deep; " + remedy + ".");
            if (element.isJsonObject())
                return new JsonConfig(source, element.getAsJsonObject(), complaint);
            if (element.isJsonArray() && !list.isEmpty()) {
                final JsonObject alone = new JsonObject();
                alone.add(list, element);
                return new JsonConfig(source, alone, complaint);
            }
        } catch (final JsonParseException e) {
            throw new InpaintException(source + " is damaged: it is no JSON text; " + remedy + ".", e);
        }
        throw new InpaintException(source + " is damaged: it is no JSON object; " + remedy + ".");
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

    /** The same values, of which something else is said where they are of the wrong kind. */
    public JsonConfig complaining(final Complaint other) {
        return new JsonConfig(source, values, other);
    }

    /** The same with another value for a key: a text, a number, true or false. */
    public JsonConfig with(final String key, final Object value) {
        final JsonObject changed = values.deepCopy();
        changed.add(key, new Gson().toJsonTree(value));
        return new JsonConfig(source, changed, complaint);
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
            return new JsonConfig(source, new JsonObject(), complaint);
        if (!values.get(key).isJsonObject())
            throw wrong(key, "an object");
        return new JsonConfig(source, values.getAsJsonObject(key), complaint);
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
            children.add(new JsonConfig(source, each.getAsJsonObject(), complaint));
        }
        return children;
    }

    /** The value of a key as it stands, for the formats that mix kinds in one list; never null. */
    public JsonElement raw(final String key) {
        if (!has(key))
            throw wrong(key, "given");
        return values.get(key);
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

    /** Python writes infinity as a bare word, which reads as a text here. */
    private double number(final String key, final JsonElement value) {
        if (value.isJsonPrimitive() && !value.getAsJsonPrimitive().isBoolean())
            try {
                return value.getAsDouble();
            } catch (final NumberFormatException e) {
                throw wrong(key, "a number");
            }
        throw wrong(key, "a number");
    }

    private InpaintException wrong(final String key, final String kind) {
        return complaint.of(source, key, String.valueOf(values.get(key)), kind);
    }

    private static InpaintException damaged(final String source, final String key, final String value,
            final String kind, final String remedy) {
        return new InpaintException(source + " is damaged: '" + key + "' must be " + kind + ", but is "
                + (value.length() > 60 ? value.substring(0, 60) + "..." : value) + "; " + remedy + ".");
    }

    @Override
    public String toString() {
        return source;
    }
}
