package org.inpaintj.model;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

import org.inpaintj.onnx.Contract;

/** Puts the parts of a folder together to a model, and says what is missing or does not fit. */
final class Assembly {

    private static final int SD1_WIDTH = 768, SD2_WIDTH = 1024, SD2_LARGE = 96;

    private final Path folder;
    private final FolderScan scan;
    private final List<String> problems = new ArrayList<>();
    private final List<String> notes = new ArrayList<>();

    Assembly(final Path folder, final FolderScan scan) {
        this.folder = folder;
        this.scan = scan;
    }

    List<String> problems() {
        return problems;
    }

    /** The model, or empty if a part is missing; what speaks against it goes to {@link #problems}. */
    Optional<DiffusionModel> build() {
        final Optional<Contract> unet = scan.single(Role.UNET).or(() -> scan.single(Role.TRANSFORMER));
        final Optional<Contract> decoder = scan.single(Role.VAE_DECODER);
        final Optional<Contract> encoder = scan.single(Role.VAE_ENCODER);
        if (unet.isEmpty())
            missing("denoiser (UNet or diffusion transformer)", Role.UNET, Role.TRANSFORMER);
        if (decoder.isEmpty())
            missing("VAE decoder", Role.VAE_DECODER);
        if (scan.of(Role.CLIP).isEmpty())
            missing("text encoder", Role.CLIP);
        if (!problems.isEmpty()) {
            problems.addAll(0, scan.damaged);
            return Optional.empty();
        }
        final boolean transformer = scan.of(Role.UNET).isEmpty();
        final Denoiser denoiser = Denoiser.of(unet.get(), scan.configOf(unet.get(), "UNet", "Transformer"), transformer);
        final boolean xl = denoiser.timeIds().isPresent();
        final Config vaeConfig = scan.configOf(decoder.get(), "Autoencoder");
        final Vae vae = Vae.of(encoder, decoder.get(), vaeConfig, xl, notes);
        final List<TextEncoder> encoders = new Texts(folder, scan, problems).of(denoiser);
        if (encoder.isEmpty())
            notes.add("The folder has no VAE encoder: it can paint from text alone, but not change an image.");
        if (denoiser.channels() < 1 || denoiser.latents() < 1)
            problems.add(unet.get().file() + " does not tell how many channels it takes; add its config.json.");
        else if (denoiser.latents() != vae.channels())
            problems.add("The VAE in " + decoder.get().file() + " decodes latents of " + vae.channels() + " channels but "
                    + unet.get().file() + " makes " + denoiser.latents() + "; they belong to different models.");
        else if (denoiser.channels() != denoiser.latents() && !denoiser.inpainting())
            problems.add(unet.get().file() + " takes " + denoiser.channels() + " channels"
                    + (denoiser.channels() == 2 * denoiser.latents() ? ", so it edits images by instruction"
                            : ", which no known form does") + "; use a text-to-image or an inpainting model.");
        checkFiles(unet.get(), decoder.get(), encoder, encoders);
        return Optional.of(describe(denoiser, encoders, vae));
    }

    private DiffusionModel describe(final Denoiser denoiser, final List<TextEncoder> encoders, final Vae vae) {
        final Config scheduler = scan.scheduler();
        final Config index = scan.index();
        final Family family = family(denoiser, scheduler);
        final int trained = denoiser.config().whole("sample_size", 0) * vae.factor();
        final Prediction prediction = prediction(family, denoiser, scheduler);
        if (scheduler.isEmpty())
            notes.add("The folder has no scheduler_config.json; " + family.title() + "'s usual noise schedule is used.");
        final int places = denoiser.config().whole("pos_embed_max_size", 0) * denoiser.reduction() * vae.factor();
        final boolean scored = index.flag("requires_aesthetics_score", denoiser.timeIdCount() == 5);
        return new DiffusionModel(folder, family, denoiser.inpainting(), prediction, fewSteps(denoiser, scheduler),
                denoiser, encoders, vae, scheduler,
                index.flag("force_zeros_for_empty_prompt", family == Family.SDXL && !scored), scored,
                trained > 0 ? trained : prediction == Prediction.V && family == Family.SD2 ? 768 : family.size(),
                denoiser.reduction() * vae.factor(), places > 0 ? places : Integer.MAX_VALUE, notes);
    }

