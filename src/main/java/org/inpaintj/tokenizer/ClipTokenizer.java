package org.inpaintj.tokenizer;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.zip.GZIPInputStream;

import com.google.gson.JsonElement;

import org.inpaintj.core.InpaintException;
import org.inpaintj.core.JsonConfig;
import org.inpaintj.model.folder.ClipSpecialTokens;

/**
 * The tokenizer of CLIP (Radford et al. 2021): cleaned lower-case text, cut into words, single digits and runs of
 * signs, then into byte pairs. Texts are cleaned with {@link TextRepair} as by the original program.
 */
final class ClipTokenizer implements Tokenizer {

    private static final Pattern WORD = Pattern.compile("<\\|startoftext\\|>|<\\|endoftext\\|>|'s|'t|'re|'ve|'m|'ll|'d"
            + "|[\\p{L}]+|[\\p{N}]|[^\\s\\p{L}\\p{N}]+", Pattern.UNICODE_CHARACTER_CLASS);
    private static final Pattern SPACE = Pattern.compile("\\s+", Pattern.UNICODE_CHARACTER_CLASS);
    private static final String START = "<|startoftext|>", END = "<|endoftext|>", WORD_END = "</w>";
    private static final Set<String> WHOLE = Set.of(START, END);
    /** Of the original program, MIT licence. */
    private static final String BUNDLED = "bpe_simple_vocab_16e6.txt.gz";
    private static final int MOST_BYTES = 16 << 20;
    /** What the original reads of its merges: its vocabulary less the bytes, twice, and two special tokens. */
    private static final int MAX_MERGES = 49152 - 256 - 2;

    private final Map<String, Integer> vocabulary;
    private final BytePairEncoding pairs;
    private final Pattern specials;
    private final int start, end, pad, unknown;

    private ClipTokenizer(final Map<String, Integer> vocabulary, final BytePairEncoding pairs, final int pad) {
        this.vocabulary = vocabulary;
        this.pairs = pairs;
        specials = Pattern.compile(Pattern.quote(START) + '|' + Pattern.quote(END));
        start = vocabulary.get(START);
        end = vocabulary.get(END);
        unknown = end;
        this.pad = pad < 0 ? end : pad;
    }

    private ClipTokenizer(final Path folder, final Map<String, Integer> vocabulary, final BytePairEncoding pairs) {
        this.vocabulary = vocabulary;
        this.pairs = pairs;
        final ClipSpecialTokens specialTokens = ClipSpecialTokens.read(folder);
        final JsonConfig added = SpecialTokens.config(folder).child("added_tokens_decoder");
        final Set<String> texts = new TreeSet<>(Comparator.comparingInt(String::length).reversed()
                .thenComparing(Comparator.naturalOrder()));
        texts.addAll(List.of(specialTokens.start(), specialTokens.end(), specialTokens.pad(), specialTokens.unknown()));
        for (final String id : added.keys()) {
            texts.add(added.child(id).text("content", specialTokens.end()));
            vocabulary.putIfAbsent(added.child(id).text("content", specialTokens.end()), number(folder, id));
        }
        specials = Pattern.compile(texts.stream().filter(t -> !t.isEmpty()).map(Pattern::quote)
                .collect(Collectors.joining("|")));
        start = SpecialTokens.id(folder, vocabulary::get, specialTokens.start());
        end = SpecialTokens.id(folder, vocabulary::get, specialTokens.end());
        pad = SpecialTokens.id(folder, vocabulary::get, specialTokens.pad());
        unknown = SpecialTokens.id(folder, vocabulary::get, specialTokens.unknown());
    }

