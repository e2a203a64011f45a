package org.inpaintj.inpaint;

import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.lang.reflect.Method;
import java.lang.reflect.RecordComponent;
import java.util.List;
import java.util.Map;

import com.google.gson.FieldNamingPolicy;
import com.google.gson.GsonBuilder;
import com.google.gson.stream.JsonWriter;

/**
 * Records as JSON objects whose names are the components' in snake case. Written token by token, because Gson's own way
 * of looking at a class takes longer than a small job has.
 */
public final class RecordJson {

    private RecordJson() {}

    /** Over several lines. Components are texts, numbers, maps with texts as keys, lists and records, never null. */
    public static String write(final Record record) {
        final StringWriter text = new StringWriter();
        final JsonWriter json = new JsonWriter(text);
        json.setIndent("  ");
        try {
            write(json, record);
        } catch (final IOException e) {
            throw new UncheckedIOException(e);
        }
        return text.toString();
    }

    /** @throws RuntimeException if the text is not such a record */
    public static <R extends Record> R read(final String text, final Class<R> type) {
        return new GsonBuilder().setFieldNamingPolicy(FieldNamingPolicy.LOWER_CASE_WITH_UNDERSCORES).create()
                .fromJson(text, type);
    }

    private static void write(final JsonWriter json, final Object value) throws IOException {
        if (value instanceof Record record) {
            json.beginObject();
            for (final RecordComponent c : record.getClass().getRecordComponents())
                write(json.name(snakeCase(c.getName())), get(record, c));
            json.endObject();
        } else if (value instanceof Map<?, ?> map) {
            json.beginObject();
            for (final Map.Entry<?, ?> entry : map.entrySet())
                write(json.name((String) entry.getKey()), entry.getValue());
            json.endObject();
        } else if (value instanceof List<?> list) {
            json.beginArray();
            for (final Object item : list)
                write(json, item);
            json.endArray();
        } else if (value instanceof Number number)
            json.value(number);
        else
            json.value((String) value);
    }

    private static Object get(final Record record, final RecordComponent component) {
        try {
            final Method accessor = component.getAccessor();
            // a record may be private to its room
            accessor.setAccessible(true);
            return accessor.invoke(record);
        } catch (final ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String snakeCase(final String name) {
        final StringBuilder out = new StringBuilder();
        for (final char c : name.toCharArray())
            out.append(Character.isUpperCase(c) ? "_" : "").append(Character.toLowerCase(c));
        return out.toString();
    }
}
