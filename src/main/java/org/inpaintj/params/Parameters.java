package org.inpaintj.params;

import java.lang.reflect.Constructor;
import java.lang.reflect.Method;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
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
 * itself a record, or a {@link RecordSet}, stands for its own components. Immutable.
 *
 * @param <R> the record
 */
public final class Parameters<R extends Record> {

    private final R defaults;
    private final Map<String, RecordComponent> components;
    private final Map<String, String> defaultTexts;

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
        components = KeyOrder.of(defaults);
        components.keySet().removeAll(without);
        defaultTexts = texts(defaults);
    }

    /** The keys of a record with the defaults that they state themselves. */
    public static <R extends Record> Parameters<R> of(final Class<R> record) {
        return new Parameters<>(record.cast(defaultsOf(record)));
    }

    private static Record defaultsOf(final Class<?> record) {
        final RecordComponent[] all = record.getRecordComponents();
        return build(record, Arrays.stream(all).map(c -> c.getType() == RecordSet.class ? RecordSet.EMPTY
                : c.getType().isRecord() ? defaultsOf(c.getType()) : KeyText.defaultOf(c)).toArray());
    }

    /** The keys in their order; free text comes last, so that nothing in it can be taken for a key. */
    public List<String> keys() {
        return List.copyOf(components.keySet());
    }

    public boolean has(final String key) {
        return components.containsKey(key);
    }

    public Class<?> type(final String key) {
        return component(key).getType();
    }

    public Key describe(final String key) {
        return component(key).getAnnotation(Key.class);
    }

    /** The numbers that a key takes, as in "from 1 to 64"; empty if it takes any, or is none. */
    public String range(final String key) {
        return KeyText.range(describe(key));
    }

    /** The allowed words of a choice, in order; empty if the key is not one. */
    public List<String> choices(final String key) {
        final Class<?> type = type(key);
        return type.isEnum() ? Arrays.stream(type.getEnumConstants()).map(KeyText::text).toList() : List.of();
    }

    /** The default of a key, as text. */
    public String defaultOf(final String key) {
        component(key);
        return defaultTexts.get(key);
    }

    /**
     * Builds the record from texts; keys left out take their defaults, or what a {@link Recipe} among the texts gives them.
     *
     * @throws InpaintException for an unknown key or a bad value, naming what would be right
     */
    public R parse(final Map<String, String> values) {
        return with(defaults, expand(values));
    }

    /** The record with some components replaced, and no others; errors as in {@link #parse}. */
    public R with(final R base, final Map<String, String> values) {
        for (final String key : values.keySet())
            component(key);
        return values.isEmpty() ? base : replaced(base, values);
    }

    @SuppressWarnings("unchecked")
    private static <T extends Record> T replaced(final T base, final Map<String, String> values) {
        final RecordComponent[] all = base.getClass().getRecordComponents();
        final Object[] arguments = new Object[all.length];
        for (int i = 0; i < all.length; i++) {
            final Object now = get(base, all[i]);
            final String text = values.get(all[i].getName());
            if (now instanceof Record inner)
                arguments[i] = replaced(inner, values);
            else if (now instanceof RecordSet set) {
                RecordSet changed = set;
                for (final Record inner : set.records())
                    changed = changed.with(replaced(inner, values));
                arguments[i] = changed;
            } else
                arguments[i] = text == null ? now : KeyText.parse(all[i], text);
        }
        return (T) build(base.getClass(), arguments);
    }

    /** Every key with its value as text, in the order of the keys. */
    public Map<String, String> texts(final R record) {
        final Map<String, Object> values = values(record);
        final Map<String, String> texts = new LinkedHashMap<>();
        for (final String key : components.keySet())
            texts.put(key, KeyText.text(values.get(key)));
        return texts;
    }

    /** Only the keys whose value differs from the default, in the order of the keys. */
    public Map<String, String> changes(final R record) {
        final Map<String, String> texts = texts(record);
        texts.entrySet().removeIf(e -> e.getValue().equals(defaultTexts.get(e.getKey())));
        return texts;
    }

    /** Texts with what the {@link Recipe}s among them give to keys of this vocabulary that are not given themselves. */
    public Map<String, String> expand(final Map<String, String> given) {
        final Map<String, String> all = new LinkedHashMap<>(given);
        given.forEach((key, text) -> recipe(key, text).forEach(all::putIfAbsent));
        return all;
    }

    /** What the {@link Recipe}s among the values of a record give to other keys: keys to values, in no order. */
    public Map<String, String> implied(final R record) {
        final Map<String, String> implied = new LinkedHashMap<>();
        texts(record).forEach((key, text) -> implied.putAll(recipe(key, text)));
        return implied;
    }

    /** Whether the words of a key give values to others. */
    public boolean isRecipe(final String key) {
        return has(key) && Recipe.class.isAssignableFrom(type(key));
    }

    private Map<String, String> recipe(final String key, final String text) {
        if (!isRecipe(key))
            return Map.of();
        final Map<String, String> recipe = new LinkedHashMap<>();
        for (final Object word : type(key).getEnumConstants())
            if (KeyText.text(word).equals(text.trim().toLowerCase(Locale.ROOT)))
                recipe.putAll(((Recipe) word).recipe());
        recipe.keySet().retainAll(components.keySet());
        return recipe;
    }

    /**
     * What of a record leaves a key without effect, for "no effect with ...": see {@link Key#when()}.
     *
     * @return empty if nothing does, or if the key on which it depends is none of this vocabulary
     */
    public String unmet(final String key, final R record) {
        final Key described = describe(key);
        if (described == null || described.when().isEmpty())
            return "";
        final Condition condition = Condition.of(described.when());
        return has(condition.key()) ? condition.unmet(KeyText.text(values(record).get(condition.key()))) : "";
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
        final RecordComponent component = components.get(key);
        if (component == null) {
            final String near = nearMatches(key, components.keySet());
            throw new InpaintException("Unknown key '" + key + "'"
                    + (near.isEmpty() ? "; the keys are " + String.join(", ", components.keySet()) + "." : ": " + near));
        }
        return component;
    }

    /** All values by their keys. */
    private static Map<String, Object> values(final Record record) {
        final Map<String, Object> values = new HashMap<>();
        for (final RecordComponent c : record.getClass().getRecordComponents()) {
            final Object value = get(record, c);
            if (value instanceof Record inner)
                values(inner).forEach(values::putIfAbsent);
            else if (value instanceof RecordSet set)
                set.records().forEach(inner -> values(inner).forEach(values::putIfAbsent));
            else
                values.putIfAbsent(c.getName(), value);
        }
        return values;
    }

    static Object get(final Record record, final RecordComponent c) {
        try {
            final Method accessor = c.getAccessor();
            accessor.setAccessible(true);
            return accessor.invoke(record);
        } catch (final ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }

    /** @throws InpaintException as the record's constructor throws it */
    private static Record build(final Class<?> record, final Object... values) {
        try {
            final Constructor<?> constructor = record.getDeclaredConstructor(Arrays.stream(record.getRecordComponents())
                    .map(RecordComponent::getType).toArray(Class[]::new));
            constructor.setAccessible(true);
            return (Record) constructor.newInstance(values);
        } catch (final ReflectiveOperationException e) {
            if (e.getCause() instanceof InpaintException wrong)
                throw wrong;
            throw new IllegalStateException(e);
        }
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
