package org.inpaintj.engine;

import java.lang.reflect.Constructor;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The keys of a record whose components carry {@link Key}: macro key = command-line option = JSON field = record
 * component. Turns texts into the record and back, and says helpfully what is wrong with a text.
 *
 * @param <R> the record
 */
public final class Vocabulary<R extends Record> {

    private final R defaults;
    private final Constructor<R> constructor;
    private final List<RecordComponent> all;
    private final Map<String, RecordComponent> components = new LinkedHashMap<>();

    /** @param defaults an instance whose components are the default values */
    public Vocabulary(final R defaults) {
        this(defaults, Set.of());
    }

    /**
     * With only some of the keys: the others keep their defaults and are as unknown as any other word.
     *
     * @param without keys left out
     */
    @SuppressWarnings("unchecked")
    public Vocabulary(final R defaults, final Set<String> without) {
        this.defaults = defaults;
        all = List.of(defaults.getClass().getRecordComponents());
        for (final RecordComponent c : all)
            if (!without.contains(c.getName()))
                components.put(c.getName(), c);
        try {
            constructor = (Constructor<R>) defaults.getClass()
                    .getDeclaredConstructor(all.stream().map(RecordComponent::getType).toArray(Class[]::new));
        } catch (final NoSuchMethodException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The keys in their order; free text comes last, so that nothing in it can be taken for a key. */
    public List<String> keys() {
        return List.copyOf(components.keySet());
    }

    public Class<?> type(final String key) {
        return component(key).getType();
    }

    public Key describe(final String key) {
        return component(key).getAnnotation(Key.class);
    }

    /** The allowed words of a choice, in order; empty if the key is not one. */
    public List<String> choices(final String key) {
        final Class<?> type = type(key);
        return type.isEnum() ? Arrays.stream(type.getEnumConstants()).map(Vocabulary::text).toList() : List.of();
    }

    /** The default of a key, as text. */
    public String defaultOf(final String key) {
        return text(get(defaults, key));
    }

    /**
     * Builds the record from texts; keys left out take their defaults.
     *
     * @throws InpaintException for an unknown key or a bad value, naming what would be right
     */
    public R parse(final Map<String, String> values) {
        return with(defaults, values);
    }

    /** The record with some components replaced; errors as in {@link #parse}. */
    public R with(final R base, final Map<String, String> values) {
        for (final String key : values.keySet())
            component(key);
        final Object[] arguments = all.stream().map(c -> {
            final String value = values.get(c.getName());
            return value == null ? get(base, c) : checked(c, value(c, value));
        }).toArray();
        try {
            return constructor.newInstance(arguments);
        } catch (final ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Every key with its value as text, in the order of the keys. */
    public Map<String, String> texts(final R record) {
        final Map<String, String> texts = new LinkedHashMap<>();
        for (final String key : components.keySet())
            texts.put(key, text(get(record, key)));
        return texts;
    }

    /** Only the keys whose value differs from the default, in the order of the keys. */
    public Map<String, String> changes(final R record) {
        final Map<String, String> texts = texts(record);
        texts.entrySet().removeIf(e -> e.getValue().equals(defaultOf(e.getKey())));
        return texts;
    }

    /** "did you mean a or b" for a word nobody knows, or an empty text. */
    public static String nearMatches(final String word, final Collection<String> known) {
        final String lower = word.toLowerCase(Locale.ROOT);
        final List<String> near = known.stream()
                .filter(k -> distance(lower, k.toLowerCase(Locale.ROOT)) <= Math.max(1, Math.min(3, k.length() / 2))
                        || k.length() > 3 && lower.contains(k) || lower.length() > 2 && k.startsWith(lower))
                .sorted(Comparator.comparingInt(k -> distance(lower, k))).limit(3).collect(Collectors.toList());
        // what is much further away than the nearest only confuses
        near.removeIf(k -> distance(lower, k) > distance(lower, near.get(0)) + 1);
        return near.isEmpty() ? "" : "did you mean " + near.stream().map(k -> "'" + k + "'")
                .collect(Collectors.joining(" or ")) + "?";
    }

    private RecordComponent component(final String key) {
        final RecordComponent c = components.get(key);
        if (c == null) {
            final String near = nearMatches(key, components.keySet());
            throw new InpaintException("Unknown key '" + key + "'"
                    + (near.isEmpty() ? "; the keys are " + String.join(", ", components.keySet()) + "." : ": " + near));
        }
        return c;
    }

    private static Object checked(final RecordComponent c, final Object value) {
        final Key key = c.getAnnotation(Key.class);
        if (key != null && value instanceof Number n
                && !(n.doubleValue() >= key.min() && n.doubleValue() <= key.max()))
            throw new InpaintException("The value of '" + c.getName() + "' must be " + range(key) + ", not " + text(n) + ".");
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
            throw bad(c, text, (type == double.class ? "a number" : "a whole number") + " " + range(c.getAnnotation(Key.class)));
        }
    }

    /** ImageJ's dialogs and macros write whole numbers as 5, 5.0 or 5.00: all are the same value. */
    private static long wholeNumber(final String text) {
        return new java.math.BigDecimal(text).longValueExact();
    }

    private static InpaintException bad(final RecordComponent c, final String text, final String wanted) {
        return new InpaintException("The value of '" + c.getName() + "' must be " + wanted.trim() + ", not '" + text + "'.");
    }

    private static String range(final Key key) {
        if (key == null || key.min() == Double.NEGATIVE_INFINITY && key.max() == Double.POSITIVE_INFINITY)
            return "";
        if (key.max() == Double.POSITIVE_INFINITY)
            return text(key.min()) + " or more";
        return "from " + text(key.min()) + " to " + text(key.max());
    }

    private Object get(final R record, final String key) {
        return get(record, components.get(key));
    }

    private static Object get(final Record record, final RecordComponent c) {
        try {
            return c.getAccessor().invoke(record);
        } catch (final ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String text(final Object value) {
        if (value instanceof Enum<?> e)
            return e.name().toLowerCase(Locale.ROOT);
        if (value instanceof Double d && d == Math.rint(d) && Math.abs(d) < 1e15)
            return Long.toString(d.longValue());
        return String.valueOf(value);
    }

    /** Levenshtein distance. */
    private static int distance(final String a, final String b) {
        int[] row = new int[b.length() + 1];
        for (int j = 0; j <= b.length(); j++)
            row[j] = j;
        for (int i = 1; i <= a.length(); i++) {
            final int[] next = new int[b.length() + 1];
            next[0] = i;
            for (int j = 1; j <= b.length(); j++)
                next[j] = Math.min(Math.min(next[j - 1], row[j]) + 1,
                        row[j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1));
            row = next;
        }
        return row[b.length()];
    }
}
