package org.inpaintj.engine.diffusion.checkpoint;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.inpaintj.core.InpaintException;
import org.inpaintj.core.JsonConfig;
import org.inpaintj.model.checkpoint.Checkpoint;
import org.inpaintj.model.checkpoint.CheckpointContents;
import org.inpaintj.model.checkpoint.CheckpointKind;
import org.inpaintj.model.checkpoint.CheckpointPrediction;
import org.inpaintj.model.checkpoint.DiffusersNames;
import org.inpaintj.model.checkpoint.StoredTensor;
import org.inpaintj.model.checkpoint.TextTower;
import org.inpaintj.model.folder.TokenizerSource;
import org.inpaintj.network.TextEncoderNetwork;
import org.inpaintj.network.UnetForm;
import org.inpaintj.network.Weights;

/**
 * A single file that holds a whole model, in the layout of the original programs: what its networks are made of. What
 * the weights do not tell is as published: heads, activations, the layer that is read.
 */
final class CheckpointFile {

    private static final int HEAD_WIDTH = 64, GROUPS = 32, END = 49407;

    private CheckpointFile() {}

    /**
     * @throws InpaintException if it is no diffusion model, saying what it is
     */
    static CheckpointModel read(final Path file) {
        final Checkpoint checkpoint = Checkpoint.read(file);
        final CheckpointContents contents = CheckpointContents.of(checkpoint);
        contents.require(CheckpointKind.DIFFUSION_MODEL, checkpoint);
        final CheckpointPrediction prediction = CheckpointPrediction.of(checkpoint);
        final Weights unet = new Weights(file.toString(), DiffusersNames.unet(checkpoint));
        final List<TextTower> towers = DiffusersNames.textEncoders(checkpoint);
        final boolean xl = unet.has("add_embedding.linear_1.weight");
        final JsonConfig config = UnetConfig.of(file.toString(), unet);
        final List<CheckpointModel.TextPart> texts = new ArrayList<>();
        final List<TokenizerSource> tokenizers = new ArrayList<>();
        for (final TextTower tower : towers) {
            texts.add(text(file, texts.size(), tower, !xl));
            tokenizers.add(new TokenizerSource.Bundled(!tower.openClip()));
        }
        final long vector = towers.stream().flatMap(t -> Optional.ofNullable(t.weights().get("text_projection"))
                .stream()).map(t -> t.size(1)).findFirst().orElse(0L);
        final UnetForm shape = UnetConfig.shape(JsonConfig.absent(file.toString()), unet, xl ? vector : 0);
        return new CheckpointModel(file, Optional.of(new CheckpointModel.Unet(file, unet, shape, config)),
                vae(checkpoint, file), texts, tokenizers,
                PublishedScheduler.of(file.toString(), xl, unet.get("conv_in.weight").size(1) == 9,
                        prediction.type(), prediction.ztsnr()),
                JsonConfig.absent(file.toString()), prediction.reason());
    }

    /** The autoencoder of a file that may hold more; empty if there is none. */
    static Optional<CheckpointModel.Vae> vae(final Checkpoint checkpoint, final Path file) {
        final Map<String, StoredTensor> weights = DiffusersNames.vae(checkpoint);
        return weights.isEmpty() ? Optional.empty()
                : Optional.of(new CheckpointModel.Vae(file, new Weights(file.toString(), weights), false, GROUPS,
                        vaeConfig(file.toString(), weights)));
    }

    /** How many levels it has, and so by how much it reduces pixels. */
    private static JsonConfig vaeConfig(final String source, final Map<String, StoredTensor> weights) {
        final List<Long> widths = new ArrayList<>();
        for (int level = 0; weights.containsKey("decoder.up_blocks." + level + ".resnets.0.conv1.weight"); level++)
            widths.add(0, weights.get("decoder.up_blocks." + level + ".resnets.0.conv1.weight").size(0));
        return JsonConfig.absent(source).with("_class_name", "AutoencoderKL").with("block_out_channels", widths);
    }

    private static CheckpointModel.TextPart text(final Path file, final int index, final TextTower tower,
            final boolean penultimate) {
        final Weights weights = new Weights(file.toString(), tower.weights());
        final int heads = (int) Math.max(1, weights.get("text_model.final_layer_norm.weight").count() / HEAD_WIDTH);
        // Stable Diffusion 2 reads the layer before the last of OpenCLIP, which its files hold all the same
        final boolean whole = !tower.openClip() || !penultimate;
        final Map<String, StoredTensor> kept = new LinkedHashMap<>(tower.weights());
        if (!whole || !tower.openClip()) {
            kept.remove("text_projection");
            kept.remove("text_projection.weight");
        }
        final JsonConfig config = JsonConfig.absent(file.toString()).with("max_position_embeddings",
                weights.get("text_model.embeddings.position_embedding.weight").size(0));
        return new CheckpointModel.TextPart(index == 0 ? "text_encoder" : "text_encoder_2", file,
                new Weights(file.toString(), kept),
                new TextEncoderNetwork.Form(tower.openClip() ? TextEncoderNetwork.Activation.GELU
                        : TextEncoderNetwork.Activation.QUICK_GELU, heads, whole ? 0 : 1, END),
                config);
    }
}
