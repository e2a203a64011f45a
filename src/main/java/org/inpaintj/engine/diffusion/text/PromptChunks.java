package org.inpaintj.engine.diffusion.text;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

import org.inpaintj.engine.diffusion.text.PromptWeights.Span;

/**
 * The WebUI's chunks: a prompt is cut into pieces of the text encoder's length, for CLIP of 75 tokens. A chunk that is
 * full is cut after its last comma if that is near; BREAK begins a new one.
 */
public final class PromptChunks {

    /** How many tokens back a comma may be, by default. */
    public static final int BACKTRACK = 20;

    /**
     * Tokens of one run of the text encoder.
     *
     * @param ids     with beginning, end and padding
     * @param weights one a token, 1 for those that are not content
     */
    public record Chunk(int[] ids, float[] weights) {
    }

    private final PromptTokenizer tokenizer;
    private final int backtrack;
    private final int capacity;
    private final List<Chunk> done = new ArrayList<>();
    private List<Integer> tokens = new ArrayList<>();
    private List<Float> weights = new ArrayList<>();
    private int comma = -1;

    private PromptChunks(final PromptTokenizer tokenizer, final int backtrack) {
        this.tokenizer = tokenizer;
        this.backtrack = backtrack;
        this.capacity = tokenizer.length() - 2;
    }

    /**
     * @param backtrack how many tokens back a comma may be for a full chunk to be cut there; 0 cuts anywhere
     * @return at least one chunk
     */
    public static List<Chunk> of(final String prompt, final PromptTokenizer tokenizer, final int backtrack,
            final Emphasis emphasis) {
        final PromptChunks chunks = new PromptChunks(tokenizer, backtrack);
        for (final Span span : emphasis == Emphasis.NONE ? List.of(new Span(prompt, 1)) : PromptWeights.parse(prompt)) {
            if (span.isBreak()) {
                chunks.close(chunks.tokens.size());
                continue;
            }
            for (final int token : tokenizer.tokenize(span.text()))
                chunks.add(token, (float) span.weight());
        }
        if (!chunks.tokens.isEmpty() || chunks.done.isEmpty())
            chunks.close(chunks.tokens.size());
        return chunks.done;
    }

    /** As many chunks as asked for, the missing ones empty, so that two prompts can share a network call. */
    public static List<Chunk> padded(final List<Chunk> chunks, final int count, final PromptTokenizer tokenizer) {
        final List<Chunk> out = new ArrayList<>(chunks);
        while (out.size() < count)
            out.addAll(of("", tokenizer, 0, Emphasis.NONE));
        return out;
    }

    private void add(final int token, final float weight) {
        if (token == tokenizer.comma())
            comma = tokens.size();
        else if (backtrack > 0 && tokens.size() == capacity && comma >= 0 && tokens.size() - comma <= backtrack)
            close(comma + 1);
        if (tokens.size() == capacity || tokens.size() + tokenizer.together(token) > capacity)
            close(tokens.size());
        tokens.add(token);
        weights.add(weight);
    }

    /** Ends the chunk after {@code count} tokens; the others begin the next. */
    private void close(final int count) {
        final int[] ids = new int[tokenizer.length()];
        final float[] w = new float[ids.length];
        Arrays.fill(ids, tokenizer.pad());
        Arrays.fill(w, 1);
        ids[0] = tokenizer.begin();
        ids[count + 1] = tokenizer.end();
        for (int i = 0; i < count; i++) {
            ids[i + 1] = tokens.get(i);
            w[i + 1] = weights.get(i);
        }
        done.add(new Chunk(ids, w));
        tokens = new ArrayList<>(tokens.subList(count, tokens.size()));
        weights = new ArrayList<>(weights.subList(count, weights.size()));
        comma = -1;
    }
}
