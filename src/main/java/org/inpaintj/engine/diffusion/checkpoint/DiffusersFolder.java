package org.inpaintj.engine.diffusion.checkpoint;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.inpaintj.core.InpaintException;
import org.inpaintj.core.JsonConfig;
import org.inpaintj.model.checkpoint.Checkpoint;
import org.inpaintj.model.checkpoint.DiffusersNames;
import org.inpaintj.model.checkpoint.StoredTensor;
import org.inpaintj.model.checkpoint.TextTower;
import org.inpaintj.model.folder.TokenizerSource;
import org.inpaintj.network.TextEncoderNetwork;
import org.inpaintj.network.Weights;

/**
 * A folder that diffusers saved, with the weights of PyTorch in a folder for each part: what its networks are made of.
 */
final class DiffusersFolder {

    /** The plain file first, since it is the most exact one; of several pieces, the index names them. */
    private static final List<String> FILES = List.of("diffusion_pytorch_model.safetensors", "model.safetensors",
            "diffusion_pytorch_model.safetensors.index.json", "model.safetensors.index.json",
            "diffusion_pytorch_model.fp16.safetensors", "model.fp16.safetensors",
            "diffusion_pytorch_model.safetensors.index.fp16.json", "model.safetensors.index.fp16.json",
            "diffusion_pytorch_model.bin",
            "pytorch_model.bin", "diffusion_pytorch_model.fp16.bin", "pytorch_model.fp16.bin");
    private static final int GROUPS = 32, HEADS = 12, END = 49407, LEGACY_END = 2;

    private DiffusersFolder() {}

    /** Whether a folder looks like one: it has a UNet, or is an autoencoder's. */
    static boolean is(final Path folder) {
        return isVae(folder) || List.of("unet", "vae").stream().anyMatch(
                part -> weights(folder.resolve(part)).isPresent());
    }

    private static boolean isVae(final Path folder) {
        return weights(folder).isPresent() && config(folder).text("_class_name", "").startsWith("Autoencoder");
    }

    /** The weights of a part's folder. */
    private static Optional<Path> weights(final Path folder) {
        return FILES.stream().map(folder::resolve).filter(Files::isRegularFile).findFirst();
    }

    private static JsonConfig config(final Path folder) {
        return config(folder, "config.json");
    }

    private static JsonConfig config(final Path folder, final String name) {
        final Path file = folder.resolve(name);
        return Files.isRegularFile(file) ? JsonConfig.read(file) : JsonConfig.absent(file.toString());
    }

    /** @throws InpaintException if a part is missing or damaged */
    static CheckpointModel read(final Path folder) {
        final List<CheckpointModel.TextPart> texts = new ArrayList<>();
        final List<TokenizerSource> tokenizers = new ArrayList<>();
        long vector = 0;
        for (final String suffix : List.of("", "_2")) {
            final Path part = folder.resolve("text_encoder" + suffix);
            final Optional<Path> file = weights(part);
            if (file.isEmpty())
                continue;
            final CheckpointModel.TextPart text = text("text_encoder" + suffix, file.get(), config(part));
            texts.add(text);
            if (text.weights().has("text_projection.weight"))
                vector = text.weights().get("text_projection.weight").size(0);
            final Path words = folder.resolve("tokenizer" + suffix);
            tokenizers.add(Files.isDirectory(words) ? new TokenizerSource.Folder(words)
                    : new TokenizerSource.Bundled(suffix.isEmpty()));
        }
        final long pooled = vector;
        final Optional<CheckpointModel.Unet> unet = weights(folder.resolve("unet")).map(file -> {
            final Weights weights = new Weights(file.toString(), DiffusersNames.unet(Checkpoint.read(file)));
            final JsonConfig told = config(folder.resolve("unet"));
            return new CheckpointModel.Unet(file, weights, UnetConfig.shape(told, weights, pooled),
                    told.isEmpty() ? UnetConfig.of(file.toString(), weights) : told);
        });
        return new CheckpointModel(folder, unet, vae(folder.resolve("vae")), texts, tokenizers,
                config(folder.resolve("scheduler"), "scheduler_config.json"), config(folder, "model_index.json"),
                "");
    }

    /** The autoencoder of a folder, its own or its part's. */
    static Optional<CheckpointModel.Vae> vae(final Path folder) {
        return weights(folder).map(file -> {
            final JsonConfig config = config(folder);
            final Checkpoint checkpoint = Checkpoint.read(file);
            return config.text("_class_name", "").equals("AutoencoderTiny") ? TinyVae.of(checkpoint, file).orElseThrow()
                    : new CheckpointModel.Vae(file, new Weights(file.toString(), DiffusersNames.vae(checkpoint)), false,
                            config.whole("norm_num_groups", GROUPS), config);
        });
    }

    private static CheckpointModel.TextPart text(final String name, final Path file, final JsonConfig config) {
        final Checkpoint checkpoint = Checkpoint.read(file);
        final List<TextTower> towers = DiffusersNames.textEncoders(checkpoint);
        if (towers.size() != 1)
            throw new InpaintException(file + " holds no text encoder of CLIP; download the folder again.");
        final Map<String, StoredTensor> weights = new LinkedHashMap<>(towers.get(0).weights());
        // CLIPTextModel has no projection, whatever the file carries
        if (!config.texts("architectures").stream().allMatch(a -> a.contains("WithProjection")))
            weights.remove("text_projection.weight");
        final int end = config.whole("eos_token_id", END);
        return new CheckpointModel.TextPart(name, file, new Weights(file.toString(), weights),
                new TextEncoderNetwork.Form(config.text("hidden_act", "quick_gelu").equals("quick_gelu")
                        ? TextEncoderNetwork.Activation.QUICK_GELU : TextEncoderNetwork.Activation.GELU,
                        config.whole("num_attention_heads", HEADS), 0, end == LEGACY_END ? -1 : end),
                config);
    }
}
