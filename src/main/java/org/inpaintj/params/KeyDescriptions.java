package org.inpaintj.params;

import java.lang.reflect.RecordComponent;
import java.util.HashMap;
import java.util.Map;

/**
 * What is known of the keys: their {@link Key} annotations, or the same as text. Java makes two classes and a module
 * each for the first annotation that it reads, and a parser for every one; text is read in a tenth of the time. A key
 * of which no text is known, such as that of an engine of others, is read from its annotation.
 */
public final class KeyDescriptions {

    /** Between the texts of a line: no help has it. */
    private static final char SEPARATOR = '\t';

    /** By the component's record and name; never changed, only replaced. */
    private static volatile Map<String, Key> known = Map.of();

    private KeyDescriptions() {}

    /** The keys of a record that are its own components, a line each. */
    public static String lines(final Class<? extends Record> record) {
        final StringBuilder lines = new StringBuilder();
        for (final RecordComponent c : record.getRecordComponents()) {
            final Key key = c.getAnnotation(Key.class);
            if (key != null)
                lines.append(id(c)).append(SEPARATOR)
                        .append(String.join(String.valueOf(SEPARATOR), KeyDescription.of(key).texts())).append('\n');
        }
        return lines.toString();
    }

    /**
     * Knows some keys without their annotations from now on; what was known before is forgotten. Call it before keys
     * are asked for.
     *
     * @param lines of {@link #lines}, of the very records that the program has
     */
    public static void know(final String lines) {
        final Map<String, Key> keys = new HashMap<>();
        int start = 0;
        for (int end = lines.indexOf('\n'); end >= 0; end = lines.indexOf('\n', start)) {
            final String[] texts = new String[1 + KeyDescription.TEXTS];
            for (int i = 0; i < texts.length; i++) {
                final int stop = i + 1 == texts.length ? end : lines.indexOf(SEPARATOR, start);
                texts[i] = lines.substring(start, stop);
                start = stop + 1;
            }
            keys.put(texts[0], KeyDescription.of(texts, 1));
        }
        known = keys;
    }

    /** What describes a component; null if nothing does. */
    static Key of(final RecordComponent c) {
        final Key key = known.isEmpty() ? null : known.get(id(c));
        return key == null ? c.getAnnotation(Key.class) : key;
    }

    private static String id(final RecordComponent c) {
        return c.getDeclaringRecord().getName() + '#' + c.getName();
    }
}
