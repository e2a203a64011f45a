package org.inpaintj.outpaint;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;

import org.inpaintj.core.InpaintException;

/** A side of an image on which new ground is made; in the order in which the WebUI's scripts go round. */
public enum Direction {

    LEFT, RIGHT, UP, DOWN;

    /** As people and macros write it. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Whether it makes the image wider. */
    boolean isHorizontal() {
        return this == LEFT || this == RIGHT;
    }

    /** Whether the new ground comes before the image's first column or row. */
    boolean isFirst() {
        return this == LEFT || this == UP;
    }

    /**
     * The directions of a text, in order.
     *
     * @param text words separated by commas or blanks, in any order
     * @throws InpaintException if there is none, or a word is no direction
     */
    public static Set<Direction> of(final String text) {
        final Set<Direction> found = EnumSet.noneOf(Direction.class);
        for (final String part : text.strip().split("[,;\\s]+")) {
            if (part.isEmpty())
                continue;
            found.add(Arrays.stream(values()).filter(d -> d.word().equals(part.toLowerCase(Locale.ROOT))).findFirst()
                    .orElseThrow(() -> new InpaintException("'" + part + "' is no direction: give some of left, "
                            + "right, up and down, such as directions=left,right.")));
        }
        if (found.isEmpty())
            throw new InpaintException("There is no direction to expand into: give some of left, right, up and down, "
                    + "such as directions=left,right.");
        return found;
    }
}