    private static Family family(final Denoiser denoiser, final Config scheduler) {
        if (denoiser.transformer())
            return Family.SD3;
        if (denoiser.timeIds().isPresent())
            return Family.SDXL;
        final long width = denoiser.context().size(-1);
        if (width == SD1_WIDTH || width == SD2_WIDTH)
            return width == SD1_WIDTH ? Family.SD1 : Family.SD2;
        return scheduler.text("prediction_type", "").equals("v_prediction")
                || denoiser.config().flag("use_linear_projection", false) ? Family.SD2 : Family.SD1;
    }

    private Prediction prediction(final Family family, final Denoiser denoiser, final Config scheduler) {
        if (family == Family.SD3)
            return Prediction.FLOW;
        final String told = scheduler.text("prediction_type", "");
        switch (told) {
            case "epsilon":
                return Prediction.EPSILON;
            case "v_prediction":
                return Prediction.V;
            case "sample":
                return Prediction.SAMPLE;
            case "":
                // Of the second generation only the models of 768 px predict the velocity.
                final boolean velocity = scheduler.isEmpty() && family == Family.SD2
                        && denoiser.config().whole("sample_size", 0) == SD2_LARGE;
                if (family == Family.SD2 && scheduler.isEmpty())
                    notes.add("The folder does not say what its UNet predicts; " + (velocity ? "the velocity" : "the noise")
                            + " is assumed. If images are only noise, add its scheduler_config.json.");
                return velocity ? Prediction.V : Prediction.EPSILON;
            default:
                problems.add(scheduler + " says that the model predicts '" + told
                        + "', which is unknown; use epsilon, v_prediction or sample.");
                return Prediction.EPSILON;
        }
    }

    /** Consistency models say so; adversarially distilled ones space their steps from the end without zero terminal SNR. */
    private static boolean fewSteps(final Denoiser denoiser, final Config scheduler) {
        return denoiser.guidance().isPresent() || scheduler.text("_class_name", "").startsWith("LCM")
                || scheduler.text("_class_name", "").startsWith("TCD")
                || scheduler.text("timestep_spacing", "").equals("trailing")
                        && !scheduler.flag("rescale_betas_zero_snr", false)
                        && scheduler.text("_class_name", "").startsWith("Euler");
    }

    private void checkFiles(final Contract unet, final Contract decoder, final Optional<Contract> encoder,
            final List<TextEncoder> encoders) {
        final List<Path> used = encoders.stream().map(e -> e.network().file()).toList();
        scan.networks.stream().map(FolderScan.Found::contract).filter(c -> c == unet || c == decoder || encoder.filter(e -> e == c).isPresent()
                || used.contains(c.file())).sorted(Comparator.comparing(Contract::file))
                .forEach(c -> problems.addAll(c.problems()));
        for (final String damage : scan.damaged)
            if (problems.isEmpty())
                notes.add(DiffusionModel.UNUSED + damage);
    }

    private void missing(final String part, final Role... roles) {
        for (final Role role : roles)
            if (scan.of(role).size() > 1) {
                problems.add(folder + " holds " + scan.of(role).size() + " networks of one kind, " + role.label() + ": "
                        + scan.contents() + "; give the folder of one model.");
                return;
            }
        if (roles[0] == Role.UNET && !scan.of(Role.FLUX).isEmpty())
            problems.add(folder + " holds a FLUX model, which is not supported; use Stable Diffusion 1, 2, XL or 3.");
        else if (roles[0] == Role.UNET && !scan.of(Role.CONTROLLED_UNET).isEmpty())
            problems.add(folder + " holds a UNet that needs a ControlNet beside it; use the plain export of the model.");
        else
            problems.add(folder + " has no " + part + "; it holds " + scan.contents()
                    + ". Give the folder with all parts of the model.");
    }
}
