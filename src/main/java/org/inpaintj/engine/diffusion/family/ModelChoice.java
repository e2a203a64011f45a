package org.inpaintj.engine.diffusion.family;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

import org.inpaintj.engine.diffusion.checkpoint.NetworkChanges;
import org.inpaintj.model.folder.FolderScan;
import org.inpaintj.sampling.PredictionType;

/**
 * Which files a model is made of, as the user chose them. Immutable.
 *
 * @param model      the folder of an export or of diffusers, or a checkpoint
 * @param vae        another autoencoder: a folder, or the file of one
 * @param scheduler  a scheduler_config.json that stands for the model's own
 * @param prediction what its denoiser predicts, whatever the files say
 * @param changes    of the networks
 */
public record ModelChoice(Path model, Optional<Path> vae, Optional<Path> scheduler,
        Optional<PredictionType> prediction, NetworkChanges changes) {

    /** A model as it is. */
    public static ModelChoice of(final Path model) {
        return new ModelChoice(model, Optional.empty(), Optional.empty(), Optional.empty(), NetworkChanges.NONE);
    }

    /** With other networks. */
    public ModelChoice with(final NetworkChanges other) {
        return new ModelChoice(model, vae, scheduler, prediction, other);
    }

    /** All files that it may be made of. */
    List<Path> files() {
        return Stream.of(Optional.of(model), vae, scheduler).flatMap(Optional::stream)
                .flatMap(path -> FolderScan.files(path).stream()).toList();
    }
}
