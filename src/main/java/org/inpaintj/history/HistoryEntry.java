package org.inpaintj.history;

import java.time.Instant;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;

import org.inpaintj.params.MacroLine;

/**
 * A run.
 *
 * @param id        tells it from all others
 * @param time      when it was queued
 * @param command   the label in the menu
 * @param selection of the image, as text; empty if there was none
 * @param keys      what the recorder writes for it, the seed that was drawn included
 * @param engine    the id of the engine that ran; empty if there is none
 * @param model     its name; empty if there is none
 * @param leftOut   keys, or "selection", of which the values are not kept, so that it cannot be made again
 */
public record HistoryEntry(String id, Instant time, String command, HistoryImage image, String selection,
        Map<String, String> keys, String engine, String model, List<String> leftOut, HistoryOutcome outcome) {

    /** The word for the selection among {@link #leftOut}. */
    public static final String SELECTION = "selection";

    public HistoryEntry {
        keys = new LinkedHashMap<>(keys);
        leftOut = List.copyOf(leftOut);
    }

    public static String newId() {
        return UUID.randomUUID().toString();
    }

    @Override
    public Map<String, String> keys() {
        return new LinkedHashMap<>(keys);
    }

    /** Empty if it had none. */
    public String prompt() {
        return keys.getOrDefault("prompt", "").strip();
    }

    /** Whether each of some words stands anywhere in what is known of it; upper and lower case are the same. */
    public boolean matches(final String words) {
        final String all = String.join(" ", command, image.title(), image.file(), engine, model,
                outcome.state().name(), outcome.message(), MacroLine.format(new TreeMap<>(keys)))
                .toLowerCase(Locale.ROOT);
        for (final String word : words.strip().toLowerCase(Locale.ROOT).split("\\s+"))
            if (!all.contains(word))
                return false;
        return true;
    }

    HistoryEntry with(final HistoryOutcome now) {
        return new HistoryEntry(id, time, command, image, selection, keys, engine, model, leftOut, now);
    }

    HistoryEntry with(final HistoryImage other, final String outline, final Map<String, String> values,
            final Collection<String> gone, final HistoryOutcome now) {
        return new HistoryEntry(id, time, command, other, outline, values, engine, model, List.copyOf(gone), now);
    }
}
