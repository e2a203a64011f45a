package org.inpaintj.params;

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

import org.inpaintj.core.InpaintException;

/**
 * The keys of a record whose components carry {@link Key}: macro key = command-line option = JSON field = record
 * component. Turns texts into the record and back, and says helpfully what is wrong with a text. A component that is
 * itself a record stands for its own components.
 *
 * @param <R> the record
 */
public final class Parameters<R extends Record> {

    private final R defaults;
    /** For each key the components that lead to it from the record. */
    private final Map<String, List<RecordComponent>> paths = new LinkedHashMap<>();

    /** @param defaults an instance whose components are the default values */
    public Parameters(final R defaults) {
        this(defaults, Set.of());
    }

    /**
     * With only some of the keys: the others keep their defaults and are as unknown as any other word.
     *
     * @param without keys left out
     */
    public Parameters(final R defaults, final Set<String> without) {
        this.defaults = defaults;
        final List<List<RecordComponent>> texts = new ArrayList<>();
        collect(defaults.getClass(), List.of(), texts);
        texts.forEach(this::add);
        paths.keySet().removeAll(without);
    }

    /** Adds the keys of a record but for its last ones that are free text, which go behind those of all records. */
    private void collect(final Class<?> record, final List<RecordComponent> path, final List<List<RecordComponent>> texts) {
        final List<List<RecordComponent>> own = new ArrayList<>();
        for (final RecordComponent c : record.getRecordComponents()) {
            final List<RecordComponent> longer = new ArrayList<>(path);
            longer.add(c);
            if (c.getType().isRecord())
                collect(c.getType(), longer, texts);
            else
                own.add(longer);
        }
        int text = own.size();
        while (text > 0 && last(own.get(text - 1)).getType() == String.class)
            text--;
        own.subList(0, text).forEach(this::add);
        texts.addAll(own.subList(text, own.size()));
    }

    private void add(final List<RecordComponent> path) {
        if (paths.put(last(path).getName(), path) != null)
            throw new IllegalStateException("two records have the key " + last(path).getName());
    }

    private static RecordComponent last(final List<RecordComponent> path) {
        return path.get(path.size() - 1);
    }

    /** The keys in their order; free text comes last, so that nothing in it can be taken for a key. */
    public List<String> keys() {
        return List.copyOf(paths.keySet());
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
        return type.isEnum() ? Arrays.stream(type.getEnumConstants()).map(Parameters::text).toList() : List.of();
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
        return replaced(base, values);
    }

    @SuppressWarnings("unchecked")
    private static <T extends Record> T replaced(final T base, final Map<String, String> values) {
        final RecordComponent[] all = base.getClass().getRecordComponents();
        final Object[] arguments = new Object[all.length];
        for (int i = 0; i < all.length; i++) {
            final String text = values.get(all[i].getName());
            final Object now = get(base, all[i]);
            arguments[i] = now instanceof Record inner ? replaced(inner, values)
                    : text == null ? now : checked(all[i], value(all[i], text));
        }
        try {
            return (T) base.getClass().getDeclaredConstructor(Arrays.stream(all).map(RecordComponent::getType)
                    .toArray(Class[]::new)).newInstance(arguments);
        } catch (final ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Every key with its value as text, in the order of the keys. */
    public Map<String, String> texts(final R record) {
        final Map<String, String> texts = new LinkedHashMap<>();
        for (final String key : paths.keySet())
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
        final List<RecordComponent> path = paths.get(key);
        if (path == null) {
            final String near = nearMatches(key, paths.keySet());
            throw new InpaintException("Unknown key '" + key + "'"
                    + (near.isEmpty() ? "; the keys are " + String.join(", ", paths.keySet()) + "." : ": " + near));
        }
        return last(path);
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
        Object at = record;
        for (final RecordComponent c : paths.get(key))
            at = get((Record) at, c);
        return at;
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

    /** Levenshtein distance; commons-text has it too, and would be two more libraries for plain ImageJ. */
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
