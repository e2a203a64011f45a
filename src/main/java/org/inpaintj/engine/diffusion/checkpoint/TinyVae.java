package org.inpaintj.engine.diffusion.checkpoint;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.inpaintj.core.JsonConfig;
import org.inpaintj.model.checkpoint.Checkpoint;
import org.inpaintj.model.checkpoint.StoredTensor;
import org.inpaintj.network.Weights;

/**
 * TAESD (Ollin Boer Bohan), which comes as one file for both halves or one for each: the half that is missing is looked
 * for beside it, in the file that is called so, such as {@code taesd_encoder.pth} for {@code taesd_decoder.pth}. It
 * takes and gives latents as diffusion works on them.
 */
final class TinyVae {

    private static final String ENCODER = "encoder", DECODER = "decoder";

    private TinyVae() {}

    /** The halves of a file and of the one beside it; empty if it is no TAESD. */
    static Optional<CheckpointModel.Vae> of(final Checkpoint checkpoint, final Path file) {
        final Map<String, StoredTensor> halves = halves(checkpoint);
        if (halves.isEmpty())
            return Optional.empty();
        final Path twin = file.resolveSibling(twin(file.getFileName().toString()));
        if (Files.isRegularFile(twin) && Checkpoint.isLikely(twin))
            halves(Checkpoint.read(twin)).forEach(halves::putIfAbsent);
        return Optional.of(new CheckpointModel.Vae(file, new Weights(file.toString(), halves), true, 1,
                JsonConfig.absent(file.toString())
                        .with("_class_name", "AutoencoderTiny").with("scaling_factor", 1.0)
                        .with("block_out_channels", List.of(64, 64, 64, 64)).with("latent_channels", 4)));
    }

    /** The name of the file with the other half; the same name if this one does not say which half it is. */
    private static String twin(final String name) {
        return name.contains(DECODER) ? name.replace(DECODER, ENCODER) : name.replace(ENCODER, DECODER);
    }

    private static Map<String, StoredTensor> halves(final Checkpoint checkpoint) {
        final Map<String, StoredTensor> halves = new HashMap<>();
        for (final String prefix : List.of("taesd_encoder.", "encoder.layers.", "encoder."))
            add(halves, ENCODER, checkpoint.under(prefix).tensors());
        for (final String prefix : List.of("taesd_decoder.", "decoder.layers.", "decoder."))
            add(halves, DECODER, checkpoint.under(prefix).tensors());
        if (halves.isEmpty() && isSequence(checkpoint.tensors()))
            // the encoder begins with pixels, the decoder with latents
            add(halves, checkpoint.tensors().containsKey("0.weight") ? ENCODER : DECODER, checkpoint.tensors());
        return halves;
    }

    private static void add(final Map<String, StoredTensor> halves, final String half,
            final Map<String, StoredTensor> tensors) {
        if (isSequence(tensors))
            tensors.forEach((name, tensor) -> halves.putIfAbsent(half + '.' + name, tensor));
    }

    /** Whether all modules are numbered and there are blocks of three convolutions among them. */
    private static boolean isSequence(final Map<String, StoredTensor> tensors) {
        return tensors.keySet().stream().allMatch(name -> name.matches("\\d{1,3}\\..*"))
                && tensors.keySet().stream().anyMatch(name -> name.matches("\\d{1,3}\\.conv\\.4\\.weight"));
    }
}
