package org.inpaintj.serve.http;

import java.util.Optional;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;

/**
 * A field of a body: what it may be, and what it is where it is left out or null.
 *
 * @param name   as clients write it
 * @param kind   what it may be
 * @param absent the value where there is none; {@link JsonNull} for none
 * @param min    of numbers
 * @param max    of numbers
 */
public record Field(String name, Kind kind, JsonElement absent, double min, double max) {

    /** Longest text but for pictures, letters. */
    static final int LONGEST = 100_000;
    /** Most entries of a list. */
    static final int MOST = 1000;

    /** What a field may be. */
    public enum Kind {
        WHOLE("integer"), NUMBER("number"), FLAG("boolean"), TEXT("string"),
        /** Text of any length: a picture. */
        PICTURE("string"), TEXTS("array"), PICTURES("array"), LIST("array"), OBJECT("object");

        private final String schema;

        Kind(final String schema) {
            this.schema = schema;
        }

        /** As JSON Schema calls it. */
        String schema() {
            return schema;
        }
    }

    public static Field whole(final String name, final Number absent, final double min, final double max) {
        return new Field(name, Kind.WHOLE, number(absent), min, max);
    }

    public static Field number(final String name, final Number absent, final double min, final double max) {
        return new Field(name, Kind.NUMBER, number(absent), min, max);
    }

    private static JsonElement number(final Number absent) {
        return absent == null ? JsonNull.INSTANCE : new JsonPrimitive(absent);
    }

    public static Field flag(final String name, final Boolean absent) {
        return new Field(name, Kind.FLAG, absent == null ? JsonNull.INSTANCE : new JsonPrimitive(absent), 0, 0);
    }

    public static Field text(final String name, final String absent) {
        return new Field(name, Kind.TEXT, absent == null ? JsonNull.INSTANCE : new JsonPrimitive(absent), 0, 0);
    }

    /** Anything else, absent without a value; a list is absent as an empty one. */
    public static Field of(final String name, final Kind kind) {
        return new Field(name, kind, kind.schema.equals("array") ? new JsonArray() : kind == Kind.OBJECT
                ? new JsonObject() : JsonNull.INSTANCE, 0, 0);
    }

    /**
     * The value in the form that it is read in: numbers and switches that stand as texts become such.
     *
     * @return empty if the value is not what it may be
     */
    Optional<JsonElement> read(final JsonElement value) {
        return switch (kind) {
            case WHOLE, NUMBER -> number(value);
            case FLAG -> flag(value);
            case TEXT -> isText(value, LONGEST) ? Optional.of(value) : Optional.empty();
            case PICTURE -> isText(value, Integer.MAX_VALUE) ? Optional.of(value) : Optional.empty();
            case TEXTS, PICTURES -> texts(value);
            case LIST -> value.isJsonArray() && value.getAsJsonArray().size() <= MOST ? Optional.of(value)
                    : Optional.empty();
            case OBJECT -> value.isJsonObject() && value.getAsJsonObject().size() <= MOST ? Optional.of(value)
                    : Optional.empty();
        };
    }

    private static boolean isText(final JsonElement value, final int longest) {
        return value.isJsonPrimitive() && value.getAsJsonPrimitive().isString()
                && value.getAsString().length() <= longest;
    }

    private Optional<JsonElement> texts(final JsonElement value) {
        if (!value.isJsonArray() || value.getAsJsonArray().size() > MOST)
            return Optional.empty();
        for (final JsonElement each : value.getAsJsonArray())
            if (!isText(each, kind == Kind.TEXTS ? LONGEST : Integer.MAX_VALUE))
                return Optional.empty();
        return Optional.of(value);
    }

    private Optional<JsonElement> number(final JsonElement value) {
        if (!value.isJsonPrimitive() || value.getAsJsonPrimitive().isBoolean() || value.getAsString().length() > 40)
            return Optional.empty();
        try {
            final double number = Double.parseDouble(value.getAsString());
            if (!(number >= min && number <= max) || kind == Kind.WHOLE && number != Math.rint(number))
                return Optional.empty();
            return Optional.of(kind == Kind.WHOLE ? new JsonPrimitive((long) number) : new JsonPrimitive(number));
        } catch (final NumberFormatException e) {
            return Optional.empty();
        }
    }

    private static Optional<JsonElement> flag(final JsonElement value) {
        if (!value.isJsonPrimitive())
            return Optional.empty();
        return switch (value.getAsString()) {
            case "true", "True", "1" -> Optional.of(new JsonPrimitive(true));
            case "false", "False", "0" -> Optional.of(new JsonPrimitive(false));
            default -> Optional.empty();
        };
    }

    /** What it must be, in words. */
    String wanted() {
        return switch (kind) {
            case WHOLE -> "a whole number from " + (long) min + " to " + (long) max;
            case NUMBER -> "a number from " + min + " to " + max;
            case FLAG -> "true or false";
            case TEXT -> "a text of at most " + LONGEST + " letters";
            case PICTURE -> "a picture as base64 text";
            case TEXTS -> "a list of texts";
            case PICTURES -> "a list of pictures as base64 texts";
            case LIST -> "a list of at most " + MOST + " entries";
            case OBJECT -> "an object of at most " + MOST + " entries";
        };
    }
}
