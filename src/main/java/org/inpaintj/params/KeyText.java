package org.inpaintj.params;

import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

import org.inpaintj.core.InpaintException;

/** The values of keys as texts, and back. */
final class KeyText {

    private KeyText() {}

    /** The key of a component: its name, without the underline at the end of one that would be a word of Java. */
    static String key(final RecordComponent c) {
        final String name = c.getName();
        return name.endsWith("_") ? name.substring(0, name.length() - 1) : name;
    }

    /** As people and macros write a value. */
    static String text(final Object value) {
        if (value instanceof Enum<?> e)
            return e.name().toLowerCase(Locale.ROOT);
        if (value instanceof Double d && d == Math.rint(d) && Math.abs(d) < 1e15)
            return Long.toString(d.longValue());
        return String.valueOf(value);
    }

    /** The value that a key has where none is given. */
    static Object defaultOf(final RecordComponent c) {
        final Key key = KeyDescriptions.of(c);
        final String text = key == null ? "" : key.def();
        final Class<?> type = c.getType();
        if (!text.isEmpty() || type == String.class)
            return parse(c, text);
        return type.isEnum() ? type.getEnumConstants()[0] : parse(c, type == boolean.class ? "false" : "0");
    }

    /** @throws InpaintException for a bad value, naming what would be right */
    static Object parse(final RecordComponent c, final String text) {
        final Object value = value(c, text);
        final Key key = KeyDescriptions.of(c);
        if (key != null && value instanceof Number n
                && !(n.doubleValue() >= key.min() && n.doubleValue() <= key.max()))
            throw new InpaintException("The value of '" + key(c) + "' must be " + range(key) + ", not " + text(n)
                    + ".");
        return value;
    }

    private static Object value(final RecordComponent c, final String text) {
        final Class<?> type = c.getType();
        final String t = text.trim();
        if (type == String.class)
            return text;
        if (type == boolean.class)
            return switch (t.toLowerCase(Locale.ROOT)) {
                case "true", "yes", "on", "1" -> true;
                case "false", "no", "off", "0" -> false;
                default -> throw bad(c, text, "true or false");
            };
        if (type.isEnum()) {
            final List<String> words = new ArrayList<>();
            for (final Object constant : type.getEnumConstants()) {
                if (text(constant).equals(t.toLowerCase(Locale.ROOT)))
                    return constant;
                words.add(text(constant));
            }
            throw bad(c, text, "one of " + String.join(", ", words));
        }
        try {
            if (type == int.class)
                return Math.toIntExact(wholeNumber(t));
            if (type == long.class)
                return wholeNumber(t);
            final double d = Double.parseDouble(t);
            if (!Double.isFinite(d))
                throw new NumberFormatException();
            return d;
        } catch (final NumberFormatException | ArithmeticException e) {
            throw bad(c, text, (type == double.class ? "a number" : "a whole number") + " "
                    + range(KeyDescriptions.of(c)));
        }
    }

    /** ImageJ's dialogs and macros write whole numbers as 5, 5.0 or 5.00: all are the same value. */
    private static long wholeNumber(final String text) {
        return new java.math.BigDecimal(text).longValueExact();
    }

    private static InpaintException bad(final RecordComponent c, final String text, final String wanted) {
        return new InpaintException("The value of '" + key(c) + "' must be " + wanted.trim() + ", not '" + text
                + "'.");
    }

    /** Which numbers a key takes; empty if any. */
    static String range(final Key key) {
        if (key == null || key.min() == Double.NEGATIVE_INFINITY && key.max() == Double.POSITIVE_INFINITY)
            return "";
        if (key.max() == Double.POSITIVE_INFINITY)
            return text(key.min()) + " or more";
        return "from " + text(key.min()) + " to " + text(key.max());
    }
}
