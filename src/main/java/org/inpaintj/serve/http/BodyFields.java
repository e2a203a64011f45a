package org.inpaintj.serve.http;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;

/** A body whose fields were checked against a {@link FieldTable}: each has a value of its kind. Immutable. */
public final class BodyFields {

    private final JsonObject values = new JsonObject();
    private final List<String> given = new ArrayList<>(), unknown = new ArrayList<>();

    private BodyFields() {}

    /**
     * Reads an object.
     *
     * @throws ApiException 422 with all fields that are not what they may be
     */
    public static BodyFields of(final JsonObject body, final FieldTable table) {
        final BodyFields fields = new BodyFields();
        final List<ApiException.Problem> problems = new ArrayList<>();
        for (final Field field : table.all()) {
            final JsonElement value = body.get(field.name());
            if (value == null || value.isJsonNull()) {
                fields.values.add(field.name(), field.absent().deepCopy());
                continue;
            }
            fields.given.add(field.name());
            field.read(value).ifPresentOrElse(read -> fields.values.add(field.name(), read),
                    () -> problems.add(new ApiException.Problem(field.name(), "must be " + field.wanted())));
        }
        for (final String name : body.keySet())
            if (!table.has(name))
                fields.unknown.add(name);
        if (!problems.isEmpty())
            throw ApiException.invalid(problems);
        return fields;
    }

    /** Whether a field was sent and is not null. */
    public boolean has(final String name) {
        return given.contains(name);
    }

    /** The names of the table's fields that were sent and are not null. */
    public List<String> given() {
        return List.copyOf(given);
    }

    /** The names of what was sent beside the table. */
    public List<String> unknown() {
        return List.copyOf(unknown);
    }

    /** All values by their names, a copy. */
    public JsonObject json() {
        return values.deepCopy();
    }

    public JsonElement raw(final String name) {
        return values.get(name);
    }

    public int whole(final String name) {
        return values.get(name).getAsInt();
    }

    public long number(final String name, final long absent) {
        return values.get(name).isJsonNull() ? absent : values.get(name).getAsLong();
    }

    public double real(final String name) {
        return values.get(name).getAsDouble();
    }

    public boolean flag(final String name) {
        return !values.get(name).isJsonNull() && values.get(name).getAsBoolean();
    }

    /** Empty where there is none. */
    public String text(final String name) {
        return values.get(name).isJsonNull() ? "" : values.get(name).getAsString();
    }

    /** A text where one was sent that is not empty. */
    public Optional<String> given(final String name) {
        return Optional.of(text(name)).filter(text -> !text.isEmpty());
    }

    public List<String> texts(final String name) {
        final List<String> texts = new ArrayList<>();
        values.get(name).getAsJsonArray().forEach(each -> texts.add(each.getAsString()));
        return texts;
    }

    public JsonObject object(final String name) {
        return values.getAsJsonObject(name);
    }
}
