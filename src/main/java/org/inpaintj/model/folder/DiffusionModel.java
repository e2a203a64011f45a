package org.inpaintj.model.folder;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

import org.inpaintj.core.InpaintException;

/**
 * A complete model of the Stable Diffusion family: which file does what, and the numbers needed to run it. Immutable.
 *
 * @param folder       where it lies
 * @param family       how it is built
 * @param inpainting   true if its denoiser takes the mask and the masked picture as additional channels
 * @param prediction   what its denoiser predicts
 * @param fewSteps     true if it was distilled to make an image in a few steps with little or no guidance
 * @param denoiser     UNet or transformer
 * @param encoders     text encoders in the order in which their outputs are joined: one CLIP (SD1, SD2); both of SDXL, or
 *                     the second alone (refiner); both CLIPs of SD3, then T5 if there is one
 * @param vae          autoencoder
 * @param scheduler    scheduler_config.json, empty if the folder has none
 * @param zeroNegative true if an empty negative prompt stands for zeros instead of the encoding of an empty text (SDXL)
 * @param scored       true if the time ids end with an aesthetic score instead of the target size (SDXL refiner)
 * @param size         width and height the model was trained at, px
 * @param multiple     widths and heights must be multiples of this, px
 * @param largest      greatest width and height that the network can take, px
 * @param notes        assumptions made and things the user should know, full sentences
 */
public record DiffusionModel(Path folder, ModelFamily family, boolean inpainting, PredictionType prediction, boolean fewSteps,
        DenoiserFile denoiser, List<TextEncoderFile> encoders, VaeFiles vae, JsonConfig scheduler, boolean zeroNegative, boolean scored,
        int size, int multiple, int largest, List<String> notes) {

    /** How a note begins that tells of a damaged file. */
    public static final String UNUSED = "A file of the folder is not used: ";

    /** By their folders: the model's, and the autoencoder's if it is another one. */
    private static final FileMemo<List<Path>, DiffusionModel> KNOWN = new FileMemo<>(2);

    public DiffusionModel {
        encoders = List.copyOf(encoders);
        notes = List.copyOf(notes);
    }

    /**
     * The model of a folder.
     *
     * @throws InpaintException if it cannot be used, with the first reason; {@link ModelFolder#read} gives all of them
     */
    public static DiffusionModel read(final Path folder) {
        final ModelFolder read = ModelFolder.read(folder);
        return read.model().orElseThrow(() -> new InpaintException(read.problems().get(0)));
    }

    /** The model of a folder as {@link #read} gives it, read only once as long as no file changes. */
    public static DiffusionModel known(final Path folder) {
        return KNOWN.get(List.of(folder), FolderScan.files(folder), () -> read(folder));
    }

    /** The same with the autoencoder of another folder, see {@link #withVae}. */
    public static DiffusionModel known(final Path folder, final Path vae) {
        final List<Path> files = Stream.of(folder, vae).map(FolderScan::files).flatMap(List::stream).toList();
        return KNOWN.get(List.of(folder, vae), files, () -> read(folder).withVae(vae));
    }

    /** This model with the autoencoder of another folder, which must fit its latents. */
    public DiffusionModel withVae(final Path other) {
        final VaeFiles replacement = ModelFolder.readVae(other, family);
        if (replacement.channels() != vae.channels() || replacement.factor() != vae.factor())
            throw new InpaintException("The VAE in " + other + " makes latents of " + replacement.channels()
                    + " channels, one for " + replacement.factor() + " pixels, but the model needs " + vae.channels()
                    + " and " + vae.factor() + "; use one made for " + family.title() + ".");
        return new DiffusionModel(folder, family, inpainting, prediction, fewSteps, denoiser, encoders, replacement,
                scheduler, zeroNegative, scored, size, multiple, largest, notes);
    }

    /** The only width that its networks were exported for, px; 0 if they take any. */
    public int onlyWidth() {
        return only(3);
    }

    /** The only height that its networks were exported for, px; 0 if they take any. */
    public int onlyHeight() {
        return only(2);
    }

    private int only(final int axis) {
        final long latents = Math.max(denoiser.sample().size(axis), vae.decodes().size(axis));
        return (int) Math.max(0, latents > 0 ? latents * vae.factor() : vae.encodes().map(p -> p.size(axis)).orElse(0L));
    }

    /** All its networks. */
    public List<NetworkFile> networks() {
        return Stream.of(encoders.stream().map(TextEncoderFile::network), Stream.of(denoiser.network()),
                Stream.of(vae.decoder()), vae.encoder().stream()).flatMap(s -> s).toList();
    }

    /** Why it cannot run on the CPU, a sentence, or empty. */
    public Optional<String> cpuProblem() {
        return networks().stream().flatMap(n -> n.cpuProblem().stream()).findFirst();
    }

    /** Such as "Stable Diffusion XL, inpainting". */
    public String title() {
        return family.title() + (inpainting ? ", inpainting" : "") + (fewSteps ? ", few steps" : "");
    }
}
