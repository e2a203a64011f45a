package org.inpaintj.ui.help;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

import org.inpaintj.language.Translation;

/**
 * A page that a search has found.
 *
 * @param page  its name
 * @param title of it
 * @param hits  how often the words that were looked for stand in it; 0 if none were
 */
record HelpHit(String page, String title, int hits) {

    /** Pages to what stands in them, in lower case. */
    private static Map<String, String> index;

    /** The words of a search, in lower case. */
    static List<String> words(final String typed) {
        return Arrays.stream(typed.strip().toLowerCase(Locale.ROOT).split("\\s+")).filter(word -> !word.isEmpty())
                .toList();
    }

    /**
     * The pages with all words, those first that have them most often; all pages, in the order of the contents, for no
     * words.
     */
    static List<HelpHit> of(final List<String> words) {
        final List<HelpHit> hits = new ArrayList<>();
        index().forEach((page, text) -> {
            final List<Integer> counts = words.stream().map(word -> count(text, word)).toList();
            if (!counts.contains(0))
                hits.add(new HelpHit(page, HelpHtml.title(HelpPages.in(Translation.language().code(), page)),
                        counts.stream().mapToInt(i -> i).sum()));
        });
        hits.sort(Comparator.comparingInt(hit -> -hit.hits));
        return hits;
    }

    private static synchronized Map<String, String> index() {
        if (index == null) {
            index = new LinkedHashMap<>();
            for (final String page : HelpPages.names())
                index.put(page, HelpHtml.words(page).toLowerCase(Locale.ROOT));
        }
        return index;
    }

    static int count(final String text, final String word) {
        int count = 0;
        for (int at = text.indexOf(word); at >= 0; at = text.indexOf(word, at + word.length()))
            count++;
        return count;
    }

    /** As the list of contents shows it. */
    @Override
    public String toString() {
        return hits == 0 ? title : title + " (" + hits + ")";
    }
}
