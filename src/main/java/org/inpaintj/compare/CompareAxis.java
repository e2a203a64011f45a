package org.inpaintj.compare;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.inpaintj.core.Csv;
import org.inpaintj.core.FileNames;
import org.inpaintj.core.InpaintException;
import org.inpaintj.params.Key;
import org.inpaintj.params.Parameters;

/**
 * An axis of a grid: a key and the values that it takes one after the other. Written as {@code KEY: VALUES} or
 * {@code KEY=VALUES}, the values separated by commas, those with a comma in double quotes. Numbers may be ranges
 * ({@link AxisRange}). Of a text of several lines, such as the prompt, the values are what one of its words is replaced
 * by: the first one is searched for (the WebUI's prompt S/R) and stays in the first cell.
 *
 * @param name   x, y or z
 * @param key    of the request
 * @param values as texts, at least one
 * @param labels what each is called: files and folders by their names alone
 */
public record CompareAxis(String name, String key, List<String> values, List<String> labels) {

    private static final Pattern FORM = Pattern.compile("\\s*([A-Za-z][A-Za-z0-9_]*)\\s*[:=](.*)", Pattern.DOTALL);

    public CompareAxis {
        values = List.copyOf(values);
        labels = List.copyOf(labels);
    }

    private CompareAxis(final String name, final String key, final List<String> values, final Key described) {
        this(name, key, values, labels(values, described));
    }

    /**
     * @param name x, y or z
     * @param text as it was written
     * @param keys of a cell
     * @throws InpaintException for a text of another form, a key that there is not, or a range without values; values
     *         are not checked
     */
    static CompareAxis of(final String name, final String text, final Parameters<?> keys) {
        final Matcher form = FORM.matcher(text);
        if (!form.matches())
            throw wrong(name, "'" + text.strip() + "' is no key with its values: write them as in steps: 10, 20, 30");
        final String key = form.group(1).toLowerCase(java.util.Locale.ROOT);
        if (keys.has(key) && !CompareRequest.isOfACell(keys, key))
            throw wrong(name, "the key '" + key + "' means nothing to a cell: compare another one");
        final Class<?> type;
        try {
            type = keys.type(key);
        } catch (final InpaintException e) {
            throw new InpaintException("In " + name + ": " + e.getMessage(), e);
        }
        final List<String> values = new ArrayList<>();
        for (final String word : words(name, form.group(2), type == String.class))
            try {
                final boolean whole = type == int.class || type == long.class;
                final Optional<List<String>> range = whole || type == double.class ? AxisRange.of(word, whole)
                        : Optional.empty();
                values.addAll(range.orElseGet(() -> List.of(word)));
            } catch (final InpaintException e) {
                throw new InpaintException("In " + name + ": " + e.getMessage() + ".", e);
            }
        if (values.isEmpty())
            throw wrong(name, "the key '" + key + "' has no values: write them as in steps: 10, 20, 30");
        return new CompareAxis(name, key, values, keys.describe(key));
    }

    /** An empty text is a value too, but for numbers and words, and behind the last comma. */
    private static List<String> words(final String name, final String text, final boolean free) {
        try {
            return Csv.values(text).stream().filter(word -> free || !word.isEmpty()).toList();
        } catch (final InpaintException e) {
            throw wrong(name, "values are separated by commas, and one that holds a comma stands in double quotes, "
                    + "each of its own quotes doubled");
        }
    }

    private static List<String> labels(final List<String> values, final Key described) {
        if (described.path() == Key.Path.NONE)
            return values;
        final List<String> names = values.stream().map(FileNames::last).toList();
        if (new HashSet<>(names).size() == new HashSet<>(values).size())
            return names;
        final List<String> numbered = new ArrayList<>();
        for (int i = 0; i < names.size(); i++)
            numbered.add(names.get(i) + " (" + (values.indexOf(values.get(i)) + 1) + ")");
        return numbered;
    }

    int size() {
        return values.size();
    }

    /** What a cell says of the axis. */
    String label(final int i) {
        return key + ": " + (labels.get(i).isEmpty() ? "\"\"" : labels.get(i));
    }

    /** The same with other values. */
    CompareAxis with(final List<String> others, final Parameters<?> keys) {
        return new CompareAxis(name, key, others, keys.describe(key));
    }

    /** As it can be read again. */
    String text() {
        return key + ": " + String.join(", ", values.stream()
                .map(value -> value.isEmpty() ? "\"\"" : Csv.line(List.of(value))).toList());
    }

    /** Whether the values replace a word of the key's text. */
    boolean replaces(final Parameters<?> keys) {
        return keys.type(key) == String.class && keys.describe(key).lines() > 1;
    }

    /**
     * The text of the key with one of the values.
     *
     * @param now what it is without the axis
     * @throws InpaintException if the word that is to be replaced is not in it
     */
    String text(final int i, final String now, final Parameters<?> keys) {
        if (!replaces(keys))
            return values.get(i);
        if (!now.contains(values.get(0)))
            throw wrong(name, "'" + values.get(0) + "' is to be replaced in the " + key + ", which does not hold it: "
                    + "give a " + key + " with it, or take another word as the first value");
        return now.replace(values.get(0), values.get(i));
    }

    static InpaintException wrong(final String name, final String what) {
        return new InpaintException("In " + name + ": " + what + ".");
    }
}