    /**
     * With the vocabulary that all CLIPs share, made as by the original program: letters that stand for bytes, the same
     * at the end of words, what is merged, and two special tokens.
     *
     * @param padsWithEnd whether texts are filled with the token that ends them, or with id 0
     */
    static ClipTokenizer bundled(final boolean padsWithEnd) {
        final List<String[]> merges = new ArrayList<>();
        try (InputStream packed = ClipTokenizer.class.getResourceAsStream(BUNDLED);
                BufferedReader lines = new BufferedReader(new InputStreamReader(new GZIPInputStream(packed),
                        StandardCharsets.UTF_8))) {
            lines.lines().skip(1).limit(MAX_MERGES).forEach(line -> merges.add(line.strip().split(" ")));
        } catch (final IOException e) {
            throw new UncheckedIOException(BUNDLED + " is damaged: install the program again", e);
        }
        final List<String> letters = BytePairEncoding.alphabet(), tokens = new ArrayList<>(letters);
        letters.forEach(letter -> tokens.add(letter + WORD_END));
        merges.forEach(pair -> tokens.add(pair[0] + pair[1]));
        tokens.addAll(List.of(START, END));
        final Map<String, Integer> vocabulary = new HashMap<>();
        for (int id = 0; id < tokens.size(); id++)
            vocabulary.put(tokens.get(id), id);
        return new ClipTokenizer(vocabulary, new BytePairEncoding(merges), padsWithEnd ? -1 : 0);
    }

    /** From the files of the original program. */
    static ClipTokenizer read(final Path folder, final Path vocabulary, final Path merges) {
        return new ClipTokenizer(folder, vocabulary(JsonConfig.read(vocabulary)), new BytePairEncoding(merges(merges)));
    }

    /** From the model of a tokenizer.json. */
    static ClipTokenizer read(final Path folder, final JsonConfig model) {
        final List<String[]> merges = new ArrayList<>();
        for (final JsonElement merge : model.raw("merges").getAsJsonArray())
            merges.add(merge.isJsonArray()
                    ? new String[] { merge.getAsJsonArray().get(0).getAsString(),
                            merge.getAsJsonArray().get(1).getAsString() }
                    : pair(folder, merge.getAsString()));
        return new ClipTokenizer(folder, vocabulary(model.child("vocab")), new BytePairEncoding(merges));
    }

    private static Map<String, Integer> vocabulary(final JsonConfig json) {
        final Map<String, Integer> vocabulary = new HashMap<>();
        for (final String token : json.keys())
            vocabulary.put(token, json.whole(token, 0));
        return vocabulary;
    }

    private static List<String[]> merges(final Path file) {
        try {
            if (Files.size(file) > MOST_BYTES)
                throw new InpaintException(file + " is too large for the merges of a tokenizer; download it again.");
            final List<String> lines = List.of(Files.readString(file, StandardCharsets.UTF_8).strip().split("\n"));
            final List<String[]> merges = new ArrayList<>();
            for (final String line : lines.subList(1, Math.min(lines.size(), MAX_MERGES + 1)))
                merges.add(pair(file, line));
            return merges;
        } catch (final IOException e) {
            throw new InpaintException(file + " cannot be read (" + e.getMessage() + "); download it again.", e);
        }
    }

    private static String[] pair(final Path file, final String line) {
        final String[] pair = line.strip().split(" ");
        if (pair.length != 2)
            throw new InpaintException(file + " is damaged: '" + line + "' is no pair; download it again.");
        return pair;
    }

    private static int number(final Path folder, final String id) {
        try {
            return Integer.parseInt(id);
        } catch (final NumberFormatException e) {
            throw new InpaintException(folder.resolve("tokenizer_config.json") + " is damaged: the token number '" + id
                    + "' is none; download it again.", e);
        }
    }

    /** Special tokens may be written in the text; what lies between them is cleaned and cut piece by piece. */
    @Override
    public int[] tokens(final String text) {
        final IntStream.Builder ids = IntStream.builder();
        SpecialTokens.part(specials, text, piece -> cut(piece, ids), token -> ids.add(vocabulary.get(token)));
        return ids.build().toArray();
    }

    private void cut(final String text, final IntStream.Builder ids) {
        final String clean = SPACE.matcher(TextRepair.repair(text)).replaceAll(" ").strip().toLowerCase(Locale.ROOT);
        final Matcher word = WORD.matcher(clean);
        while (word.find())
            if (WHOLE.contains(word.group()))
                ids.add(vocabulary.getOrDefault(word.group(), unknown));
            else
                pairs.split(word.group(), piece -> ids.add(vocabulary.getOrDefault(piece, unknown)));
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
