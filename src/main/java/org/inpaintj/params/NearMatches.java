package org.inpaintj.params;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** Which words somebody may have meant: those of few edits (Levenshtein), and those that a word holds or begins. */
public final class NearMatches {

    private NearMatches() {}

    /** "did you mean a or b" for a word nobody knows, or an empty text. */
    public static String of(final String word, final Collection<String> known) {
        final String lower = word.toLowerCase(Locale.ROOT);
        final List<String> near = known.stream()
                .filter(k -> distance(lower, k.toLowerCase(Locale.ROOT)) <= Math.max(1, Math.min(3, k.length() / 2))
                        || k.length() > 3 && lower.contains(k) || lower.length() > 2 && k.startsWith(lower))
                .sorted(Comparator.comparingInt(k -> distance(lower, k))).limit(3).collect(Collectors.toList());
        // what is much further away than the nearest only confuses
        near.removeIf(k -> distance(lower, k) > distance(lower, near.get(0)) + 1);
        return near.isEmpty() ? "" : "did you mean " + near.stream().map(k -> "'" + k + "'")
                .collect(Collectors.joining(" or ")) + "?";
    }

    /** Levenshtein distance; commons-text has it too, and would be two more libraries for plain ImageJ. */
    private static int distance(final String a, final String b) {
        int[] row = new int[b.length() + 1];
        for (int j = 0; j <= b.length(); j++)
            row[j] = j;
        for (int i = 1; i <= a.length(); i++) {
            final int[] next = new int[b.length() + 1];
            next[0] = i;
            for (int j = 1; j <= b.length(); j++)
                next[j] = Math.min(Math.min(next[j - 1], row[j]) + 1,
                        row[j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1));
            row = next;
        }
        return row[b.length()];
    }
}
