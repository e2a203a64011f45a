package org.inpaintj.inpaint;

import com.google.gson.FieldNamingPolicy;
import com.google.gson.Gson;
import com.google.gson.GsonBuilder;

/** Records as JSON objects whose names are the components' in snake case. Thread-safe. */
public final class RecordJson {

    private static final Gson GSON =
            new GsonBuilder().setFieldNamingPolicy(FieldNamingPolicy.LOWER_CASE_WITH_UNDERSCORES)
            .disableHtmlEscaping().setPrettyPrinting().create();

    private RecordJson() {}

    /** Over several lines. Components are texts, numbers, maps with texts as keys, lists and records, never null. */
    public static String write(final Record record) {
        return GSON.toJson(record);
    }

    /** @throws RuntimeException if the text is not such a record */
    public static <R extends Record> R read(final String text, final Class<R> type) {
        return GSON.fromJson(text, type);
    }
}
