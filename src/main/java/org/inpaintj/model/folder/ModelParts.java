package org.inpaintj.model.folder;

import java.util.List;
import java.util.Optional;

import org.inpaintj.core.JsonConfig;
import org.inpaintj.onnx.file.OnnxModelInfo;

/** The parts that a model is put together of, by what they are, wherever they come from. */
public interface ModelParts {

    /** A network and what it is. */
    record Found(OnnxModelInfo info, NetworkKind kind) {
    }

    /** The networks. */
    List<Found> networks();

    /** Those of a kind that may be used. */
    List<OnnxModelInfo> of(NetworkKind kind);

    /** The only network of a kind, if there is just one. */
    default Optional<OnnxModelInfo> single(final NetworkKind kind) {
        final List<OnnxModelInfo> all = of(kind);
        return all.size() == 1 ? Optional.of(all.get(0)) : Optional.empty();
    }

    /**
     * The configuration of a network.
     *
     * @param classes words of which one occurs in the name of its class
     */
    JsonConfig configOf(OnnxModelInfo network, String... classes);

    /** The tokenizers of CLIPs. */
    List<TokenizerSource> clipTokenizers();

    /** The tokenizers of T5s. */
    List<TokenizerSource> t5Tokenizers();

    /** The scheduler_config.json, empty if there is none. */
    JsonConfig scheduler();

    /** How it was told what the denoiser predicts, to follow "because"; empty if {@link #scheduler} says it. */
    String predictionTold();

    /** The model_index.json, empty if there is none. */
    JsonConfig index();

    /** Why parts that should be there cannot be used, full sentences. */
    List<String> damaged();

    /** What the networks are, for messages: "unet/model.onnx (a UNet), ...". */
    String contents();
}
