package org.inpaintj.enhance;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The text of a prompt: its parts between commas, and where it may be cut. */
final class PromptText {

    /** Characters that a prompt is cut to. */
    static final int MOST = 500;

    private static final String COMMAS = ",，、", ENDS = COMMAS + "。；;.", OPEN = "([<（", CLOSE = ")]>）";

    private PromptText() {}

    /** What stands between the commas that are in no bracket, without blanks around it; no empty parts. */
    static List<String> parts(final String text) {
        final List<String> parts = new ArrayList<>();
        int depth = 0, from = 0;
        for (int i = 0; i <= text.length(); i++) {
            final char c = i < text.length() ? text.charAt(i) : ',';
            depth = depth(depth, c);
            if (i < text.length() && (depth > 0 || COMMAS.indexOf(c) < 0))
                continue;
            final String part = text.substring(from, i).strip();
            if (!part.isEmpty())
                parts.add(part);
            from = i + 1;
        }
        return parts;
    }

    /** What makes two parts the same: their words, whatever their weight and their case. */
    static String meaning(final String part) {
        return part.replaceAll("[\\[\\](){}（）]", "").replaceAll(":\\s*[\\d.]+\\s*$", "").replaceAll("\\s+", " ")
                .strip().toLowerCase(Locale.ROOT);
    }

    /** What separates parts in a text: a Chinese comma if it has Chinese characters and no other comma. */
    static String separator(final String text) {
        return text.indexOf(',') < 0 && text.codePoints().anyMatch(Character::isIdeographic) ? "，" : ", ";
    }

    /** The text on one line, without control characters. */
    static String line(final String text) {
        return text.replaceAll("[\\p{Cntrl}\\p{Cf}\\s]+", " ").strip();
    }

    /**
     * The beginning of a text of at most so many characters, cut between words or behind a comma: outside of brackets
     * if it can be.
     */
    static String cut(final String text, final int most) {
        if (text.length() <= most)
            return text;
        int depth = 0, any = 0, outside = 0;
        for (int i = 0; i <= most; i++) {
            final char c = text.charAt(i);
            final boolean boundary = Character.isWhitespace(c) || ENDS.indexOf(c) >= 0;
            if (boundary && i > 0)
                any = i;
            if (boundary && i > 0 && depth == 0)
                outside = i;
            depth = depth(depth, c);
        }
        int end = outside > 0 ? outside : any > 0 ? any : most;
        if (Character.isHighSurrogate(text.charAt(end - 1)))
            end--;
        while (end > 0 && (Character.isWhitespace(text.charAt(end - 1)) || ENDS.indexOf(text.charAt(end - 1)) >= 0))
            end--;
        return text.substring(0, end);
    }

    private static int depth(final int depth, final char c) {
        return OPEN.indexOf(c) >= 0 ? depth + 1 : CLOSE.indexOf(c) >= 0 ? Math.max(0, depth - 1) : depth;
    }
}
