package org.inpaintj.params;

import java.lang.reflect.Constructor;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

import org.inpaintj.core.InpaintException;

/**
 * The keys of a record whose components carry {@link Key}: macro key = command-line option = JSON field = record
 * component. Turns texts into the record and back, and says helpfully what is wrong with a text. A component that is
 * itself a record, or a {@link RecordSet}, stands for its own components. Immutable.
 *
 * @param <R> the record
 */
public final class Parameters<R extends Record> {

    /** Stands for keys that only an instance tells; no key is called so. */
    private static final String ANY = "*";

    private static final ClassValue<Parameters<?>> STATED = new ClassValue<>() {
        @Override
        protected Parameters<?> computeValue(final Class<?> record) {
            return new Parameters<>(defaultsOf(record));
        }
    };

    /** Java reads annotations anew for each array of components that it hands out. */
    private static final ClassValue<RecordComponent[]> COMPONENTS = new ClassValue<>() {
        @Override
        protected RecordComponent[] computeValue(final Class<?> record) {
            final RecordComponent[] all = record.getRecordComponents();
            for (final RecordComponent c : all)
                c.getAccessor().setAccessible(true);
            return all;
        }
    };

    /** The names of all components of a record and of the records in it; with a {@link RecordSet}, {@link #ANY}. */
    private static final ClassValue<Set<String>> BELOW = new ClassValue<>() {
        @Override
        protected Set<String> computeValue(final Class<?> record) {
            final Set<String> names = new HashSet<>();
            for (final RecordComponent c : componentsOf(record)) {
                names.add(c.getType() == RecordSet.class ? ANY : KeyText.key(c));
                if (c.getType().isRecord())
                    names.addAll(get(c.getType()));
            }
            return names;
        }
    };

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
    @SuppressWarnings("unchecked")
    public static <R extends Record> Parameters<R> of(final Class<R> record) {
        return (Parameters<R>) STATED.get(record);
    }

    private static Record defaultsOf(final Class<?> record) {
        final RecordComponent[] all = componentsOf(record);
        final Object[] values = new Object[all.length];
        for (int i = 0; i < all.length; i++)
            values[i] = all[i].getType() == RecordSet.class ? RecordSet.EMPTY
                    : all[i].getType().isRecord() ? defaultsOf(all[i].getType()) : KeyText.defaultOf(all[i]);
        return build(record, values);
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
        return KeyDescriptions.of(component(key));
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

    /**
     * A value of a key as people and macros write it: numbers without what does not count.
     *
     * @throws InpaintException for a bad value, naming what would be right
     */
    public String tidy(final String key, final String text) {
        return KeyText.text(KeyText.parse(component(key), text));
    }

    /** The default of a key, as text. */
    public String defaultOf(final String key) {
        component(key);
        return defaultTexts.get(key);
    }

    /**
     * Builds the record from texts; keys left out take their defaults, or what a {@link Recipe} among the texts gives
     * them.
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

    /** A record none of whose keys are given stays as it is, and its values are not even read. */
    @SuppressWarnings("unchecked")
    private static <T extends Record> T replaced(final T base, final Map<String, String> values) {
        final RecordComponent[] all = componentsOf(base.getClass());
        final Object[] arguments = new Object[all.length];
        boolean changed = false;
        for (int i = 0; i < all.length; i++) {
            if (!mayHave(all[i], values.keySet()))
                continue;
            final Object now = get(base, all[i]);
            arguments[i] = now instanceof Record inner ? replaced(inner, values)
                    : now instanceof RecordSet set ? replaced(set, values)
                            : KeyText.parse(all[i], values.get(KeyText.key(all[i])));
            changed |= arguments[i] != now;
        }
        if (!changed)
            return base;
        for (int i = 0; i < all.length; i++)
            if (arguments[i] == null)
                arguments[i] = get(base, all[i]);
        return (T) build(base.getClass(), arguments);
    }

    /** Whether a component is one of some keys, or stands for others that may be. */
    private static boolean mayHave(final RecordComponent c, final Set<String> keys) {
        final Class<?> type = c.getType();
        if (!type.isRecord())
            return type == RecordSet.class || keys.contains(KeyText.key(c));
        final Set<String> below = BELOW.get(type);
        return below.contains(ANY) || !Collections.disjoint(below, keys);
    }

    private static RecordSet replaced(final RecordSet base, final Map<String, String> values) {
        RecordSet set = base;
        for (final Record now : base.records()) {
            final Record inner = replaced(now, values);
            if (inner != now)
                set = set.with(inner);
        }
        return set;
    }

    /** Every key with its value as text, in the order of the keys. */
    public Map<String, String> texts(final R record) {
        final Map<String, Object> values = values(record);
        final Map<String, String> texts = new LinkedHashMap<>();
        for (final String key : components.keySet())
            texts.put(key, KeyText.text(values.get(key)));
        return texts;
    }

    /** The value of one key as text. */
    public String text(final R record, final String key) {
        component(key);
        return KeyText.text(value(record, key));
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
        for (final String key : components.keySet())
            if (isRecipe(key))
                implied.putAll(recipe(key, text(record, key)));
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
        return has(condition.key()) ? condition.unmet(text(record, condition.key())) : "";
    }

    private RecordComponent component(final String key) {
        final RecordComponent component = components.get(key);
        if (component == null) {
            final String near = NearMatches.of(key, components.keySet());
            throw new InpaintException("Unknown key '" + key + "'"
                    + (near.isEmpty() ? "; the keys are " + String.join(", ", components.keySet()) + "." : ": "
                    + near));
        }
        return component;
    }

    /** All values by their keys. */
    private static Map<String, Object> values(final Record record) {
        final Map<String, Object> values = new HashMap<>();
        for (final RecordComponent c : componentsOf(record.getClass())) {
            final Object value = get(record, c);
            if (value instanceof Record inner)
                values(inner).forEach(values::putIfAbsent);
            else if (value instanceof RecordSet set)
                set.records().forEach(inner -> values(inner).forEach(values::putIfAbsent));
            else
                values.putIfAbsent(KeyText.key(c), value);
        }
        return values;
    }

    /** The value of a key in the first record that has it; null if none has. */
    private static Object value(final Record record, final String key) {
        for (final RecordComponent c : componentsOf(record.getClass())) {
            if (!mayHave(c, Set.of(key)))
                continue;
            final Object here = get(record, c);
            if (!(here instanceof Record) && !(here instanceof RecordSet))
                return here;
            for (final Record inner : here instanceof RecordSet set ? set.records() : List.of((Record) here)) {
                final Object value = value(inner, key);
                if (value != null)
                    return value;
            }
        }
        return null;
    }

    /** Those of a record, whose accessors answer; the array belongs to all. */
    static RecordComponent[] componentsOf(final Class<?> record) {
        return COMPONENTS.get(record);
    }

    static Object get(final Record record, final RecordComponent c) {
        try {
            return c.getAccessor().invoke(record);
        } catch (final ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }

    /** @throws InpaintException as the record's constructor throws it */
    private static Record build(final Class<?> record, final Object... values) {
        final RecordComponent[] all = componentsOf(record);
        final Class<?>[] types = new Class<?>[all.length];
        for (int i = 0; i < all.length; i++)
            types[i] = all[i].getType();
        try {
            final Constructor<?> constructor = record.getDeclaredConstructor(types);
            constructor.setAccessible(true);
            return (Record) constructor.newInstance(values);
        } catch (final ReflectiveOperationException e) {
            if (e.getCause() instanceof InpaintException wrong)
                throw wrong;
            throw new IllegalStateException(e);
        }
    }
}
