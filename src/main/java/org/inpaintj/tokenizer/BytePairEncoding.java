package org.inpaintj.tokenizer;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * Byte-pair encoding of words (Sennrich et al. 2016) over bytes written as printable characters (Radford et al.
 * 2019): the neighbours that were merged first in training are merged first, everywhere in the word at once.
 */
final class BytePairEncoding {

    private record Pair(String left, String right) {
    }

    private static final String END = "</w>";
    private static final String[] LETTERS = letters();
    private static final Map<Integer, Integer> BYTES = bytes();

    private final Map<Pair, Integer> ranks = new HashMap<>();

    /** @param merges pairs in the order of training */
    BytePairEncoding(final List<String[]> merges) {
        for (final String[] merge : merges)
            ranks.put(new Pair(merge[0], merge[1]), ranks.size());
    }

    /** The pieces of a word without spaces, the last one marked as the end of the word. */
    void split(final String word, final Consumer<String> piece) {
        final byte[] bytes = word.getBytes(StandardCharsets.UTF_8);
        List<String> parts = new ArrayList<>(bytes.length);
        for (final byte b : bytes)
            parts.add(LETTERS[b & 0xff]);
        parts.set(parts.size() - 1, parts.get(parts.size() - 1) + END);
        while (parts.size() > 1) {
            final Pair best = best(parts);
            if (best == null)
                break;
            parts = merge(parts, best);
        }
        parts.forEach(piece);
    }

    private Pair best(final List<String> parts) {
        Pair best = null;
        int rank = Integer.MAX_VALUE;
        for (int i = 0; i + 1 < parts.size(); i++) {
            final Pair pair = new Pair(parts.get(i), parts.get(i + 1));
            final int r = ranks.getOrDefault(pair, Integer.MAX_VALUE);
            if (r < rank) {
                rank = r;
                best = pair;
            }
        }
        return best;
    }

    private static List<String> merge(final List<String> parts, final Pair pair) {
        final List<String> merged = new ArrayList<>(parts.size());
        int i = 0;
        while (i < parts.size()) {
            final boolean found = i + 1 < parts.size() && parts.get(i).equals(pair.left)
                    && parts.get(i + 1).equals(pair.right);
            merged.add(found ? pair.left + pair.right : parts.get(i));
            i += found ? 2 : 1;
        }
        return merged;
    }

    /** The text that letters stand for, each of them a byte; what is no UTF-8 becomes U+FFFD. */
    static String text(final String letters) {
        final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        letters.codePoints().forEach(c -> {
            final Integer b = BYTES.get(c);
            if (b == null)
                bytes.writeBytes(Character.toString(c).getBytes(StandardCharsets.UTF_8));
            else
                bytes.write(b);
        });
        return bytes.toString(StandardCharsets.UTF_8);
    }

    /** The letters in the order in which CLIP numbers them: those that stand for themselves first. */
    static List<String> alphabet() {
        return Arrays.stream(LETTERS).sorted().toList();
    }

    private static Map<Integer, Integer> bytes() {
        final Map<Integer, Integer> bytes = new HashMap<>();
        for (int b = 0; b < LETTERS.length; b++)
            bytes.put(LETTERS[b].codePointAt(0), b);
        return bytes;
    }

    /** Printable Latin-1 bytes stand for themselves, the others for the characters from U+0100 on, in their order. */
    private static String[] letters() {
        final String[] letters = new String[256];
        int next = 256;
        for (int b = 0; b < 256; b++) {
            final boolean printable = b >= '!' && b <= '~' || b >= 0xa1 && b <= 0xac || b >= 0xae;
            letters[b] = String.valueOf((char) (printable ? b : next++));
        }
        return letters;
    }
}
