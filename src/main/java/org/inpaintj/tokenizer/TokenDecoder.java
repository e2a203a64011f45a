package org.inpaintj.tokenizer;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

import org.inpaintj.core.InpaintException;
import org.inpaintj.core.JsonConfig;

/**
 * A token decoder makes text of the token ids that a network writes, as {@code decode} of the Hugging Face tokenizers
 * with {@code skip_special_tokens}: WordPiece as BERT has it, and byte-level BPE as GPT-2 has it. Ids that the
 * vocabulary does not have are passed over. Immutable and thread-safe.
 */
public final class TokenDecoder {

    private static final long MAX_BYTES = 64 << 20;
    /** What BERT keeps apart from the word before and people do not. */
    private static final List<String> TIDY = List.of(" .", " ?", " !", " ,", " n't", " 'm", " 's", " 've", " 're");

    private final Map<Integer, String> tokens;
    private final Set<Integer> special;
    /** What continues a word begins so; empty for byte-level BPE. */
    private final String prefix;
    private final boolean tidiesWords, tidiesText;

    private TokenDecoder(final Path folder, final Map<String, Integer> vocabulary, final Collection<String> special,
            final String prefix, final boolean tidiesWords) {
        tokens = new HashMap<>();
        vocabulary.forEach((token, id) -> tokens.put(id, token));
        final JsonConfig config = SpecialTokens.config(folder);
        final Set<String> all = new HashSet<>(special);
        for (final String key : List.of("bos_token", "eos_token", "unk_token", "sep_token", "pad_token", "cls_token",
                "mask_token"))
            all.add(SpecialTokens.token(config, key, ""));
        this.special = new HashSet<>();
        all.stream().filter(vocabulary::containsKey).forEach(token -> this.special.add(vocabulary.get(token)));
        final JsonConfig added = config.child("added_tokens_decoder");
        for (final String id : added.keys())
            if (added.child(id).flag("special", false) && id.matches("\\d{1,9}"))
                this.special.add(Integer.parseInt(id));
        this.prefix = prefix;
        this.tidiesWords = tidiesWords;
        tidiesText = config.flag("clean_up_tokenization_spaces", false);
    }

    /**
     * Reads what a folder says of its tokens: tokenizer.json, vocab.json with merges.txt, or BERT's vocab.txt.
     *
     * @throws InpaintException if there is none of these, or it is damaged or of another kind
     */
    public static TokenDecoder read(final Path folder) {
        final Path json = folder.resolve("tokenizer.json"), bytes = folder.resolve("vocab.json"),
                words = folder.resolve("vocab.txt");
        if (Files.exists(json))
            return read(folder, JsonConfig.read(json));
        if (Files.exists(bytes))
            return new TokenDecoder(folder, vocabulary(JsonConfig.read(bytes)), List.of(), "", false);
        if (Files.exists(words))
            return new TokenDecoder(folder, lines(words), List.of("[UNK]", "[SEP]", "[PAD]", "[CLS]", "[MASK]"), "##",
                    true);
        throw new InpaintException(folder + " holds no tokenizer (tokenizer.json, vocab.json, or vocab.txt); download "
                + "it too.");
    }

    private static TokenDecoder read(final Path folder, final JsonConfig json) {
        final JsonConfig decoder = json.child("decoder"), model = json.child("model");
        final String type = decoder.text("type", "");
        if (!type.equals("WordPiece") && !type.equals("ByteLevel"))
            throw new InpaintException(json + " makes text of tokens by '" + type + "'; WordPiece, as BERT has it, and "
                    + "ByteLevel, as GPT-2 has it, are supported.");
        if (!model.isObject("vocab"))
            throw new InpaintException(json + " is damaged: it has no vocabulary; download it again.");
        final Map<String, Integer> vocabulary = vocabulary(model.child("vocab"));
        final List<String> special = new ArrayList<>();
        for (final JsonConfig token : json.children("added_tokens")) {
            vocabulary.put(token.text("content", ""), token.whole("id", 0));
            if (token.flag("special", false))
                special.add(token.text("content", ""));
        }
        final boolean words = type.equals("WordPiece");
        return new TokenDecoder(folder, vocabulary, special, words ? decoder.text("prefix", "##") : "",
                words && decoder.flag("cleanup", true));
    }

    private static Map<String, Integer> vocabulary(final JsonConfig json) {
        final Map<String, Integer> vocabulary = new HashMap<>();
        for (final String token : json.keys())
            vocabulary.put(token, json.whole(token, 0));
        return vocabulary;
    }

    private static Map<String, Integer> lines(final Path file) {
        try {
            if (Files.size(file) > MAX_BYTES)
                throw new InpaintException(file + " is too large for a vocabulary; download the folder again.");
            final Map<String, Integer> vocabulary = new HashMap<>();
            final String[] lines = Files.readString(file, StandardCharsets.UTF_8).split("\r\n|\r|\n");
            for (int i = 0; i < lines.length; i++)
                vocabulary.put(lines[i], i);
            return vocabulary;
        } catch (final IOException e) {
            throw new InpaintException(file + " cannot be read (" + e.getMessage() + "); download it again.", e);
        }
    }

    /** The text of some tokens, without the special ones. */
    public String text(final int... ids) {
        final List<String> pieces = new ArrayList<>();
        for (final int id : ids)
            if (!special.contains(id) && tokens.containsKey(id))
                pieces.add(tokens.get(id));
        final String text = prefix.isEmpty() ? BytePairEncoding.text(String.join("", pieces)) : words(pieces);
        return tidiesText ? tidy(text).replace(" ' ", "'") : text;
    }

    private String words(final List<String> pieces) {
        final StringBuilder text = new StringBuilder();
        for (int i = 0; i < pieces.size(); i++) {
            final String piece = pieces.get(i);
            final String word = i == 0 ? piece : piece.startsWith(prefix) ? piece.substring(prefix.length()) : " "
                    + piece;
            text.append(tidiesWords ? tidy(word) : word);
        }
        return text.toString();
    }

    private static String tidy(final String text) {
        String tidied = text;
        for (final String apart : TIDY)
            tidied = tidied.replace(apart, apart.substring(1));
        return tidied;
    }
}
