package org.inpaintj.engine.diffusion.checkpoint;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

import org.inpaintj.core.InpaintException;
import org.inpaintj.core.JsonConfig;
import org.inpaintj.model.checkpoint.Checkpoint;
import org.inpaintj.model.checkpoint.CheckpointContents;

/** Finds out what diffusion models and autoencoders are made of whose weights are checkpoints. */
public final class Checkpoints {

    private Checkpoints() {}

    /** Whether a path is a file, or a folder that diffusers saved without ONNX. */
    public static boolean is(final Path path) {
        return Files.isRegularFile(path) || Files.isDirectory(path) && DiffusersFolder.is(path);
    }

    /**
     * What a model is made of.
     *
     * @throws InpaintException if it is none, saying what it is
     */
    public static CheckpointModel read(final Path path) {
        return Files.isDirectory(path) ? DiffusersFolder.read(path) : CheckpointFile.read(path);
    }

    /**
     * The parts of an autoencoder alone; of a file or folder that may hold more.
     *
     * @throws InpaintException if there is none
     */
    public static CheckpointParts vae(final Path path) {
        final Optional<CheckpointModel.Vae> vae;
        if (Files.isDirectory(path)) {
            final Optional<CheckpointModel.Vae> own = DiffusersFolder.vae(path);
            vae = own.isPresent() ? own : DiffusersFolder.vae(path.resolve("vae"));
        } else {
            final Checkpoint checkpoint = Checkpoint.read(path);
            final CheckpointContents contents = CheckpointContents.of(checkpoint);
            if (!contents.refusal().isEmpty())
                throw new InpaintException(checkpoint + " " + contents.refusal());
            vae = TinyVae.of(checkpoint, path).or(() -> CheckpointFile.vae(checkpoint, path));
        }
        if (vae.isEmpty())
            throw new InpaintException(path + " holds no VAE; give the file of one, such as "
                    + "vae-ft-mse-840000.safetensors.");
        final JsonConfig none = JsonConfig.absent(path.toString());
        return new CheckpointParts(new CheckpointModel(path, Optional.empty(), vae, List.of(), List.of(), none, none,
                ""), NetworkChanges.NONE);
    }
}
