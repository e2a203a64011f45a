package org.inpaintj.tokenizer;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.OptionalInt;

import org.inpaintj.core.InpaintException;
import org.inpaintj.model.folder.TokenizerSource;

/** Turns text into the numbers that a text encoder reads. Immutable and thread-safe. */
public interface Tokenizer {

    /** The tokens of a text alone: no start, no end, nothing cut off. */
    int[] tokens(String text);

    /** The token before a text, if the encoder wants one. */
    OptionalInt start();

    /** The token after a text. */
    int end();

    /** The token that fills the rest. */
    int pad();

    /** How many tokens of a text fit into a sequence of {@code length}. */
    default int room(final int length) {
        return length - 1 - (start().isPresent() ? 1 : 0);
    }

    /**
     * A sequence of {@code length}: start, as many of the tokens as fit, end, padding.
     *
     * @param length at least 2
     */
    default int[] frame(final int[] tokens, final int length) {
        final int[] framed = new int[length];
        Arrays.fill(framed, pad());
        int at = 0;
        if (start().isPresent())
            framed[at++] = start().getAsInt();
        final int count = Math.min(tokens.length, room(length));
        System.arraycopy(tokens, 0, framed, at, count);
        framed[at + count] = end();
        return framed;
    }

    /** {@link #frame} of the {@link #tokens} of a text. */
    default int[] encode(final String text, final int length) {
        return frame(tokens(text), length);
    }

    /** Reads a tokenizer from where it comes from, see {@link #read(Path)}. */
    static Tokenizer read(final TokenizerSource source) {
        return source instanceof TokenizerSource.Folder folder ? read(folder.path())
                : ClipTokenizer.bundled(((TokenizerSource.Bundled) source).padsWithEnd());
    }

    /**
     * Reads the tokenizer of a folder: vocab.json and merges.txt of CLIP, the tokenizer.json of any kind, or BERT's
     * vocab.txt.
     *
     * @throws InpaintException if there is none, or it is damaged or of another kind
     */
    static Tokenizer read(final Path folder) {
        final Path json = folder.resolve("tokenizer.json"), vocabulary = folder.resolve("vocab.json"),
                merges = folder.resolve("merges.txt"), words = folder.resolve("vocab.txt");
        if (Files.exists(vocabulary) && Files.exists(merges))
            return ClipTokenizer.read(folder, vocabulary, merges);
        if (Files.exists(json))
            return JsonTokenizers.read(folder, json);
        if (Files.exists(words))
            return WordPieceTokenizer.read(folder, words);
        throw new InpaintException(folder + " holds no tokenizer (vocab.json with merges.txt, tokenizer.json, or "
                + "vocab.txt); download it too.");
    }
}
