package org.inpaintj.tokenizer;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * SentencePiece's compiled text normaliser: a double-array trie from byte sequences to their replacements.
 *
 * @see <a href="https://github.com/google/sentencepiece/blob/master/doc/normalization.md">what the rules are</a>
 */
final class PrecompiledCharsMap {

    private static final Pattern GRAPHEME = Pattern.compile("\\X");
    private static final int LONG_GRAPHEME = 6;

    private final int[] trie;
    private final byte[] replacements;

    /** @param base64 bytes of the trie as a number of four bytes, the trie, the replacements, each ended by a zero */
    PrecompiledCharsMap(final String base64) {
        final ByteBuffer all = ByteBuffer.wrap(Base64.getDecoder().decode(base64)).order(ByteOrder.LITTLE_ENDIAN);
        final int bytes = all.remaining() < 4 ? -1 : all.getInt();
        if (bytes < 4 || bytes % 4 != 0 || bytes > all.remaining())
            throw new IllegalStateException("the character map ends too early");
        trie = new int[bytes / 4];
        all.asIntBuffer().get(trie);
        replacements = new byte[all.remaining() - bytes];
        all.position(all.position() + bytes).get(replacements);
    }

    /**
     * Whole characters as people see them if they are short and have a rule, else their parts, each by its own rule.
     */
    String apply(final String text) {
        final StringBuilder out = new StringBuilder(text.length());
        final Matcher grapheme = GRAPHEME.matcher(text);
        while (grapheme.find()) {
            final byte[] bytes = grapheme.group().getBytes(StandardCharsets.UTF_8);
            final String whole = bytes.length < LONG_GRAPHEME ? replacement(bytes) : null;
            if (whole != null)
                out.append(whole);
            else
                grapheme.group().codePoints().forEach(c -> {
                    final String part = replacement(Character.toString(c).getBytes(StandardCharsets.UTF_8));
                    if (part == null)
                        out.appendCodePoint(c);
                    else
                        out.append(part);
                });
        }
        return out.toString();
    }

    /** The replacement of the shortest beginning that has one, which is what the reference takes; null if none has. */
    private String replacement(final byte[] text) {
        int at = offset(trie[0]);
        for (final byte b : text) {
            at ^= b & 0xff;
            if (b == 0 || at < 0 || at >= trie.length || (trie[at] & 0x800000ff) != (b & 0xff))
                return null;
            final int unit = trie[at];
            at ^= offset(unit);
            if ((unit >>> 8 & 1) == 1 && at >= 0 && at < trie.length)
                return text(trie[at] & 0x7fffffff);
        }
        return null;
    }

    private static int offset(final int unit) {
        return unit >>> 10 << ((unit & 1 << 9) >>> 6);
    }

    private String text(final int from) {
        int to = from;
        while (to < replacements.length && replacements[to] != 0)
            to++;
        return from >= replacements.length ? "" : new String(replacements, from, to - from, StandardCharsets.UTF_8);
    }
}
