package org.inpaintj.model.folder;

import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

import org.inpaintj.core.InpaintException;
import org.inpaintj.core.JsonConfig;
import org.inpaintj.onnx.file.OnnxModelInfo;
import org.inpaintj.onnx.file.ValueInfo;

/**
 * A text encoder and the files of its tokenizer.
 *
 * @param network   its file
 * @param kind      CLIP or T5
 * @param ids       input: tokens, of shape batch, sequence
 * @param mask      input: 1 for tokens that count, if it wants one
 * @param outputs   what it can give
 * @param width     features of a token, -1 if unknown
 * @param length    tokens of a text, start and end included
 * @param quickGelu whether its activation is the sigmoid approximation that OpenAI's CLIP uses
 * @param vectors   how it takes tokens beyond the vocabulary, if it does
 * @param tokenizer where its tokenizer comes from
 */
public record TextEncoderFile(NetworkFile network, NetworkKind kind, ValueInfo ids, Optional<ValueInfo> mask,
        Outputs outputs, int width, int length, boolean quickGelu, Optional<Vectors> vectors,
        TokenizerSource tokenizer) {

    private static final int CLIP_LENGTH = 77, LEAST_LENGTH = 3;
    private static final String LAYER = "hidden_states.", NORMED = "normed_states.";

    /**
     * How a text encoder takes tokens beyond its vocabulary (textual inversion).
     *
     * @param input their vectors, of shape count, width; at least one
     * @param first the token that the first vector stands for
     */
    public record Vectors(ValueInfo input, int first) {

        private static Optional<Vectors> of(final OnnxModelInfo c) {
            return c.input("token_vectors").flatMap(input -> c.initializers().values().stream()
                    .filter(w -> w.name().endsWith("token_embedding.weight")).findFirst()
                    .map(table -> new Vectors(input, table.dims().get(0).intValue())));
        }
    }

    /**
     * What a text encoder can give.
     *
     * @param hidden    the last hidden state, of shape batch, sequence, width
     * @param pooled    one vector for the text, of shape batch, pooled width
     * @param projected whether {@code pooled} went through the text projection, as SDXL and SD3 want it
     * @param layers    the hidden state before the first layer, after the first ..., after the last but before the
     *                  final norm; empty if the export does not give them
     * @param normed    the same with the final norm; empty if the network does not give them
     * @param norm      the norm between the last of {@code layers} and {@code hidden}, if it can be told
     */
    public record Outputs(ValueInfo hidden, Optional<ValueInfo> pooled, boolean projected, List<ValueInfo> layers,
            List<ValueInfo> normed, Optional<FinalNorm> norm) {

        public Outputs {
            layers = List.copyOf(layers);
            normed = List.copyOf(normed);
        }

        private static Outputs of(final OnnxModelInfo c) {
            final ValueInfo hidden =
                    NetworkFile.need(NetworkClassifier.hidden(c), c, "output for the hidden state");
            final Optional<ValueInfo> pooled = NetworkClassifier.pooled(c);
            return new Outputs(hidden, pooled, pooled.isPresent() && pooled.get().name().equals("text_embeds"),
                    numbered(c, LAYER), numbered(c, NORMED), FinalNorm.of(c, hidden));
        }

        /** The outputs of a name that ends with a number, in the order of the numbers. */
        private static List<ValueInfo> numbered(final OnnxModelInfo c, final String start) {
            return c.outputs().stream().filter(p -> p.name().matches(Pattern.quote(start) + "\\d{1,4}"))
                    .sorted(Comparator.comparingInt(p -> Integer.parseInt(p.name().substring(start.length()))))
                    .toList();
        }
    }

    /** @param config its config.json, empty if there is none */
    static TextEncoderFile clip(final OnnxModelInfo c, final JsonConfig config) {
        return of(c, config, NetworkKind.CLIP, config.whole("max_position_embeddings", CLIP_LENGTH));
    }

    /** @param tokens that it reads unless its graph says */
    static TextEncoderFile t5(final OnnxModelInfo c, final JsonConfig config, final int tokens) {
        return of(c, config, NetworkKind.T5, tokens);
    }

    private static TextEncoderFile of(final OnnxModelInfo c, final JsonConfig config, final NetworkKind kind,
            final int tokens) {
        final ValueInfo ids = NetworkFile.need(NetworkClassifier.ids(c), c, "input for tokens");
        final Outputs outputs = Outputs.of(c);
        final int width = outputs.hidden().size(-1) > 0 ? (int) outputs.hidden().size(-1)
                : config.whole("hidden_size", config.whole("d_model", -1));
        final int length = ids.size(1) > 0 ? (int) ids.size(1) : tokens;
        if (length < LEAST_LENGTH)
            throw new InpaintException(config + " is damaged: 'max_position_embeddings' must be at least "
                    + LEAST_LENGTH + ", but is " + length + "; download it again.");
        return new TextEncoderFile(NetworkFile.of(c), kind, ids, c.input("attention_mask"), outputs, width, length,
                c.operators().contains("ai.onnx:Sigmoid") || c.operators().contains("com.microsoft:QuickGelu"),
                Vectors.of(c), new TokenizerSource.Folder(Path.of("")));
    }

    /** The same with another file, whose inputs and outputs are alike. */
    public TextEncoderFile withNetwork(final NetworkFile other) {
        return new TextEncoderFile(other, kind, ids, mask, outputs, width, length, quickGelu, vectors, tokenizer);
    }

    /** The same whose other file takes tokens beyond the vocabulary too. */
    public TextEncoderFile withVectors(final NetworkFile other, final Vectors taken) {
        return new TextEncoderFile(other, kind, ids, mask, outputs, width, length, quickGelu, Optional.of(taken),
                tokenizer);
    }

    TextEncoderFile withTokenizer(final TokenizerSource source) {
        return new TextEncoderFile(network, kind, ids, mask, outputs, width, length, quickGelu, vectors, source);
    }
}
