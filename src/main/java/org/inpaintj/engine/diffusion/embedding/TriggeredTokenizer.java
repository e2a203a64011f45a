package org.inpaintj.engine.diffusion.embedding;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.IntStream;

import org.inpaintj.core.InpaintException;
import org.inpaintj.model.folder.TextEncoderFile;
import org.inpaintj.onnx.Tensor;
import org.inpaintj.tokenizer.Tokenizer;

/**
 * A tokenizer that knows the words of textual inversions: in their place it puts tokens beyond the vocabulary, one for
 * each vector. The longest word wins; {@code embedding:word} is the word too, as in ComfyUI. For one thread.
 */
public final class TriggeredTokenizer implements Tokenizer {

    private static final String PREFIX = "embedding:";

    private record Trigger(int[] tokens, String name) {
    }

    private final Tokenizer plain;
    private final TextEncoderFile encoder;
    private final EmbeddingFolder folder;
    private final boolean last;
    private final Map<Integer, List<Trigger>> triggers = new HashMap<>();
    private final Map<String, int[]> ids = new HashMap<>();
    private final Map<Integer, Integer> lengths = new HashMap<>();
    private final List<float[]> vectors = new ArrayList<>();

    /**
     * @param encoder whose tokens these are
     * @param folder  of the words
     * @param last    whether the other encoders of the model read a text before this one
     */
    public TriggeredTokenizer(final Tokenizer plain, final TextEncoderFile encoder, final EmbeddingFolder folder,
            final boolean last) {
        this.plain = plain;
        this.encoder = encoder;
        this.folder = folder;
        this.last = last;
        for (final String name : folder.names())
            for (final String text : List.of(name, PREFIX + name)) {
                final int[] tokens = plain.tokens(text);
                if (tokens.length > 0)
                    triggers.computeIfAbsent(tokens[0], first -> new ArrayList<>()).add(new Trigger(tokens, name));
            }
    }

    @Override
    public int[] tokens(final String text) {
        final int[] all = plain.tokens(text);
        if (triggers.isEmpty())
            return all;
        final IntStream.Builder out = IntStream.builder();
        for (int i = 0; i < all.length;) {
            final Optional<Trigger> trigger = at(all, i);
            final Optional<int[]> instead = trigger.flatMap(t -> ids(t.name()));
            if (instead.isPresent()) {
                Arrays.stream(instead.get()).forEach(out::add);
                i += trigger.get().tokens().length;
            } else
                out.add(all[i++]);
        }
        return out.build().toArray();
    }

    private Optional<Trigger> at(final int[] all, final int from) {
        Optional<Trigger> best = Optional.empty();
        for (final Trigger trigger : triggers.getOrDefault(all[from], List.of())) {
            final int end = from + trigger.tokens().length;
            if (end <= all.length && Arrays.equals(trigger.tokens(), Arrays.copyOfRange(all, from, end))
                    && best.filter(b -> b.tokens().length >= trigger.tokens().length).isEmpty())
                best = Optional.of(trigger);
        }
        return best;
    }

    /** The tokens of a word; empty where its vectors are for another encoder of the model. */
    private Optional<int[]> ids(final String name) {
        if (ids.containsKey(name))
            return Optional.of(ids.get(name));
        if (folder.isChance(name) && encoder.vectors().isEmpty()) {
            folder.stays(name, "the export to ONNX does not tell where it looks words up");
            return Optional.empty();
        }
        final TextEncoderFile.Vectors input = encoder.vectors().orElseThrow(() -> new InpaintException("The prompt"
                + " uses the embedding " + name + ", but " + encoder.network().file() + " is an export to ONNX"
                + " that does not tell where it looks words up; use the checkpoint of the model, or take the word out"
                + " of the prompt."));
        final Embedding embedding;
        try {
            embedding = folder.get(name);
        } catch (final InpaintException e) {
            if (!folder.isChance(name))
                throw e;
            folder.stays(name, "it cannot be read");
            return Optional.empty();
        }
        final Optional<List<float[]>> rows = embedding.forEncoder(encoder);
        if (rows.isEmpty()) {
            if (last && folder.isChance(name) && !folder.fits(name))
                folder.stays(name, "its vectors have " + embedding.widths() + " features, as those of another family");
            else if (last && !folder.fits(name))
                throw new InpaintException(embedding.file() + " was made for another family: its vectors have "
                        + embedding.widths() + " features, and the text encoder of this model "
                        + encoder.width() + "; take the word " + name + " out of the prompt.");
            return Optional.empty();
        }
        folder.fitted(name);
        final int first = input.first() + vectors.size();
        vectors.addAll(rows.get());
        final int[] made = IntStream.range(first, first + rows.get().size()).toArray();
        lengths.put(first, made.length);
        ids.put(name, made);
        return Optional.of(made);
    }

    /** How many tokens from this one on belong together: 1 for an ordinary one. */
    public int together(final int token) {
        return lengths.getOrDefault(token, 1);
    }

    /**
     * The vectors of all tokens beyond the vocabulary so far, of shape count, width; one of zeros if there are none.
     */
    public Tensor vectors() {
        final float[] all = new float[Math.max(1, vectors.size()) * encoder.width()];
        for (int i = 0; i < vectors.size(); i++)
            System.arraycopy(vectors.get(i), 0, all, i * encoder.width(), encoder.width());
        return Tensor.of(all, all.length / encoder.width(), encoder.width());
    }

    @Override
    public OptionalInt start() {
        return plain.start();
    }

    @Override
    public int end() {
        return plain.end();
    }

    @Override
    public int pad() {
        return plain.pad();
    }
}
