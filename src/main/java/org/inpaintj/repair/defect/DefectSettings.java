package org.inpaintj.repair.defect;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

import org.inpaintj.core.InpaintException;

/**
 * What is looked for.
 *
 * @param kinds       at least one
 * @param sensitivity how many times the noise a defect must differ from what is around it; smaller finds more
 * @param size        the widest that dust and scratches are, pixels
 */
public record DefectSettings(Set<Kind> kinds, double sensitivity, int size) {

    /** Kinds of defects. */
    public enum Kind {
        /** Compact dark or bright specks of a few pixels up to {@code size}. */
        DUST,
        /** Thin lines, at least four times as long as wide. */
        SCRATCHES,
        /** One to four pixels that differ from all around them. */
        PIXELS,
        /** Rows and columns, or long parts of them. */
        STRIPES;

        /** The word in macros. */
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    public DefectSettings {
        kinds = EnumSet.copyOf(kinds);
    }

    /**
     * Kinds as they are written in a macro, separated by blanks or commas.
     *
     * @throws InpaintException for another word, or none
     */
    public static Set<Kind> kinds(final String words) {
        final Set<Kind> kinds = EnumSet.noneOf(Kind.class);
        for (final String word : words.strip().split("[\\s,]+"))
            Arrays.stream(Kind.values()).filter(kind -> kind.word().equalsIgnoreCase(word)).forEach(kinds::add);
        if (kinds.isEmpty() || kinds.size() != words.strip().split("[\\s,]+").length)
            throw new InpaintException("'" + words + "' names no kinds of defects: give one or more of "
                    + Arrays.stream(Kind.values()).map(Kind::word).collect(Collectors.joining(", ")) + ".");
        return kinds;
    }
}
