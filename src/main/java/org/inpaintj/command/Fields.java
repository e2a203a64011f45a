package org.inpaintj.command;

import java.io.File;
import java.lang.reflect.Field;
import java.util.LinkedHashMap;
import java.util.Map;

import org.inpaintj.engine.Vocabulary;
import org.scijava.plugin.Parameter;

/** The annotated fields of a command that carry the keys of its vocabulary, read and written as text. */
final class Fields {

    private final Object command;
    private final Map<String, Field> fields = new LinkedHashMap<>();

    /** @throws IllegalStateException if a key has no field */
    Fields(final Object command, final Vocabulary<?> keys) {
        this.command = command;
        for (final String key : keys.keys())
            fields.put(key, find(command.getClass(), key));
    }

    private static Field find(final Class<?> type, final String key) {
        for (Class<?> c = type; c != null; c = c.getSuperclass())
            for (final Field field : c.getDeclaredFields())
                if (field.getName().equals(key) && field.isAnnotationPresent(Parameter.class)) {
                    field.setAccessible(true);
                    return field;
                }
        throw new IllegalStateException(type.getName() + " has no parameter '" + key + "'");
    }

    Class<?> type(final String key) {
        return fields.get(key).getType();
    }

    /** Every key with the text of its field; a field set to null by a script reads as empty. */
    Map<String, String> read() {
        final Map<String, String> texts = new LinkedHashMap<>();
        fields.forEach((key, field) -> {
            try {
                final Object value = field.get(command);
                texts.put(key, value == null ? "" : value.toString());
            } catch (final IllegalAccessException e) {
                throw new IllegalStateException(e);
            }
        });
        return texts;
    }

    /** @param texts valid values in the vocabulary's own form; keys left out keep what they have */
    void write(final Map<String, String> texts) {
        texts.forEach((key, text) -> {
            final Field field = fields.get(key);
            try {
                field.set(command, number(field.getType(), text));
            } catch (final IllegalAccessException e) {
                throw new IllegalStateException(e);
            }
        });
    }

    /** The text as a value of a field's type; a double becomes what the type holds. */
    static Object number(final Class<?> type, final String text) {
        if (type == int.class)
            return Integer.parseInt(text);
        if (type == long.class)
            return Long.parseLong(text);
        if (type == double.class)
            return Double.parseDouble(text);
        if (type == File.class)
            return new File(text);
        return type == boolean.class ? (Object) Boolean.parseBoolean(text) : text;
    }
}
