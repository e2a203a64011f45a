package org.inpaintj.ui.form;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import org.inpaintj.params.Key;
import org.inpaintj.params.KeyGroup;
import org.inpaintj.params.Parameters;

/**
 * A form group holds the inputs below one heading.
 *
 * @param title what stands above; empty for none
 * @param rows  keys, those of a row side by side
 */
record FormGroup(String title, List<List<String>> rows) {

    /** What stands in a row with no other, and what comes first. */
    private static final int ALONE = 1000, FIRST = -1000;

    /** The groups of some keys, where the keys say that they stand: commands that paint have headings, others none. */
    static List<FormGroup> of(final Parameters<?> parameters, final List<String> keys) {
        final Map<String, List<String>> headings = new LinkedHashMap<>();
        for (final KeyGroup group : KeyGroup.values())
            headings.put(group.heading(), new ArrayList<>());
        if (!parameters.has("engine"))
            return List.of(new FormGroup("", rows(parameters, keys)));
        for (final String key : keys)
            headings.get(parameters.describe(key).group().heading()).add(key);
        headings.values().removeIf(List::isEmpty);
        return headings.entrySet().stream().map(e -> new FormGroup(e.getKey(), rows(parameters,
                e.getValue()))).toList();
    }

    /** Prompts come first. */
    private static List<List<String>> rows(final Parameters<?> parameters, final List<String> keys) {
        final Map<Integer, List<String>> rows = new TreeMap<>();
        for (final String key : keys) {
            final Key described = parameters.describe(key);
            final int row = described.place() == 0 ? ALONE + rows.size() : described.place() / 10;
            rows.computeIfAbsent(described.lines() > 1 ? FIRST + row : row, r -> new ArrayList<>()).add(key);
        }
        rows.values().forEach(row -> row.sort(Comparator.comparingInt(key -> parameters.describe(key).place())));
        return List.copyOf(rows.values());
    }

    List<String> keys() {
        return rows.stream().flatMap(List::stream).toList();
    }
}
