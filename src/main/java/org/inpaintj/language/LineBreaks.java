package org.inpaintj.language;

import java.text.BreakIterator;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.ToIntFunction;

/** Breaks a text into lines: at spaces, and in languages that have none between the signs that may be parted. */
public final class LineBreaks {

    private static final char WIDE = '\u2e80';

    private LineBreaks() {}

    /**
     * The lines of a text.
     *
     * @param most  as wide as a line may be; a word that is wider has a line of its own
     * @param width of a part of a line, in the same unit
     */
    public static List<String> of(final String text, final int most, final ToIntFunction<String> width) {
        final List<String> lines = new ArrayList<>();
        String line = null;
        for (final String word : text.split(" ")) {
            String space = " ";
            for (final String part : parts(word)) {
                final String longer = line == null ? part : line + space + part;
                if (line != null && !line.isEmpty() && width.applyAsInt(longer) > most) {
                    lines.add(line);
                    line = part;
                } else
                    line = longer;
                space = "";
            }
        }
        if (line != null)
            lines.add(line);
        return lines;
    }

    /** How many columns a text takes where every letter has one, and a Chinese sign two. */
    public static int columns(final String text) {
        return (int) text.chars().map(c -> c < WIDE ? 1 : 2).sum();
    }

    private static List<String> parts(final String word) {
        if (word.chars().allMatch(c -> c < WIDE))
            return List.of(word);
        final BreakIterator ends = BreakIterator.getLineInstance(Locale.SIMPLIFIED_CHINESE);
        ends.setText(word);
        final List<String> parts = new ArrayList<>();
        int from = ends.first();
        for (int end = ends.next(); end != BreakIterator.DONE; end = ends.next()) {
            parts.add(word.substring(from, end));
            from = end;
        }
        return parts;
    }
}
