package org.inpaintj.ui.form;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** What was typed into dialogs and not used, kept while the program runs, to be offered again. */
final class TypedEarlier {

    private static final Map<String, Map<String, String>> KEPT = new ConcurrentHashMap<>();

    private TypedEarlier() {}

    /** Keeps texts, if any of them is another than when the dialog opened. */
    static void keep(final String dialog, final Map<String, String> opened, final Map<String, String> typed) {
        final Map<String, String> changes = new HashMap<>(typed);
        changes.entrySet().removeIf(e -> e.getValue().equals(opened.get(e.getKey())));
        if (!changes.isEmpty())
            KEPT.put(dialog, Map.copyOf(changes));
    }

    /** Once the dialog has been used. */
    static void forget(final String dialog) {
        KEPT.remove(dialog);
    }

    /** The texts of some inputs, not checked; empty if there are none, or all are those of now. */
    static Optional<Map<String, String>> of(final String dialog, final Map<String, String> now) {
        return Optional.ofNullable(KEPT.get(dialog)).filter(kept -> kept.entrySet().stream()
                .anyMatch(e -> !e.getValue().equals(now.get(e.getKey()))));
    }
}
