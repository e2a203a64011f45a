package org.inpaintj.model.checkpoint;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

import org.inpaintj.core.InpaintException;
import org.inpaintj.model.naming.OriginalControlNetNames;
import org.inpaintj.model.naming.OriginalUnetNames;
import org.inpaintj.model.naming.OriginalVaeNames;
import org.inpaintj.onnx.file.ElementType;

/**
 * Finds the networks in a checkpoint and gives their weights the names of diffusers and transformers, whatever layout
 * they are stored in: the original one of CompVis, Stability AI and OpenCLIP, or diffusers' own. Which it is, and what
 * there is of a network, is told by the names that exist, so that pruned models need no table.
 */
public final class DiffusersNames {

    private static final List<String> UNET = List.of("model.diffusion_model.", "diffusion_model.", "unet.", "");
    private static final List<String> VAE = List.of("first_stage_model.", "vae.", "");
    private static final List<String> CONTROL = List.of("control_model.", "controlnet.", "");
    private static final List<String> CLIP =
            List.of("cond_stage_model.transformer.", "conditioner.embedders.0.transformer.");
    private static final List<String> OPEN_CLIP =
            List.of("cond_stage_model.model.", "conditioner.embedders.0.model.", "conditioner.embedders.1.model.");
    private static final String EMA = "model_ema.";
    private static final String TOKENS = "embeddings.token_embedding.weight";
    /** Widths of the encoders that models use: CLIP-L's, and the smallest of OpenCLIP's. */
    private static final int CLIP_L_WIDTH = 768, OPEN_CLIP_WIDTH = 1024;

    private DiffusersNames() {}

    /** The weights of the UNet; of a training file those it ended with, not their average (EMA), if it has both. */
    public static Map<String, StoredTensor> unet(final Checkpoint c) {
        for (final String prefix : UNET) {
            if (c.tensors().containsKey(prefix + "input_blocks.0.0.weight")
                    && c.tensors().containsKey(prefix + "out.2.weight"))
                return usable(c, renamed(c, prefix, OriginalUnetNames::toDiffusers));
            if (c.tensors().containsKey(prefix + "down_blocks.0.resnets.0.norm1.weight")
                    && c.tensors().containsKey(prefix + "conv_in.weight")
                    && !c.tensors().containsKey(prefix + "controlnet_cond_embedding.conv_in.weight"))
                return usable(c, c.under(prefix).tensors());
        }
        if (c.tensors().containsKey(EMA + "diffusion_modelinput_blocks00weight"))
            return usable(c, renamed(renamed(c, EMA, OriginalUnetNames::ofAverages),
                    OriginalUnetNames::toDiffusers));
        return Map.of();
    }

    /**
     * The weights of the autoencoder, or of the half of it that there is; empty if there is none. Weights of the
     * attention are [C, C, 1, 1] or [C, C].
     */
    public static Map<String, StoredTensor> vae(final Checkpoint c) {
        for (final String prefix : VAE)
            for (final String half : List.of("decoder.", "encoder.")) {
                if (c.tensors().containsKey(prefix + half + "mid.block_1.norm1.weight"))
                    return usable(c, renamed(c, prefix, OriginalVaeNames::toDiffusers));
                if (c.tensors().containsKey(prefix + half + "mid_block.resnets.0.norm1.weight"))
                    return usable(c, renamed(c, prefix, OriginalVaeNames::toNewest));
            }
        return Map.of();
    }

    /** The weights of the ControlNet; empty if there is none. */
    public static Map<String, StoredTensor> controlNet(final Checkpoint c) {
        for (final String prefix : CONTROL) {
            if (c.tensors().containsKey(prefix + "input_hint_block.0.weight"))
                return usable(c, renamed(c, prefix, OriginalControlNetNames::toDiffusers));
            if (c.tensors().containsKey(prefix + "controlnet_cond_embedding.conv_in.weight"))
                return usable(c, c.under(prefix).tensors());
        }
        return Map.of();
    }

    /** The text encoders in the order of the model's family: CLIP-L before OpenCLIP's. */
    public static List<TextTower> textEncoders(final Checkpoint c) {
        final List<TextTower> towers = new ArrayList<>();
        for (final String prefix : CLIP)
            transformers(c, prefix).ifPresent(towers::add);
        for (final String prefix : OPEN_CLIP)
            openClip(c, prefix).ifPresent(towers::add);
        if (towers.isEmpty()) {
            transformers(c, "").ifPresent(towers::add);
            openClip(c, "").ifPresent(towers::add);
        }
        return towers;
    }

    private static Optional<TextTower> transformers(final Checkpoint c, final String prefix) {
        if (!c.tensors().containsKey(prefix + "text_model." + TOKENS) && !c.tensors().containsKey(prefix + TOKENS))
            return Optional.empty();
        final Map<String, StoredTensor> weights = usable(c, ClipNames.ofTransformers(c.under(prefix).tensors()));
        final StoredTensor tokens = weights.get("text_model." + TOKENS);
        final long width = tokens.size(1);
        // No model uses the projection of CLIP-L, which some files have nevertheless.
        if (!prefix.isEmpty() || width == CLIP_L_WIDTH)
            weights.keySet().removeIf(name -> name.startsWith("text_projection"));
        return Optional.of(new TextTower(weights, width >= OPEN_CLIP_WIDTH));
    }

    private static Optional<TextTower> openClip(final Checkpoint c, final String prefix) {
        if (!c.tensors().containsKey(prefix + "transformer.resblocks.0.ln_1.weight")
                || !c.tensors().containsKey(prefix + "token_embedding.weight"))
            return Optional.empty();
        return Optional.of(new TextTower(usable(c, ClipNames.ofOpenClip(c.under(prefix).tensors())), true));
    }

    private static Map<String, StoredTensor> renamed(final Checkpoint c, final String prefix,
            final Function<Set<String>, Map<String, String>> naming) {
        return renamed(c.under(prefix).tensors(), naming);
    }

    private static Map<String, StoredTensor> renamed(final Map<String, StoredTensor> tensors,
            final Function<Set<String>, Map<String, String>> naming) {
        final Map<String, StoredTensor> renamed = new LinkedHashMap<>();
        naming.apply(tensors.keySet()).forEach((name, other) -> renamed.put(other, tensors.get(name).named(other)));
        return renamed;
    }

    private static Map<String, StoredTensor> usable(final Checkpoint c, final Map<String, StoredTensor> tensors) {
        for (final StoredTensor t : tensors.values()) {
            if (t.type() == ElementType.UNDEFINED)
                throw new InpaintException(c + " holds the weights " + t.name() + " in a type or size that cannot be"
                        + " read; use a file of fp32, fp16, bf16 or fp8.");
            if (t.count() == 0)
                throw new InpaintException(c + " is damaged: its weights " + t.name() + " are empty; download it"
                        + " again.");
        }
        return tensors;
    }
}
