package org.inpaintj.engine.diffusion.text;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import org.inpaintj.core.Progress;
import org.inpaintj.engine.diffusion.embedding.EmbeddingFolder;
import org.inpaintj.engine.diffusion.embedding.TriggeredTokenizer;
import org.inpaintj.engine.diffusion.family.Conditioning;
import org.inpaintj.engine.diffusion.family.DiffusionModel;
import org.inpaintj.engine.diffusion.family.TensorStack;
import org.inpaintj.engine.diffusion.family.TextEncoding;
import org.inpaintj.engine.diffusion.memory.SessionPool;
import org.inpaintj.model.folder.TextEncoderFile;
import org.inpaintj.onnx.Tensor;
import org.inpaintj.tokenizer.Tokenizer;

/**
 * A prompt encoder makes of prompts what the denoiser reads, with weights and in as many chunks as they are long; each
 * is encoded once.
 */
public final class PromptEncoder {

    private final DiffusionModel model;
    private final TextEncoders encoders;
    private final boolean literal;
    private final int skip;
    private final Emphasis emphasis;
    private final Progress progress;
    private final Map<String, Conditioning> done = new HashMap<>();

    /**
     * @param embeddings words of textual inversions
     * @param literal  whether prompts are taken as they stand and cut to one chunk, as in diffusers
     * @param skip     layers to leave out at the end
     * @param emphasis what weights do where prompts are not literal
     */
    public PromptEncoder(final DiffusionModel model, final SessionPool pool, final EmbeddingFolder embeddings,
            final boolean literal, final int skip, final Emphasis emphasis, final Progress progress) {
        this.model = model;
        this.encoders = new TextEncoders(model, pool, embeddings);
        this.literal = literal;
        this.skip = skip;
        this.emphasis = emphasis;
        this.progress = progress;
    }

    /** How many chunks a prompt fills. */
    public int chunks(final String text) {
        int most = 1;
        for (int e = 0; e < model.encoders().size(); e++)
            if (manyChunks() && readsWeights(e))
                most = Math.max(most, PromptChunks.of(text, tokenizer(e), PromptChunks.BACKTRACK, emphasis).size());
        return most;
    }

    private boolean manyChunks() {
        return !literal && model.family().readsManyChunks();
    }

    private boolean readsWeights(final int encoder) {
        return model.family().readsWeights(model.encoders().get(encoder));
    }

    /** Whether part of a prompt is beyond what the encoders take. */
    public boolean isCut(final String text) {
        if (manyChunks())
            return false;
        final TextEncoderFile last = model.encoders().get(model.encoders().size() - 1);
        final Tokenizer tokenizer = encoders.tokenizers().get(model.encoders().size() - 1);
        return tokenizer.tokens(text).length > tokenizer.room(last.length());
    }

    /** @param count chunks to fill up to, at least those of the text, so that prompts can share a network call */
    public Conditioning encode(final String text, final int count) {
        Conditioning known = done.get(text);
        if (known == null) {
            known = literal ? encoders.encode(text, skip, progress) : weighted(text, count);
            done.put(text, known);
        }
        return known;
    }

    private Conditioning weighted(final String text, final int count) {
        final List<List<PromptChunks.Chunk>> clips = new ArrayList<>();
        for (int e = 0; e < model.encoders().size(); e++)
            clips.add(!readsWeights(e) ? List.of() : PromptChunks.padded(
                    PromptChunks.of(text, tokenizer(e), PromptChunks.BACKTRACK, emphasis), count, tokenizer(e)));
        final List<Conditioning> chunks = new ArrayList<>();
        for (int c = 0; c < count; c++) {
            final List<TextEncoding> parts = new ArrayList<>();
            for (int e = 0; e < clips.size(); e++)
                parts.add(readsWeights(e) ? chunk(e, clips.get(e).get(c)) : whole(e, text));
            chunks.add(model.family().join(parts, model.denoiser()));
        }
        return chunks.size() == 1 ? chunks.get(0) : inARow(chunks);
    }

    private TextEncoding chunk(final int encoder, final PromptChunks.Chunk chunk) {
        final TextEncoding plain = encoders.encode(encoder, chunk.ids(), skip, progress);
        final float[] hidden = plain.hidden().array();
        TokenWeights.apply(emphasis, hidden, chunk.weights());
        return new TextEncoding(plain.encoder(), Tensor.of(hidden, plain.hidden().shape()), plain.pooled());
    }

    /** The words without their weights, as T5 reads them. */
    private TextEncoding whole(final int encoder, final String text) {
        final StringBuilder words = new StringBuilder();
        if (emphasis == Emphasis.NONE)
            words.append(text);
        else
            PromptWeights.parse(text).forEach(span -> words.append(span.isBreak() ? " " : span.text()));
        final int length = model.encoders().get(encoder).length();
        return encoders.encode(encoder, encoders.tokenizers().get(encoder).encode(words.toString(), length), skip,
                progress);
    }

    private static Conditioning inARow(final List<Conditioning> chunks) {
        final Tensor first = chunks.get(0).context();
        final Tensor all = Tensor.zeros(1, chunks.size() * first.size(1), first.size(2));
        for (int c = 0; c < chunks.size(); c++)
            TensorStack.place(chunks.get(c).context(), all, (int) (c * first.size(1)), 0);
        return new Conditioning(all, chunks.get(0).pooled());
    }

    private PromptTokenizer tokenizer(final int encoder) {
        final TriggeredTokenizer tokenizer = encoders.tokenizers().get(encoder);
        final int length = model.encoders().get(encoder).length();
        return new PromptTokenizer() {
            @Override
            public int[] tokenize(final String text) {
                return tokenizer.tokens(text);
            }

            @Override
            public int begin() {
                return tokenizer.start().orElseThrow();
            }

            @Override
            public int end() {
                return tokenizer.end();
            }

            @Override
            public int pad() {
                return tokenizer.pad();
            }

            @Override
            public int comma() {
                return tokenizer.tokens(",")[0];
            }

            @Override
            public int together(final int token) {
                return tokenizer.together(token);
            }

            @Override
            public int length() {
                return length;
            }
        };
    }
}
