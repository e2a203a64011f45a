package org.inpaintj.engine;

import java.util.Locale;

/** What kind of result is wanted of an engine. */
public enum Task {

    /** An image of its own, from the prompt alone. */
    TEXT_TO_IMAGE,
    /** A picture that is changed everywhere. */
    IMAGE_TO_IMAGE,
    /** A masked part of a picture. */
    INPAINT;

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
