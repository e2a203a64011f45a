package org.inpaintj.model.folder;

import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

import org.inpaintj.core.InpaintException;
import org.inpaintj.onnx.file.OnnxModelInfo;
import org.inpaintj.onnx.file.ValueInfo;

/**
 * A text encoder and the files of its tokenizer.
 *
 * @param network   its file
 * @param t5        true for T5, false for CLIP
 * @param ids       input: tokens, of shape batch, sequence
 * @param mask      input: 1 for tokens that count, if it wants one
 * @param hidden    output: the last hidden state, of shape batch, sequence, width
 * @param pooled    output: one vector for the text, of shape batch, pooled width
 * @param projected true if {@code pooled} went through the text projection, as SDXL and SD3 want it
 * @param layers    outputs: the hidden state before the first layer, after the first ..., after the last but before
 *                  the final norm; empty if the export does not give them
 * @param norm      the norm between the last of {@code layers} and {@code hidden}, if it can be told
 * @param width     features of a token, -1 if unknown
 * @param length    tokens of a text, start and end included
 * @param quickGelu true if its activation is the sigmoid approximation that OpenAI's CLIP uses
 * @param tokenizer folder of its tokenizer
 */
public record TextEncoderFile(NetworkFile network, boolean t5, ValueInfo ids, Optional<ValueInfo> mask, ValueInfo hidden,
        Optional<ValueInfo> pooled, boolean projected, List<ValueInfo> layers,
        Optional<FinalNorm> norm, int width, int length, boolean quickGelu,
        Path tokenizer) {

    private static final int CLIP_LENGTH = 77, T5_LENGTH = 256, LEAST_LENGTH = 3;
    private static final String LAYER = "hidden_states.";

    public TextEncoderFile {
        layers = List.copyOf(layers);
    }

    static TextEncoderFile of(final OnnxModelInfo c, final JsonConfig config, final boolean t5) {
        final ValueInfo ids = NetworkFile.need(NetworkClassifier.ids(c), c, "input for tokens");
        final ValueInfo hidden = NetworkFile.need(NetworkClassifier.hidden(c), c, "output for the hidden state");
        final Optional<ValueInfo> pooled = NetworkClassifier.pooled(c);
        final List<ValueInfo> layers = c.outputs().stream().filter(p -> p.name().matches("hidden_states\\.\\d{1,4}"))
                .sorted(Comparator.comparingInt(p -> Integer.parseInt(p.name().substring(LAYER.length())))).toList();
        final int width = hidden.size(-1) > 0 ? (int) hidden.size(-1)
                : config.whole("hidden_size", config.whole("d_model", -1));
        final int length = ids.size(1) > 0 ? (int) ids.size(1)
                : t5 ? T5_LENGTH : config.whole("max_position_embeddings", CLIP_LENGTH);
        if (length < LEAST_LENGTH)
            throw new InpaintException(config + " is damaged: 'max_position_embeddings' must be at least " + LEAST_LENGTH
                    + ", but is " + length + "; download it again.");
        return new TextEncoderFile(NetworkFile.of(c), t5, ids, c.input("attention_mask"), hidden, pooled,
                pooled.isPresent() && pooled.get().name().equals("text_embeds"), layers,
                FinalNorm.of(c, hidden), width, length,
                c.operators().contains("ai.onnx:Sigmoid") || c.operators().contains("com.microsoft:QuickGelu"), Path.of(""));
    }

    TextEncoderFile withTokenizer(final Path folder) {
        return new TextEncoderFile(network, t5, ids, mask, hidden, pooled, projected, layers, norm, width, length,
                quickGelu, folder);
    }

    /** Features of the pooled vector, -1 if the file does not say. */
    public int pooledWidth() {
        return pooled.map(p -> (int) p.size(1)).orElse(-1);
    }
}
