package org.inpaintj.engine.diffusion.text;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.inpaintj.core.InpaintException;
import org.inpaintj.core.Progress;
import org.inpaintj.engine.diffusion.embedding.EmbeddingFolder;
import org.inpaintj.engine.diffusion.embedding.TriggeredTokenizer;
import org.inpaintj.engine.diffusion.family.Conditioning;
import org.inpaintj.engine.diffusion.family.DiffusionModel;
import org.inpaintj.engine.diffusion.family.EncoderLayer;
import org.inpaintj.engine.diffusion.family.TextEncoding;
import org.inpaintj.engine.diffusion.memory.MemoryEstimate;
import org.inpaintj.engine.diffusion.memory.SessionPool;
import org.inpaintj.model.folder.FileMemo;
import org.inpaintj.model.folder.FinalNorm;
import org.inpaintj.model.folder.NetworkKind;
import org.inpaintj.model.folder.TextEncoderFile;
import org.inpaintj.model.folder.TokenizerSource;
import org.inpaintj.onnx.Session;
import org.inpaintj.onnx.SessionCache;
import org.inpaintj.onnx.Tensor;
import org.inpaintj.onnx.file.ValueInfo;
import org.inpaintj.tokenizer.Tokenizer;

/**
 * The text encoders of a model, in the order of {@link DiffusionModel#encoders()}. Which of their layers are read and
 * how they are put together is the family's.
 */
public final class TextEncoders {

    /** By where they come from; those of one model. */
    private static final FileMemo<TokenizerSource, Tokenizer> KNOWN = new FileMemo<>(3);

    private final DiffusionModel model;
    private final SessionPool pool;
    private final List<TriggeredTokenizer> tokenizers = new ArrayList<>();

    /** Without embeddings. */
    public TextEncoders(final DiffusionModel model, final SessionPool pool) {
        this(model, pool, EmbeddingFolder.NONE);
    }

    /** Reads the tokenizers; the networks are loaded when they are used. */
    public TextEncoders(final DiffusionModel model, final SessionPool pool, final EmbeddingFolder embeddings) {
        this.model = model;
        this.pool = pool;
        final List<TextEncoderFile> clips =
                model.encoders().stream().filter(encoder -> encoder.kind() == NetworkKind.CLIP).toList();
        for (final TextEncoderFile encoder : model.encoders()) {
            final Tokenizer plain = KNOWN.get(encoder.tokenizer(), encoder.tokenizer().files(),
                    () -> Tokenizer.read(encoder.tokenizer()));
            final boolean clip = encoder.kind() == NetworkKind.CLIP;
            tokenizers.add(new TriggeredTokenizer(plain, encoder, clip ? embeddings : EmbeddingFolder.NONE,
                    clip && encoder.equals(clips.get(clips.size() - 1))));
        }
    }

    /** One an encoder. */
    public List<TriggeredTokenizer> tokenizers() {
        return List.copyOf(tokenizers);
    }

    /** A text as it stands, cut to what the encoders take. */
    public Conditioning encode(final String text, final int skip, final Progress progress) {
        final List<TextEncoding> parts = new ArrayList<>();
        for (int e = 0; e < tokenizers.size(); e++) {
            final int length = model.encoders().get(e).length();
            parts.add(encode(e, tokenizers.get(e).encode(text, length), skip, progress));
        }
        return model.family().join(parts, model.denoiser());
    }

    /**
     * One sequence through one encoder.
     *
     * @param encoder index into {@link #tokenizers()}
     * @param ids     tokens with start, end and padding
     * @param skip    CLIP layers to leave out at the end beyond what the family leaves out anyway
     * @throws InpaintException if the export does not give the layer
     */
    public TextEncoding encode(final int encoder, final int[] ids, final int skip, final Progress progress) {
        final TextEncoderFile e = model.encoders().get(encoder);
        final EncoderLayer layer = model.family().layer(e, skip);
        final ValueInfo hidden = layer.output();
        final Map<String, Tensor> feeds = new HashMap<>(pool.constants(e.network()));
        final Tensor tokens = Tensor.zeros(1, ids.length);
        for (int i = 0; i < ids.length; i++)
            tokens.buffer().put(i, ids[i]);
        feeds.put(e.ids().name(), tokens);
        e.vectors().ifPresent(vectors -> feeds.put(vectors.input().name(), tokenizers.get(encoder).vectors()));
        e.mask().ifPresent(mask -> feeds.put(mask.name(), ones(ids.length)));
        final Optional<ValueInfo> pooled = model.family().pooled(e);
        final List<String> wanted = new ArrayList<>(List.of(hidden.name()));
        pooled.ifPresent(p -> wanted.add(p.name()));
        try (SessionCache.Lease<Session> lease = pool.lease(e.network(), MemoryEstimate.SMALL)) {
            final Map<String, Tensor> out = lease.value().run(feeds, wanted, progress);
            final Tensor states = out.get(hidden.name()).expect(e.network().file(), 1, ids.length, -1);
            return new TextEncoding(e, layer.norm().map(norm -> normed(norm, states)).orElse(states),
                    pooled.map(p -> out.get(p.name()).expect(e.network().file(), 1, -1)));
        }
    }

    private static Tensor normed(final FinalNorm norm, final Tensor hidden) {
        final float[] tokens = hidden.array();
        norm.apply(tokens);
        return Tensor.of(tokens, hidden.shape());
    }

    private static Tensor ones(final int length) {
        final Tensor ones = Tensor.zeros(1, length);
        for (int i = 0; i < length; i++)
            ones.buffer().put(i, 1);
        return ones;
    }
}
