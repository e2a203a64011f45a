package org.inpaintj.engine.diffusion.family;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import org.inpaintj.core.InpaintException;
import org.inpaintj.engine.diffusion.checkpoint.CheckpointParts;
import org.inpaintj.engine.diffusion.checkpoint.Checkpoints;
import org.inpaintj.model.folder.FolderScan;
import org.inpaintj.model.folder.ModelParts;
import org.inpaintj.model.folder.NetworkKind;
import org.inpaintj.model.folder.VaeFiles;
import org.inpaintj.onnx.file.OnnxModelInfo;

/**
 * What the folder of a diffusion model turned out to be.
 *
 * @param model    the model, if it can be used
 * @param problems why it cannot, most important first, full sentences; empty if and only if there is a model
 */
public record ModelFolder(Optional<DiffusionModel> model, List<String> problems) {

    public ModelFolder {
        problems = List.copyOf(problems);
        if (model.isPresent() != problems.isEmpty())
            throw new IllegalArgumentException("either a model or problems");
    }

    /**
     * Looks into a folder or a checkpoint without loading anything: a few milliseconds a file. Never throws for what it
     * finds.
     */
    public static ModelFolder read(final Path path) {
        return read(ModelChoice.of(path));
    }

    /** The same of a model that is put together as chosen. */
    static ModelFolder read(final ModelChoice choice) {
        try {
            final DiffusionModelBuilder builder = new DiffusionModelBuilder(choice, parts(choice));
            final Optional<DiffusionModel> model = builder.build();
            return new ModelFolder(model.filter(m -> builder.problems().isEmpty()), builder.problems());
        } catch (final InpaintException e) {
            return new ModelFolder(Optional.empty(), List.of(e.getMessage()));
        }
    }

    /** Exports come first in a folder that holds checkpoints too. */
    private static ModelParts parts(final ModelChoice choice) {
        return isCheckpoint(choice.model())
                ? new CheckpointParts(Checkpoints.read(choice.model()), choice.changes())
                : new FolderScan(choice.model());
    }

    private static boolean isCheckpoint(final Path path) {
        return Checkpoints.is(path)
                && FolderScan.files(path).stream().noneMatch(file -> file.toString().endsWith(".onnx"));
    }

    /**
     * The autoencoder of a folder or file that may hold nothing else.
     *
     * @throws InpaintException if there is none, or not exactly one
     */
    static VaeFiles readVae(final Path path, final DiffusionFamily family) {
        final ModelParts parts = isCheckpoint(path) ? Checkpoints.vae(path) : new FolderScan(path);
        final OnnxModelInfo decoder = parts.single(NetworkKind.VAE_DECODER).orElseThrow(() -> new InpaintException(path
                + " does not hold one VAE decoder, but " + parts.contents() + "; give the folder or file of a VAE."));
        final Optional<OnnxModelInfo> encoder = parts.single(NetworkKind.VAE_ENCODER);
        final List<String> problems = new ArrayList<>(decoder.problems());
        encoder.ifPresent(e -> problems.addAll(e.problems()));
        if (!problems.isEmpty())
            throw new InpaintException(problems.get(0));
        return VaeFiles.of(encoder, decoder, parts.configOf(decoder, "Autoencoder"), family.latents(),
                new ArrayList<>());
    }
}
