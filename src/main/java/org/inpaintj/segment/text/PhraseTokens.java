package org.inpaintj.segment.text;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

import org.inpaintj.core.InpaintException;
import org.inpaintj.onnx.Tensor;
import org.inpaintj.tokenizer.Tokenizer;

/**
 * These tokens are phrases as GroundingDINO (Liu et al. 2023) reads them: start, the tokens of each phrase and a full
 * stop after it, end, perhaps padding. Words see only the words of their own phrase, and positions count from its first
 * word.
 *
 * @param ids    tokens
 * @param phrase for each token the phrase that it belongs to, its full stop included, 0-based; -1 for the others
 * @param length tokens without the padding
 */
record PhraseTokens(int[] ids, int[] phrase, int length) {

    /**
     * @param limit  the most tokens the network reads
     * @param padded tokens to pad to, or -1
     * @throws InpaintException if they are more, or a phrase contains a token that would end it
     */
    static PhraseTokens of(final List<String> phrases, final Tokenizer tokenizer, final int limit, final int padded) {
        final int stop = stop(tokenizer), start = tokenizer.start().orElseThrow();
        final IntStream.Builder ids = IntStream.builder(), owners = IntStream.builder();
        ids.add(start);
        owners.add(-1);
        for (int p = 0; p < phrases.size(); p++) {
            for (final int id : tokenizer.tokens(phrases.get(p))) {
                if (id == start || id == stop || id == tokenizer.end() || phrases.get(p).indexOf('?') >= 0)
                    throw new InpaintException("The phrase '" + phrases.get(p)
                            + "' contains a full stop, a question mark or a special token; leave them out.");
                ids.add(id);
                owners.add(p);
            }
            ids.add(stop);
            owners.add(p);
        }
        ids.add(tokenizer.end());
        owners.add(-1);
        final int[] all = ids.build().toArray(), of = owners.build().toArray();
        if (all.length > limit)
            throw new InpaintException("The phrase"
                    + (phrases.size() > 1 ? "s together have " : " '" + brief(phrases.get(0))
                    + "' has ") + all.length + " tokens, but the network reads at most " + limit
                    + " at once; use fewer or shorter phrases.");
        final int size = Math.max(all.length, padded);
        final int[] paddedIds = Arrays.copyOf(all, size), paddedOf = Arrays.copyOf(of, size);
        Arrays.fill(paddedIds, all.length, size, tokenizer.pad());
        Arrays.fill(paddedOf, all.length, size, -1);
        return new PhraseTokens(paddedIds, paddedOf, all.length);
    }

    private static int stop(final Tokenizer tokenizer) {
        final int[] stop = tokenizer.tokens(".");
        if (stop.length != 1 || tokenizer.start().isEmpty())
            throw new InpaintException("The tokenizer of the model knows no full stop or no start; it is not BERT's, so"
                    + " download the files of the model again.");
        return stop[0];
    }

    private static String brief(final String phrase) {
        return phrase.length() <= 40 ? phrase : phrase.substring(0, 40) + "...";
    }

    /** True for tokens of phrases, their full stops included; the index may be beyond the end. */
    boolean isPhrase(final int token) {
        return token < phrase.length && phrase[token] >= 0;
    }

    /** True for tokens of phrases without their full stops. */
    boolean isWord(final int token) {
        return isPhrase(token) && isPhrase(token + 1) && phrase[token] == phrase[token + 1];
    }

    /** The tokens, [1, tokens]. */
    Tensor tokens() {
        return tensor(ids);
    }

    /** 1 for tokens and 0 for padding, [1, tokens]. */
    Tensor present() {
        return tensor(IntStream.range(0, ids.length).map(i -> i < length ? 1 : 0).toArray());
    }

    /** 0 everywhere, [1, tokens]: the text is one sentence. */
    Tensor types() {
        return Tensor.zeros(1, ids.length);
    }

    /** Place of each token within its phrase, 0-based, [1, tokens]. */
    Tensor positions() {
        final int[] first = first();
        return tensor(IntStream.range(0, ids.length).map(i -> i - first[i]).toArray());
    }

    /**
     * 1 where the second token sees the first one: those of one phrase each other, all others themselves, [1, n, n].
     */
    Tensor sight() {
        final int n = ids.length;
        final int[] first = first();
        final Tensor sight = Tensor.zeros(1, n, n);
        for (int i = 0; i < n; i++)
            for (int j = 0; j < n; j++)
                if (first[i] == first[j])
                    sight.buffer().put(i * n + j, 1);
        return sight;
    }

    /** For each token the first one of its phrase; itself if it belongs to none. */
    private int[] first() {
        final int[] first = new int[ids.length];
        for (int i = 0; i < first.length; i++)
            first[i] = i > 0 && phrase[i] >= 0 && phrase[i] == phrase[i - 1] ? first[i - 1] : i;
        return first;
    }

    private static Tensor tensor(final int[] values) {
        final Tensor tensor = Tensor.zeros(1, values.length);
        for (int i = 0; i < values.length; i++)
            tensor.buffer().put(i, values[i]);
        return tensor;
    }
}
