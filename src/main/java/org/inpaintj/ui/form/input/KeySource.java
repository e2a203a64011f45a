package org.inpaintj.ui.form.input;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.inpaintj.params.Parameters;
import org.inpaintj.ui.offer.Offer;

/**
 * What inputs have to be told of the keys they are made of, by whoever asks for them: a command, or a window. All is
 * asked for on the event thread, so it comes soon.
 */
public interface KeySource {

    Parameters<?> keys();

    /** All values as they are now, as text. */
    Map<String, String> values();

    /** The words that are offered for a key; empty if it is not a choice. */
    default List<String> choices(final String key) {
        return keys().choices(key);
    }

    /** Whether a text is a prompt that may be enhanced. */
    default boolean enhances(final String key) {
        return false;
    }

    /** What buttons beside a text of several lines do. */
    default List<FieldAction> actions(final String key) {
        return List.of();
    }

    /** What may be picked for a free text instead of typing it. */
    default List<Offer> offers(final String key) {
        return List.of();
    }

    /** Whether a free text is a list of names, so that what is picked is added behind a comma. */
    default boolean lists(final String key) {
        return false;
    }

    /** What people call a key, in English. */
    default String label(final String key) {
        return keys().describe(key).label();
    }

    /** What keys are set back to; those that are not among them have no default. */
    default Map<String, String> defaults() {
        final Map<String, String> texts = new LinkedHashMap<>();
        keys().keys().forEach(key -> texts.put(key, keys().defaultOf(key)));
        return texts;
    }
}
