package org.inpaintj.params;

import java.io.Serializable;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Records of several kinds, one of each, as the component of a record: {@link Parameters} takes their keys for keys of
 * that record. So each engine has a record of its own, and a request carries them all. Immutable. It travels to another
 * JVM as the texts of its values, so the records themselves need not be serializable.
 */
public final class RecordSet implements Serializable {

    /** Of none. */
    public static final RecordSet EMPTY = new RecordSet(new LinkedHashMap<>());

    private static final long serialVersionUID = 1L;

    private final transient Map<Class<? extends Record>, Record> records;

    private RecordSet(final Map<Class<? extends Record>, Record> records) {
        this.records = Collections.unmodifiableMap(records);
    }

    /** With the defaults of some kinds, in their order. */
    public static RecordSet of(final List<Class<? extends Record>> kinds) {
        final Map<Class<? extends Record>, Record> records = new LinkedHashMap<>();
        for (final Class<? extends Record> kind : kinds)
            records.put(kind, Parameters.of(kind).parse(Map.of()));
        return new RecordSet(records);
    }

    /** The kinds, in their order. */
    public List<Class<? extends Record>> kinds() {
        return List.copyOf(records.keySet());
    }

    List<Record> records() {
        return List.copyOf(records.values());
    }

    /** The record of a kind; empty if there is none. */
    public <T extends Record> Optional<T> get(final Class<T> kind) {
        return Optional.ofNullable(kind.cast(records.get(kind)));
    }

    /** The same where a record replaces the one of its kind, or joins the others. */
    public RecordSet with(final Record record) {
        final Map<Class<? extends Record>, Record> all = new LinkedHashMap<>(records);
        all.put(record.getClass(), record);
        return new RecordSet(all);
    }

    @Override
    public boolean equals(final Object other) {
        return other instanceof RecordSet set && records.equals(set.records);
    }

    @Override
    public int hashCode() {
        return records.hashCode();
    }

    @Override
    public String toString() {
        return records.values().toString();
    }

    private Object writeReplace() {
        return new Texts(records.keySet().toArray(Class<?>[]::new), records.values().stream().map(RecordSet::texts)
                .toArray(String[]::new));
    }

    @SuppressWarnings("unchecked")
    private static <T extends Record> String texts(final T record) {
        return MacroLine.format(Parameters.of((Class<T>) record.getClass()).texts(record));
    }

    /** What is written. */
    private record Texts(Class<?>[] kinds, String[] lines) implements Serializable {

        private Object readResolve() {
            final Map<Class<? extends Record>, Record> records = new LinkedHashMap<>();
            for (int i = 0; i < kinds.length; i++) {
                final Class<? extends Record> kind = kinds[i].asSubclass(Record.class);
                records.put(kind, Parameters.of(kind).parse(MacroLine.parse(lines[i])));
            }
            return new RecordSet(records);
        }
    }
}
