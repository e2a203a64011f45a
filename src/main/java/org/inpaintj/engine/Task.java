package org.inpaintj.engine;

import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What kind of result is wanted of an engine. */
public enum Task {

    /** An image of its own, from the prompt alone: nothing says how much of an image stays. */
    TEXT_TO_IMAGE(Map.of("target", "image"), "refine", "segmenter", "preset", "strength", "exactly", "content", "keep",
            "invert", "area", "mask"),
    /** A picture that is changed everywhere: without a mask and its surroundings. */
    IMAGE_TO_IMAGE(Map.of(), "refine", "segmenter", "invert", "content", "keep", "area", "padding", "grow", "spill", "mask"),
    /** A masked part of a picture. */
    INPAINT(Map.of());

    private final Map<String, String> defaults;
    private final Set<String> meaningless;

    /** @param meaningless keys that mean nothing to it */
    Task(final Map<String, String> defaults, final String... meaningless) {
        this.defaults = defaults;
        this.meaningless = Set.of(meaningless);
    }

    /**
     * The keys that mean something to it; the others are unknown there.
     *
     * @param without further ones that mean nothing where they are used
     */
    public Vocabulary<Request> keys(final String... without) {
        return new Vocabulary<>(Request.of(defaults), Stream.concat(meaningless.stream(), Arrays.stream(without))
                .collect(Collectors.toSet()));
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
