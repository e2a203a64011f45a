package org.inpaintj.outpaint;

import java.util.Arrays;
import java.util.Collections;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Set;

import org.inpaintj.core.InpaintException;

/** A side of an image on which new ground is made; in the order in which the WebUI's scripts go round. */
public enum Direction {

    LEFT, RIGHT, UP, DOWN;

    /** The most pixels that are added to a side. */
    public static final int MOST = 16384;

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
     * @param text words separated by commas or blanks, in any order, with a width or without (see {@link #widths})
     * @throws InpaintException if there is none, or a word is no direction
     */
    public static Set<Direction> of(final String text) {
        return Collections.unmodifiableSet(widths(text).keySet());
    }

    /**
     * The same with the widths that sides have of their own, such as {@code left:64,right}: in px, 1 to {@link #MOST};
     * 0 for a side without one.
     *
     * @throws InpaintException if there is no direction, a word is none, or a width is wrong
     */
    public static EnumMap<Direction, Integer> widths(final String text) {
        final EnumMap<Direction, Integer> found = new EnumMap<>(Direction.class);
        for (final String part : text.strip().replaceAll("\\s*:\\s*", ":").split("[,;\\s]+")) {
            if (part.isEmpty())
                continue;
            final String word = part.replaceFirst(":.*", "");
            final Direction side = Arrays.stream(values()).filter(d -> d.word().equals(word.toLowerCase(Locale.ROOT)))
                    .findFirst().orElseThrow(() -> new InpaintException("'" + part + "' is no direction: give some of "
                            + "left, right, up and down, such as directions=left,right."));
            found.merge(side, part.equals(word) ? 0 : width(part, part.substring(word.length() + 1)), Math::max);
        }
        if (found.isEmpty())
            throw new InpaintException("There is no direction to expand into: give some of left, right, up and down, "
                    + "such as directions=left,right.");
        return found;
    }

    private static int width(final String part, final String digits) {
        final int width = digits.matches("\\d{1,5}") ? Integer.parseInt(digits) : 0;
        if (width < 1 || width > MOST)
            throw new InpaintException("'" + part + "' names no width: give a side as a word, such as right, or with "
                    + "the pixels that are added there, from 1 to " + MOST + ", such as left:64.");
        return width;
    }
}
