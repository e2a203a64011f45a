package org.inpaintj.tokenizer;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import org.inpaintj.core.InpaintException;
import org.inpaintj.core.JsonConfig;

/**
 * The tokenizer of BERT (Devlin et al. 2019): each word is cut from the left into the longest pieces that the
 * vocabulary has (Wu et al. 2016). Special tokens such as {@code [SEP]} may be written in a text.
 */
final class WordPieceTokenizer implements Tokenizer {

    private static final long MAX_BYTES = 64 << 20;

    private final Map<String, Integer> vocabulary;
    private final BertPreTokenizer text;
    private final String prefix;
    private final int longest;
    private final Pattern specials;
    private final int start, end, pad, unknown;

    private WordPieceTokenizer(final Path folder, final Map<String, Integer> vocabulary, final BertPreTokenizer text,
            final String prefix, final int longest, final Set<String> added) {
        this.vocabulary = vocabulary;
        this.text = text;
        this.prefix = prefix;
        this.longest = longest;
        final JsonConfig config = SpecialTokens.config(folder);
        final List<String> tokens = List.of(SpecialTokens.token(config, "cls_token", "[CLS]"),
                SpecialTokens.token(config, "sep_token", "[SEP]"), SpecialTokens.token(config, "pad_token", "[PAD]"),
                SpecialTokens.token(config, "unk_token", "[UNK]"));
        start = SpecialTokens.id(folder, vocabulary::get, tokens.get(0));
        end = SpecialTokens.id(folder, vocabulary::get, tokens.get(1));
        pad = SpecialTokens.id(folder, vocabulary::get, tokens.get(2));
        unknown = SpecialTokens.id(folder, vocabulary::get, tokens.get(3));
        final Set<String> whole = new LinkedHashSet<>(tokens);
        whole.add(SpecialTokens.token(config, "mask_token", "[MASK]"));
        whole.addAll(added);
        specials = Pattern.compile(whole.stream().filter(t -> !t.isEmpty() && vocabulary.containsKey(t))
                .sorted(Comparator.comparingInt(String::length).reversed()).map(Pattern::quote)
                .collect(Collectors.joining("|")));
    }

    /** From the vocabulary of the original program, a token a line, and the switches of tokenizer_config.json. */
    static WordPieceTokenizer read(final Path folder, final Path file) {
        final Map<String, Integer> vocabulary = new HashMap<>();
        try {
            if (Files.size(file) > MAX_BYTES)
                throw new InpaintException(file + " is too large for a vocabulary; download the folder again.");
            final String[] lines = Files.readString(file, StandardCharsets.UTF_8).split("\r\n|\r|\n");
            for (int i = 0; i < lines.length; i++)
                vocabulary.put(lines[i], i);
        } catch (final IOException e) {
            throw new InpaintException(file + " cannot be read (" + e.getMessage() + "); download it again.", e);
        }
        final JsonConfig config = SpecialTokens.config(folder);
        final boolean lower = config.flag("do_lower_case", true);
        return new WordPieceTokenizer(folder, vocabulary,
                new BertPreTokenizer(true, config.flag("tokenize_chinese_chars", true),
                config.flag("strip_accents", lower), lower, BertPreTokenizer.Dialect.ORIGINAL), "##", 100, Set.of());
    }

    /** From tokenizer.json. */
    static WordPieceTokenizer read(final Path folder, final JsonConfig json) {
        final JsonConfig model = json.child("model"), words = json.child("model").child("vocab"),
                normaliser = json.child("normalizer");
        if (!normaliser.text("type", "").equals("BertNormalizer")
                || !json.child("pre_tokenizer").text("type", "").equals("BertPreTokenizer"))
            throw new InpaintException(json + " is no tokenizer of BERT; use the one of the model.");
        final Map<String, Integer> vocabulary = new HashMap<>();
        for (final String token : words.keys())
            vocabulary.put(token, words.whole(token, 0));
        final Set<String> added = new LinkedHashSet<>();
        for (final JsonConfig token : json.children("added_tokens")) {
            added.add(token.text("content", ""));
            vocabulary.putIfAbsent(token.text("content", ""), token.whole("id", 0));
        }
        final boolean lower = normaliser.flag("lowercase", true);
        return new WordPieceTokenizer(folder, vocabulary, new BertPreTokenizer(normaliser.flag("clean_text", true),
                normaliser.flag("handle_chinese_chars", true), normaliser.flag("strip_accents", lower), lower,
                BertPreTokenizer.Dialect.TOKENIZERS), model.text("continuing_subword_prefix", "##"),
                model.whole("max_input_chars_per_word", 100), added);
    }

    @Override
    public int[] tokens(final String written) {
        final IntStream.Builder ids = IntStream.builder();
        SpecialTokens.part(specials, written, piece -> text.words(piece).forEach(word -> split(word, ids)),
                token -> ids.add(vocabulary.get(token)));
        return ids.build().toArray();
    }

    private void split(final String word, final IntStream.Builder ids) {
        final IntStream.Builder pieces = IntStream.builder();
        if (word.codePointCount(0, word.length()) > longest) {
            ids.add(unknown);
            return;
        }
        for (int from = 0; from < word.length();) {
            int to = word.length();
            Integer id = null;
            while (to > from && (id = vocabulary.get((from > 0 ? prefix : "") + word.substring(from, to))) == null)
                to = word.offsetByCodePoints(to, -1);
            if (id == null) {
                ids.add(unknown);
                return;
            }
            pieces.add(id);
            from = to;
        }
        pieces.build().forEach(ids::add);
    }

    @Override
    public OptionalInt start() {
        return OptionalInt.of(start);
    }

    @Override
    public int end() {
        return end;
    }

    @Override
    public int pad() {
        return pad;
    }
}
