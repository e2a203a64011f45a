package org.inpaintj.engine;

import java.util.Locale;
import java.util.Map;

import org.inpaintj.core.InpaintException;
import org.inpaintj.params.Key;
import org.inpaintj.params.Parameters;

/** The task says what kind of result is wanted of an engine. */
public enum Task {

    /** An image of its own, from the prompt alone. */
    TEXT_TO_IMAGE("Text to Image...", Key.Scope.ANY, Map.of("target", "image")),
    /** A picture that is changed everywhere. */
    IMAGE_TO_IMAGE("Image to Image...", Key.Scope.IMAGE, Map.of()),
    /** A masked part of a picture. */
    INPAINT("Inpaint Selection...", Key.Scope.MASK, Map.of());

    private final String label;
    private final Key.Scope most;
    private final Map<String, String> defaults;

    Task(final String label, final Key.Scope most, final Map<String, String> defaults) {
        this.label = label;
        this.most = most;
        this.defaults = defaults;
    }

    /** Whether a key means something to it, be it only for some engines; all others are unknown there. */
    public boolean takes(final Parameters<?> keys, final String key) {
        final Key.Scope scope = keys.describe(key).scope();
        return scope == Key.Scope.TEXT ? this == TEXT_TO_IMAGE : scope.compareTo(most) <= 0;
    }

    /** What keys have by default where it differs from their own default. */
    public Map<String, String> defaults() {
        return defaults;
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
