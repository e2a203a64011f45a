package org.inpaintj.tokenizer;

import java.text.Normalizer;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * How BERT (Devlin et al. 2019) cleans a text and cuts it into words, before these are cut into pieces: spaces part
 * words, and every sign of punctuation and every Chinese character is a word.
 *
 * @param clean   drop control characters
 * @param chinese part Chinese characters from each other
 * @param accents drop accents
 * @param lower   make lower case
 * @param dialect whose rules where the implementations differ
 */
record BertPreTokenizer(boolean clean, boolean chinese, boolean accents, boolean lower, Dialect dialect) {

    /** Whose rules. */
    enum Dialect {
        /**
         * BERT's own program, which comes with vocab.txt: a sigma at the end of a word is another letter than
         * elsewhere, and what Unicode has not assigned is dropped.
         */
        ORIGINAL,
        /** The library that reads tokenizer.json: letter by letter, and what is not assigned stays. */
        TOKENIZERS
    }

    /** Code points that BERT takes for Chinese, first and last: CJK ideographs, but neither kana nor hangul. */
    private static final int[][] CHINESE = { { 0x4e00, 0x9fff }, { 0x3400, 0x4dbf }, { 0x20000, 0x2a6df },
        { 0x2a700, 0x2b73f }, { 0x2b740, 0x2b81f }, { 0x2b820, 0x2ceaf }, { 0xf900, 0xfaff }, { 0x2f800, 0x2fa1f } };

    /** The words of a text, in order. */
    List<String> words(final String text) {
        final StringBuilder kept = new StringBuilder(text.length());
        text.codePoints().forEach(c -> keep(c, kept));
        final String letters = dialect == Dialect.ORIGINAL
                ? withoutAccents(lowerCase(Normalizer.normalize(kept, Normalizer.Form.NFC)))
                : lowerCase(withoutAccents(kept.toString()));
        final List<String> words = new ArrayList<>();
        final StringBuilder word = new StringBuilder();
        letters.codePoints().forEach(c -> {
            final boolean sign = isPunctuation(c);
            if (sign || isSpace(c))
                end(word, words);
            if (sign)
                words.add(Character.toString(c));
            else if (!isSpace(c))
                word.appendCodePoint(c);
        });
        end(word, words);
        return words;
    }

    private void keep(final int c, final StringBuilder kept) {
        if (clean && (c == 0 || c == 0xfffd || isControl(c)))
            return;
        final boolean alone = chinese && isChinese(c);
        kept.append(alone ? " " : "").appendCodePoint(c).append(alone ? " " : "");
    }

    private String withoutAccents(final String text) {
        if (!accents)
            return text;
        return Normalizer.normalize(text, Normalizer.Form.NFD).codePoints()
                .filter(c -> Character.getType(c) != Character.NON_SPACING_MARK)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append).toString();
    }

    private String lowerCase(final String text) {
        if (!lower)
            return text;
        return dialect == Dialect.ORIGINAL ? text.toLowerCase(Locale.ROOT)
                : text.codePoints().mapToObj(c -> Character.toString(c).toLowerCase(Locale.ROOT))
                        .collect(Collectors.joining());
    }

    private static void end(final StringBuilder word, final List<String> words) {
        if (word.length() > 0)
            words.add(word.toString());
        word.setLength(0);
    }

    private boolean isControl(final int c) {
        if (c == '\t' || c == '\n' || c == '\r')
            return false;
        return switch (Character.getType(c)) {
            case Character.CONTROL, Character.FORMAT, Character.PRIVATE_USE, Character.SURROGATE -> true;
            case Character.UNASSIGNED -> dialect == Dialect.ORIGINAL;
            default -> false;
        };
    }

    private static boolean isChinese(final int c) {
        for (final int[] block : CHINESE)
            if (c >= block[0] && c <= block[1])
                return true;
        return false;
    }

    /** Unicode's white space; tab and line ends are among it. */
    private static boolean isSpace(final int c) {
        return Character.isSpaceChar(c) || c >= '\t' && c <= '\r' || c >= 0x1c && c <= 0x1f || c == 0x85;
    }

    /** Unicode's punctuation, and every ASCII sign, such as $ and ^, which Unicode counts as a symbol. */
    private static boolean isPunctuation(final int c) {
        if (c > ' ' && c < 0x7f)
            return !Character.isLetterOrDigit(c);
        return switch (Character.getType(c)) {
            case Character.CONNECTOR_PUNCTUATION, Character.DASH_PUNCTUATION, Character.START_PUNCTUATION,
                    Character.END_PUNCTUATION, Character.INITIAL_QUOTE_PUNCTUATION, Character.FINAL_QUOTE_PUNCTUATION,
                    Character.OTHER_PUNCTUATION -> true;
            default -> false;
        };
    }
}
