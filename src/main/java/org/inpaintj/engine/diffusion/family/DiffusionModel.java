package org.inpaintj.engine.diffusion.family;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

import org.inpaintj.core.InpaintException;
import org.inpaintj.core.JsonConfig;
import org.inpaintj.model.folder.DenoiserFile;
import org.inpaintj.model.folder.FileMemo;
import org.inpaintj.model.folder.NetworkFile;
import org.inpaintj.model.folder.TextEncoderFile;
import org.inpaintj.model.folder.VaeFiles;
import org.inpaintj.sampling.PredictionType;
import org.inpaintj.sampling.schedule.SchedulerConfig;

/**
 * A complete latent diffusion model: which file does what, and the numbers needed to run it. Immutable.
 *
 * @param folder       where it lies, or the checkpoint that it is
 * @param family       how it is built and fed
 * @param prediction   what its denoiser predicts
 * @param fewSteps     whether it was distilled to make an image in a few steps with little or no guidance
 * @param denoiser     UNet or transformer
 * @param encoders     text encoders in the order in which their outputs are joined
 * @param vae          autoencoder
 * @param scheduler    scheduler_config.json, empty if the folder has none
 * @param index        model_index.json, empty if the folder has none
 * @param zeroNegative whether an empty negative prompt stands for zeros instead of the encoding of an empty text (SDXL)
 * @param sizes        of the images that it works at
 * @param told         how it is known what the denoiser predicts, to follow "because"; empty where the scheduler says
 *                     it
 * @param notes        assumptions made and things the user should know, full sentences
 */
public record DiffusionModel(Path folder, DiffusionFamily family, PredictionType prediction, boolean fewSteps,
        DenoiserFile denoiser, List<TextEncoderFile> encoders, VaeFiles vae, JsonConfig scheduler, JsonConfig index,
        boolean zeroNegative, ImageSizes sizes, String told, List<String> notes) {

    /** How a note begins that tells of a damaged file. */
    public static final String UNUSED = "A file of the folder is not used: ";

    private static final FileMemo<ModelChoice, DiffusionModel> KNOWN = new FileMemo<>(2);

    public DiffusionModel {
        encoders = List.copyOf(encoders);
        notes = List.copyOf(notes);
    }

    /**
     * The model of a folder or checkpoint.
     *
     * @throws InpaintException if it cannot be used, with the first reason; {@link ModelFolder#read} gives all of them
     */
    public static DiffusionModel read(final Path path) {
        return read(ModelChoice.of(path));
    }

    private static DiffusionModel read(final ModelChoice choice) {
        final ModelFolder read = ModelFolder.read(choice);
        final DiffusionModel model = read.model().orElseThrow(() -> new InpaintException(read.problems().get(0)));
        return choice.vae().map(model::withVae).orElse(model);
    }

    /** A model as {@link #read} gives it, put together as chosen and read only once as long as no file changes. */
    public static DiffusionModel known(final ModelChoice choice) {
        return KNOWN.get(choice, choice.files(), () -> read(choice));
    }

    /** This model with the autoencoder of another folder or file, which must fit its latents. */
    public DiffusionModel withVae(final Path other) {
        final VaeFiles replacement = ModelFolder.readVae(other, family);
        if (replacement.channels() != vae.channels() || replacement.factor() != vae.factor())
            throw new InpaintException("The VAE in " + other + " makes latents of " + replacement.channels()
                    + " channels, one for " + replacement.factor() + " pixels, but the model needs " + vae.channels()
                    + " and " + vae.factor() + "; use one made for " + family.title() + ".");
        return new DiffusionModel(folder, family, prediction, fewSteps, denoiser, encoders, replacement, scheduler,
                index, zeroNegative, sizes, told, notes);
    }

    /** This model with other networks in the places of its denoiser and text encoders. */
    public DiffusionModel with(final DenoiserFile otherDenoiser, final List<TextEncoderFile> otherEncoders) {
        return new DiffusionModel(folder, family, prediction, fewSteps, otherDenoiser, otherEncoders, vae, scheduler,
                index, zeroNegative, sizes, told, notes);
    }

    /** Whether its denoiser takes the mask and the masked picture as additional channels. */
    public boolean inpainting() {
        return denoiser.inpainting();
    }

    /** Whether its denoiser takes the picture as additional channels and changes it as the prompt says. */
    public boolean editing() {
        return denoiser.editing();
    }

    /** Its scheduler, or what its family was trained with where the folder has none. */
    public SchedulerConfig schedulerConfig() {
        return scheduler.isEmpty() ? family.scheduler(prediction) : SchedulerConfig.of(scheduler);
    }

    /** Width and height that it was trained at, px. */
    public int size() {
        return sizes.trained();
    }

    /** Widths and heights must be multiples of this, px. */
    public int multiple() {
        return sizes.multiple();
    }

    /** The same for latents, samples: the patch of a transformer, or by how much a UNet reduces them. */
    public int latentMultiple() {
        return sizes.multiple() / vae.factor();
    }

    /** Greatest width and height that the network can take, px. */
    public int largest() {
        return sizes.largest();
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
        final long latents = Math.max(denoiser.inputs().sample().size(axis), vae.decoder().latents().size(axis));
        return (int) Math.max(0, latents > 0 ? latents * vae.factor()
                : vae.encoder().map(encoder -> encoder.pixels().size(axis)).orElse(0L));
    }

    /** All its networks. */
    public List<NetworkFile> networks() {
        return Stream.of(encoders.stream().map(TextEncoderFile::network), Stream.of(denoiser.network()),
                Stream.of(vae.decoder().network()), vae.encoder().map(VaeFiles.Encoder::network).stream())
                .flatMap(s -> s).toList();
    }

    /** Why it cannot run on the CPU, a sentence, or empty. */
    public Optional<String> cpuProblem() {
        return networks().stream().flatMap(n -> n.cpuProblem().stream()).findFirst();
    }

    /** Such as "Stable Diffusion XL, inpainting". */
    public String title() {
        return family.title() + (inpainting() ? ", inpainting" : editing() ? ", by instruction" : "")
                + (fewSteps ? ", few steps" : "");
    }
}
