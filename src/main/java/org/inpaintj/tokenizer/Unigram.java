package org.inpaintj.tokenizer;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntConsumer;

/**
 * The Unigram model (Kudo 2018): of all ways to cut a word into pieces of the vocabulary the most likely one, found
 * by dynamic programming. Characters that no piece covers are unknown; neighbouring ones count as one.
 */
final class Unigram {

    /** A single unknown character is this much less likely, in nats, than the least likely piece. */
    private static final double UNKNOWN_PENALTY = 10;

    private final Map<String, Integer> ids = new HashMap<>();
    private final double[] scores;
    private final int unknown;
    private final boolean byteFallback;
    private final double unknownScore;
    private int longest;

    Unigram(final List<String> pieces, final double[] scores, final int unknown, final boolean byteFallback) {
        this.scores = scores;
        this.unknown = unknown;
        this.byteFallback = byteFallback;
        double least = Double.POSITIVE_INFINITY;
        for (int i = 0; i < pieces.size(); i++) {
            ids.put(pieces.get(i), i);
            longest = Math.max(longest, pieces.get(i).length());
            least = Math.min(least, scores[i]);
        }
        unknownScore = least - UNKNOWN_PENALTY;
    }

    /** The number of a piece, or null. */
    Integer id(final String piece) {
        return ids.get(piece);
    }

    void split(final String word, final IntConsumer id) {
        final int n = word.length();
        final double[] best = new double[n + 1];
        final int[] from = new int[n + 1], piece = new int[n + 1];
        Arrays.fill(from, -1);
        for (int start = 0; start < n; start = word.offsetByCodePoints(start, 1)) {
            final int single = word.offsetByCodePoints(start, 1);
            boolean covered = false;
            for (int end = start + 1; end <= Math.min(n, start + longest); end++) {
                final Integer found = ids.get(word.substring(start, end));
                if (found == null)
                    continue;
                improve(best, from, piece, start, end, best[start] + scores[found], found);
                covered |= end == single;
            }
            if (!covered)
                improve(best, from, piece, start, single, best[start] + unknownScore, unknown);
        }
        final List<int[]> cuts = new ArrayList<>();
        for (int end = n; end > 0; end = from[end])
            cuts.add(new int[] { from[end], end, piece[end] });
        Collections.reverse(cuts);
        emit(word, cuts, id);
    }

    private static void improve(final double[] best, final int[] from, final int[] piece, final int start,
            final int end,
            final double score, final int id) {
        if (from[end] < 0 || score > best[end]) {
            best[end] = score;
            from[end] = start;
            piece[end] = id;
        }
    }

    private void emit(final String word, final List<int[]> cuts, final IntConsumer id) {
        for (int i = 0; i < cuts.size(); i++) {
            if (cuts.get(i)[2] != unknown) {
                id.accept(cuts.get(i)[2]);
                continue;
            }
            final int start = cuts.get(i)[0];
            while (i + 1 < cuts.size() && cuts.get(i + 1)[2] == unknown)
                i++;
            if (!byteFallback || !bytes(word.substring(start, cuts.get(i)[1]), id))
                id.accept(unknown);
        }
    }

    private boolean bytes(final String text, final IntConsumer id) {
        final List<Integer> found = new ArrayList<>();
        for (final byte b : text.getBytes(StandardCharsets.UTF_8))
            found.add(ids.get(String.format("<0x%02X>", b & 0xff)));
        if (found.contains(null))
            return false;
        found.forEach(id::accept);
        return true;
    }
}
