package org.inpaintj.serve.http;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The fields that a body may have, by their names and in their order. Immutable. */
public final class FieldTable {

    /** Of a body that is not looked at. */
    public static final FieldTable NONE = of();

    private final Map<String, Field> fields = new LinkedHashMap<>();

    private FieldTable(final List<Field> all) {
        all.forEach(field -> fields.put(field.name(), field));
    }

    public static FieldTable of(final Field... fields) {
        return new FieldTable(List.of(fields));
    }

    /** These and more. */
    public FieldTable with(final Field... more) {
        final List<Field> all = new ArrayList<>(fields.values());
        all.addAll(List.of(more));
        return new FieldTable(all);
    }

    List<Field> all() {
        return List.copyOf(fields.values());
    }

    boolean has(final String name) {
        return fields.containsKey(name);
    }

    boolean isEmpty() {
        return fields.isEmpty();
    }
}
