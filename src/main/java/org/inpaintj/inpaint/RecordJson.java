package org.inpaintj.inpaint;

import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.lang.reflect.RecordComponent;
import java.util.List;
import java.util.Locale;
import java.util.Map;

import com.google.gson.FieldNamingPolicy;
import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.stream.JsonWriter;

/**
 * Records as JSON objects whose names are the components' in snake case. Thread-safe. It writes token by token: Gson's
 * own way to look at a class takes 0.02 s at its first use, and each run writes one record.
 */
public final class RecordJson {

    private RecordJson() {}

    /** Made where something is read. */
    private static final class RecordReader {

        static final Gson GSON = new GsonBuilder().setFieldNamingPolicy(FieldNamingPolicy.LOWER_CASE_WITH_UNDERSCORES)
                .create();
    }

    /** Over several lines. Components are texts, numbers, maps with texts as keys, lists and records, never null. */
    public static String write(final Record record) {
        return write(record, "  ");
    }

    /** The same in one line. */
    public static String line(final Record record) {
        return write(record, "");
    }

    private static String write(final Record record, final String indent) {
        final StringWriter text = new StringWriter();
        final JsonWriter json = new JsonWriter(text);
        json.setIndent(indent);
        try {
            write(json, record);
        } catch (final IOException e) {
            throw new UncheckedIOException(e);
        }
        return text.toString();
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
            component.getAccessor().setAccessible(true);
            return component.getAccessor().invoke(record);
        } catch (final ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String snakeCase(final String name) {
        final StringBuilder words = new StringBuilder();
        for (final char c : name.toCharArray())
            words.append(Character.isUpperCase(c) ? "_" : "").append(c);
        return words.toString().toLowerCase(Locale.ROOT);
    }

    /** @throws RuntimeException if the text is not such a record */
    public static <R extends Record> R read(final String text, final Class<R> type) {
        return RecordReader.GSON.fromJson(text, type);
    }
}
