package org.inpaintj.engine.diffusion.family;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import org.inpaintj.core.InpaintException;
import org.inpaintj.core.JsonConfig;
import org.inpaintj.model.folder.DenoiserFile;
import org.inpaintj.model.folder.FolderScan;
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

    /** Looks into a folder without loading anything: a few milliseconds a file. Never throws for what it finds. */
    public static ModelFolder read(final Path folder) {
        try {
            final DiffusionModelBuilder builder = new DiffusionModelBuilder(folder, new FolderScan(folder));
            final Optional<DiffusionModel> model = builder.build();
            return new ModelFolder(model.filter(m -> builder.problems().isEmpty()), builder.problems());
        } catch (final InpaintException e) {
            return new ModelFolder(Optional.empty(), List.of(e.getMessage()));
        }
    }

    /** The denoiser of a model's folder that takes what ControlNets give, if there is just one. */
    static Optional<DenoiserFile> controlled(final Path folder, final DiffusionFamily family) {
        if (family.denoiserKind() != NetworkKind.UNET || !Files.isDirectory(folder))
            return Optional.empty();
        final FolderScan scan = new FolderScan(folder);
        return scan.single(NetworkKind.CONTROLLED_UNET).map(network -> {
            network.problems().stream().findFirst().ifPresent(problem -> {
                throw new InpaintException(problem);
            });
            // a folder of its own may have no config.json
            final JsonConfig own = scan.configOf(network, "UNet");
            return DenoiserFile.of(network, own.isEmpty() ? scan.configOf(scan.single(NetworkKind.UNET).orElse(network),
                    "UNet") : own);
        });
    }

    /**
     * The autoencoder of a folder that may hold nothing else.
     *
     * @throws InpaintException if there is none, or not exactly one
     */
    static VaeFiles readVae(final Path folder, final DiffusionFamily family) {
        final FolderScan scan = new FolderScan(folder);
        final OnnxModelInfo decoder = scan.single(NetworkKind.VAE_DECODER).orElseThrow(() -> new InpaintException(folder
                + " does not hold one VAE decoder, but " + scan.contents() + "; give the folder of a VAE."));
        final Optional<OnnxModelInfo> encoder = scan.single(NetworkKind.VAE_ENCODER);
        final List<String> problems = new ArrayList<>(decoder.problems());
        encoder.ifPresent(e -> problems.addAll(e.problems()));
        if (!problems.isEmpty())
            throw new InpaintException(problems.get(0));
        return VaeFiles.of(encoder, decoder, scan.configOf(decoder, "Autoencoder"), family.latents(),
                new ArrayList<>());
    }
}
