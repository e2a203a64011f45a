package org.inpaintj.engine.diffusion.text;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.inpaintj.core.InpaintException;
import org.inpaintj.core.Progress;
import org.inpaintj.engine.diffusion.memory.MemoryEstimate;
import org.inpaintj.engine.diffusion.memory.SessionPool;
import org.inpaintj.model.folder.DiffusionModel;
import org.inpaintj.model.folder.FileMemo;
import org.inpaintj.model.folder.FolderScan;
import org.inpaintj.model.folder.ModelFamily;
import org.inpaintj.model.folder.TextEncoderFile;
import org.inpaintj.onnx.Tensor;
import org.inpaintj.onnx.file.ValueInfo;
import org.inpaintj.tokenizer.Tokenizer;

/**
 * The text encoders of a model, in the order of {@link DiffusionModel#encoders()}. SD1 and SD2 read the last hidden
 * state; SDXL and SD3 the one before the last layer, without the final norm, the features of both CLIPs side by side
 * (Podell et al. 2023); SD3 pads these to T5's width and puts T5's tokens after them (Esser et al. 2024).
 */
public final class TextEncoders {

    /** Tokens of T5 in SD3, whether it is there or not. */
    private static final int T5_LENGTH = 256;
    /** By their folders; those of one model. */
    private static final FileMemo<Path, Tokenizer> KNOWN = new FileMemo<>(3);

    /**
     * What one encoder makes of one sequence.
     *
     * @param hidden features of each token, of shape 1, sequence, width
     * @param pooled one vector, of shape 1, width, if the encoder gives one
     */
    public record Encoding(Tensor hidden, Optional<Tensor> pooled) {
    }

    private final DiffusionModel model;
    private final SessionPool pool;
    private final List<Tokenizer> tokenizers = new ArrayList<>();

    /** Reads the tokenizers; the networks are loaded when they are used. */
    public TextEncoders(final DiffusionModel model, final SessionPool pool) {
        this.model = model;
        this.pool = pool;
        for (final TextEncoderFile encoder : model.encoders())
            tokenizers.add(KNOWN.get(encoder.tokenizer(), FolderScan.files(encoder.tokenizer()),
                    () -> Tokenizer.read(encoder.tokenizer())));
    }

    /** One an encoder. */
    public List<Tokenizer> tokenizers() {
        return List.copyOf(tokenizers);
    }

    /** A text as it stands, cut to what the encoders take. */
    public Conditioning encode(final String text, final int skip, final Progress progress) {
        final List<Encoding> parts = new ArrayList<>();
        for (int e = 0; e < tokenizers.size(); e++) {
            final int length = model.encoders().get(e).length();
            parts.add(encode(e, tokenizers.get(e).encode(text, length), skip, progress));
        }
        return join(parts);
    }

    /**
     * One sequence through one encoder.
     *
     * @param encoder index into {@link #tokenizers()}
     * @param ids     tokens with start, end and padding
     * @param skip    CLIP layers to leave out at the end beyond what the family leaves out anyway
     * @throws InpaintException if the export does not give the layer
     */
    public Encoding encode(final int encoder, final int[] ids, final int skip, final Progress progress) {
        final TextEncoderFile e = model.encoders().get(encoder);
        final ValueInfo hidden = hidden(e, skip);
        final boolean normed = !early() && !e.t5() && skip > 0;
        final Map<String, Tensor> feeds = new HashMap<>();
        final Tensor tokens = Tensor.zeros(1, ids.length);
        for (int i = 0; i < ids.length; i++)
            tokens.buffer().put(i, ids[i]);
        feeds.put(e.ids().name(), tokens);
        e.mask().ifPresent(mask -> feeds.put(mask.name(), ones(ids.length)));
        final Optional<ValueInfo> pooled = pools(e) ? e.pooled() : Optional.empty();
        final List<String> wanted = new ArrayList<>(List.of(hidden.name()));
        pooled.ifPresent(p -> wanted.add(p.name()));
        try (SessionPool.Lease lease = pool.lease(e.network(), MemoryEstimate.SMALL)) {
            final Map<String, Tensor> out = lease.session().run(feeds, wanted, progress);
            final Tensor states = out.get(hidden.name()).expect(e.network().file(), 1, ids.length, -1);
            return new Encoding(normed ? norm(e, states) : states,
                    pooled.map(p -> out.get(p.name()).expect(e.network().file(), 1, -1)));
        }
    }

    private boolean early() {
        return model.family() == ModelFamily.SDXL || model.family() == ModelFamily.SD3;
    }

    private boolean pools(final TextEncoderFile e) {
        return model.family() == ModelFamily.SD3 && !e.t5() || model.family() == ModelFamily.SDXL && e.projected();
    }

    private ValueInfo hidden(final TextEncoderFile e, final int skip) {
        if (e.t5() || !early() && skip == 0)
            return e.hidden();
        if (e.layers().isEmpty() || !early() && e.norm().isEmpty())
            throw new InpaintException(e.network().file() + " gives only its last layer, so that the clip skip must be 1;"
                    + " set skip=1, or use an export with hidden states.");
        final int layer = e.layers().size() - (early() ? 2 : 1) - skip;
        if (layer < 0)
            throw new InpaintException(e.network().file() + " has only " + (e.layers().size() - 1)
                    + " layers; use a smaller clip skip (skip).");
        return e.layers().get(layer);
    }

    private static Tensor norm(final TextEncoderFile e, final Tensor hidden) {
        final float[] tokens = hidden.array();
        e.norm().orElseThrow().apply(tokens);
        return Tensor.of(tokens, hidden.shape());
    }

    /** What the encoders made of one sequence each, put together as the denoiser wants it. */
    public Conditioning join(final List<Encoding> parts) {
        final List<Encoding> clips = parts.subList(0, clips());
        final int tokens = (int) clips.get(0).hidden().size(1);
        final int features = clips.stream().mapToInt(c -> (int) c.hidden().size(2)).sum();
        final boolean sd3 = model.family() == ModelFamily.SD3;
        final int width = sd3 ? (int) Math.max(features, model.denoiser().context().size(-1)) : features;
        final Tensor context = Tensor.zeros(1, tokens + (sd3 ? t5Tokens(parts) : 0), width);
        int feature = 0;
        for (final Encoding clip : clips) {
            TensorStack.place(clip.hidden(), context, 0, feature);
            feature += (int) clip.hidden().size(2);
        }
        if (parts.size() > clips.size())
            TensorStack.place(parts.get(clips.size()).hidden(), context, tokens, 0);
        return new Conditioning(context, early() ? Optional.of(pooled(clips)) : Optional.empty());
    }

    private int clips() {
        return (int) model.encoders().stream().filter(e -> !e.t5()).count();
    }

    private int t5Tokens(final List<Encoding> parts) {
        return parts.size() > clips() ? (int) parts.get(clips()).hidden().size(1) : T5_LENGTH;
    }

    private static Tensor pooled(final List<Encoding> clips) {
        final List<Tensor> vectors = clips.stream().flatMap(c -> c.pooled().stream()).toList();
        final Tensor all = Tensor.zeros(1, vectors.stream().mapToLong(Tensor::size).sum());
        int at = 0;
        for (final Tensor vector : vectors) {
            all.buffer().position(at).put(vector.buffer());
            at += vector.size();
        }
        return all;
    }

    private static Tensor ones(final int length) {
        final Tensor ones = Tensor.zeros(1, length);
        for (int i = 0; i < length; i++)
            ones.buffer().put(i, 1);
        return ones;
    }
}
