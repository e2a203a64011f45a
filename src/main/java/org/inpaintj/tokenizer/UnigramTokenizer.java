package org.inpaintj.tokenizer;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;

import org.inpaintj.core.JsonConfig;

/** The tokenizer of T5 (Raffel et al. 2020), read from tokenizer.json. */
final class UnigramTokenizer implements Tokenizer {

    private final UnaryOperator<String> normaliser;
    private final Metaspace metaspace;
    private final Unigram model;
    private final Map<String, Added> added = new HashMap<>();
    private final Pattern addedPattern;
    private final int end, pad;

    /** A token that is found in the text before anything else. */
    private record Added(int id, boolean eatsLeft, boolean eatsRight) {
    }

    private UnigramTokenizer(final Path folder, final JsonConfig json) {
        normaliser = TokenizerNormalizers.read(json.child("normalizer"));
        metaspace = Metaspace.read(json.child("pre_tokenizer"));
        model = model(json.child("model"));
        for (final JsonConfig token : json.children("added_tokens"))
            added.put(token.text("content", ""), new Added(token.whole("id", 0), token.flag("lstrip", false),
                    token.flag("rstrip", false)));
        addedPattern = Pattern.compile(added.keySet().stream().filter(t -> !t.isEmpty())
                .sorted(Comparator.comparingInt(String::length).reversed()).map(Pattern::quote)
                .collect(Collectors.joining("|", "", added.isEmpty() ? "(?!)" : "")));
        final JsonConfig special = SpecialTokens.config(folder);
        end = SpecialTokens.id(folder, this::id, SpecialTokens.token(special, "eos_token", "</s>"));
        pad = SpecialTokens.id(folder, this::id, SpecialTokens.token(special, "pad_token", "<pad>"));
    }

    static UnigramTokenizer read(final Path folder, final JsonConfig json) {
        return new UnigramTokenizer(folder, json);
    }

    private static Unigram model(final JsonConfig json) {
        final List<String> pieces = new ArrayList<>();
        final JsonArray vocabulary = json.raw("vocab").getAsJsonArray();
        final double[] scores = new double[vocabulary.size()];
        for (final JsonElement entry : vocabulary) {
            scores[pieces.size()] = entry.getAsJsonArray().get(1).getAsDouble();
            pieces.add(entry.getAsJsonArray().get(0).getAsString());
        }
        return new Unigram(pieces, scores, json.whole("unk_id", 0), json.flag("byte_fallback", false));
    }

    private Integer id(final String token) {
        return added.containsKey(token) ? Integer.valueOf(added.get(token).id()) : model.id(token);
    }

    @Override
    public int[] tokens(final String text) {
        final IntStream.Builder ids = IntStream.builder();
        final Matcher special = addedPattern.matcher(text);
        int from = 0;
        boolean strip = false;
        while (special.find()) {
            final Added token = added.get(special.group());
            final String before = text.substring(from, special.start());
            cut(strip ? before.stripLeading() : before, token.eatsLeft(), from == 0, ids);
            ids.add(token.id());
            strip = token.eatsRight();
            from = special.end();
        }
        final String rest = text.substring(from);
        cut(strip ? rest.stripLeading() : rest, false, from == 0, ids);
        return ids.build().toArray();
    }

    private void cut(final String text, final boolean strip, final boolean first, final IntStream.Builder ids) {
        final String piece = strip ? text.stripTrailing() : text;
        if (!piece.isEmpty())
            metaspace.words(normaliser.apply(piece), first).forEach(word -> model.split(word, ids::add));
    }

    @Override
    public OptionalInt start() {
        return OptionalInt.empty();
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
