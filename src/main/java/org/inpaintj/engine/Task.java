package org.inpaintj.engine;

import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

import org.inpaintj.core.InpaintException;
import org.inpaintj.params.Parameters;

/** What kind of result is wanted of an engine. */
public enum Task {

    /** An image of its own, from the prompt alone. */
    TEXT_TO_IMAGE("Text to Image...", Map.of("target", "image")),
    /** A picture that is changed everywhere. */
    IMAGE_TO_IMAGE("Image to Image...", Map.of()),
    /** A masked part of a picture. */
    INPAINT("Inpaint Selection...", Map.of());

    private final String label;
    private final Map<String, String> defaults;

    Task(final String label, final Map<String, String> defaults) {
        this.label = label;
        this.defaults = defaults;
    }

    /** The keys that mean something to it, see {@link KeyUse#matters}; the others are unknown there. */
    public Parameters<Request> keys() {
        return keys(Set.of(), Set.of());
    }

    /**
     * The same where it is done in a way of its own.
     *
     * @param also    keys that mean something there, though not to the task itself
     * @param without keys that mean nothing there
     */
    public Parameters<Request> keys(final Set<String> also, final Set<String> without) {
        return new Parameters<>(Request.of(defaults), Request.KEYS.keys().stream()
                .filter(key -> without.contains(key) || !KeyUse.matters(key, this) && !also.contains(key))
                .collect(Collectors.toSet()));
    }

    /** What the command that does it is called in menus and recorded macros. */
    public String label() {
        return label;
    }

    /** Its name in records, and that of the sub-command but for inpainting with a mask. */
    public String id() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** @throws InpaintException if no task is called that */
    public static Task of(final String id) {
        for (final Task task : values())
            if (task.id().equals(id))
                return task;
        throw new InpaintException("There is no task '" + id + "'.");
    }
}
