package org.inpaintj.segment.text;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

import org.inpaintj.core.InpaintException;

/**
 * This class finds the phrases of a text such as "mitochondrion. scale bar.": full stops and question marks end them.
 */
public final class Phrases {

    private Phrases() {}

    /**
     * The phrases in their order, lower case, without spaces around them.
     *
     * @throws InpaintException if there is none, or one is of punctuation alone
     */
    public static List<String> of(final String text) {
        final List<String> phrases = new ArrayList<>();
        for (final String part : text.split("[.?]")) {
            final String phrase = part.strip().toLowerCase(Locale.ROOT);
            if (phrase.isEmpty())
                continue;
            if (phrase.codePoints().noneMatch(Phrases::means))
                throw new InpaintException("The phrase '" + phrase + "' says nothing; write what to look for, such as"
                        + " \"cell nucleus. scale bar.\"");
            phrases.add(phrase);
        }
        if (phrases.isEmpty())
            throw new InpaintException("The text names nothing to look for; write one phrase or several, each ended by "
                    + "a full stop, such as \"cell nucleus. scale bar.\"");
        return phrases;
    }

    private static boolean means(final int c) {
        return Character.isLetterOrDigit(c) || Character.getType(c) == Character.OTHER_SYMBOL;
    }
}
