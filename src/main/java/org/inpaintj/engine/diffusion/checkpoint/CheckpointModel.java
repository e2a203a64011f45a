package org.inpaintj.engine.diffusion.checkpoint;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

import org.inpaintj.core.JsonConfig;
import org.inpaintj.model.folder.TokenizerSource;
import org.inpaintj.network.TextEncoderNetwork;
import org.inpaintj.network.UnetForm;
import org.inpaintj.network.Weights;

/**
 * What a diffusion model of checkpoints is made of. Immutable.
 *
 * @param source     the file or folder that the user named
 * @param unet       the denoiser, if there is one
 * @param vae        the autoencoder, if there is one
 * @param texts      text encoders in the order in which their outputs are joined
 * @param tokenizers one an encoder, or one for all
 * @param scheduler  as scheduler_config.json says it; empty if nothing tells it
 * @param index      as model_index.json says it
 * @param told       how it was told what the denoiser predicts, to follow "because"; empty if the scheduler says it
 */
public record CheckpointModel(Path source, Optional<Unet> unet, Optional<Vae> vae, List<TextPart> texts,
        List<TokenizerSource> tokenizers, JsonConfig scheduler, JsonConfig index,
        String told) {

    /**
     * A denoiser.
     *
     * @param file   its first file
     * @param config as config.json says it
     */
    public record Unet(Path file, Weights weights, UnetForm shape, JsonConfig config) {
    }

    /**
     * An autoencoder.
     *
     * @param tiny   whether it is TAESD
     * @param groups of its group normalisations
     * @param config as config.json says it
     */
    public record Vae(Path file, Weights weights, boolean tiny, int groups, JsonConfig config) {
    }

    /**
     * A text encoder.
     *
     * @param name   of the part as in a folder of diffusers: text_encoder or text_encoder_2
     * @param config as config.json says it
     */
    public record TextPart(String name, Path file, Weights weights, TextEncoderNetwork.Form form, JsonConfig config) {
    }

    public CheckpointModel {
        texts = List.copyOf(texts);
        tokenizers = List.copyOf(tokenizers);
    }
}
