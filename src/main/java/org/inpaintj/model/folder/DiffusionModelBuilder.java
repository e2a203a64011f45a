package org.inpaintj.model.folder;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

import org.inpaintj.onnx.file.OnnxModelInfo;

/** Puts the parts of a folder together to a model, and says what is missing or does not fit. */
final class DiffusionModelBuilder {

    private static final int SD1_WIDTH = 768, SD2_WIDTH = 1024, SD2_LARGE = 96;

    private final Path folder;
    private final FolderScan scan;
    private final List<String> problems = new ArrayList<>();
    private final List<String> notes = new ArrayList<>();

    DiffusionModelBuilder(final Path folder, final FolderScan scan) {
        this.folder = folder;
        this.scan = scan;
    }

    List<String> problems() {
        return problems;
    }

    /** The model, or empty if a part is missing; what speaks against it goes to {@link #problems}. */
    Optional<DiffusionModel> build() {
        final Optional<OnnxModelInfo> unet = scan.single(NetworkKind.UNET).or(() -> scan.single(NetworkKind.TRANSFORMER));
        final Optional<OnnxModelInfo> decoder = scan.single(NetworkKind.VAE_DECODER);
        final Optional<OnnxModelInfo> encoder = scan.single(NetworkKind.VAE_ENCODER);
        if (unet.isEmpty())
            missing("denoiser (UNet or diffusion transformer)", NetworkKind.UNET, NetworkKind.TRANSFORMER);
        if (decoder.isEmpty())
            missing("VAE decoder", NetworkKind.VAE_DECODER);
        if (scan.of(NetworkKind.CLIP).isEmpty())
            missing("text encoder", NetworkKind.CLIP);
        if (!problems.isEmpty()) {
            problems.addAll(0, scan.damaged);
            return Optional.empty();
        }
        final boolean transformer = scan.of(NetworkKind.UNET).isEmpty();
        final DenoiserFile denoiser = DenoiserFile.of(unet.get(), scan.configOf(unet.get(), "UNet", "Transformer"), transformer);
        final boolean xl = denoiser.timeIds().isPresent();
        final JsonConfig vaeConfig = scan.configOf(decoder.get(), "Autoencoder");
        final VaeFiles vae = VaeFiles.of(encoder, decoder.get(), vaeConfig, xl, notes);
        final List<TextEncoderFile> encoders = new TextEncoderMatcher(folder, scan, problems).of(denoiser);
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

    private DiffusionModel describe(final DenoiserFile denoiser, final List<TextEncoderFile> encoders, final VaeFiles vae) {
        final JsonConfig scheduler = scan.scheduler();
        final JsonConfig index = scan.index();
        final ModelFamily family = family(denoiser, scheduler);
        final int trained = denoiser.config().whole("sample_size", 0) * vae.factor();
        final PredictionType prediction = prediction(family, denoiser, scheduler);
        if (scheduler.isEmpty())
            notes.add("The folder has no scheduler_config.json; " + family.title() + "'s usual noise schedule is used.");
        final int places = denoiser.config().whole("pos_embed_max_size", 0) * denoiser.reduction() * vae.factor();
        final boolean scored = index.flag("requires_aesthetics_score", denoiser.timeIdCount() == 5);
        return new DiffusionModel(folder, family, denoiser.inpainting(), prediction, fewSteps(denoiser, scheduler),
                denoiser, encoders, vae, scheduler,
                index.flag("force_zeros_for_empty_prompt", family == ModelFamily.SDXL && !scored), scored,
                trained > 0 ? trained : prediction == PredictionType.V && family == ModelFamily.SD2 ? 768 : family.size(),
                denoiser.reduction() * vae.factor(), places > 0 ? places : Integer.MAX_VALUE, notes);
    }

    private static ModelFamily family(final DenoiserFile denoiser, final JsonConfig scheduler) {
        if (denoiser.transformer())
            return ModelFamily.SD3;
        if (denoiser.timeIds().isPresent())
            return ModelFamily.SDXL;
        final long width = denoiser.context().size(-1);
        if (width == SD1_WIDTH || width == SD2_WIDTH)
            return width == SD1_WIDTH ? ModelFamily.SD1 : ModelFamily.SD2;
        return scheduler.text("prediction_type", "").equals("v_prediction")
                || denoiser.config().flag("use_linear_projection", false) ? ModelFamily.SD2 : ModelFamily.SD1;
    }

    private PredictionType prediction(final ModelFamily family, final DenoiserFile denoiser, final JsonConfig scheduler) {
        if (family == ModelFamily.SD3)
            return PredictionType.FLOW;
        final String told = scheduler.text("prediction_type", "");
        switch (told) {
            case "epsilon":
                return PredictionType.EPSILON;
            case "v_prediction":
                return PredictionType.V;
            case "sample":
                return PredictionType.SAMPLE;
            case "":
                // Of the second generation only the models of 768 px predict the velocity.
                final boolean velocity = scheduler.isEmpty() && family == ModelFamily.SD2
                        && denoiser.config().whole("sample_size", 0) == SD2_LARGE;
                if (family == ModelFamily.SD2 && scheduler.isEmpty())
                    notes.add("The folder does not say what its UNet predicts; " + (velocity ? "the velocity" : "the noise")
                            + " is assumed. If images are only noise, add its scheduler_config.json.");
                return velocity ? PredictionType.V : PredictionType.EPSILON;
            default:
                problems.add(scheduler + " says that the model predicts '" + told
                        + "', which is unknown; use epsilon, v_prediction or sample.");
                return PredictionType.EPSILON;
        }
    }

    /** Consistency models say so; adversarially distilled ones space their steps from the end without zero terminal SNR. */
    private static boolean fewSteps(final DenoiserFile denoiser, final JsonConfig scheduler) {
        return denoiser.guidance().isPresent() || scheduler.text("_class_name", "").startsWith("LCM")
                || scheduler.text("_class_name", "").startsWith("TCD")
                || scheduler.text("timestep_spacing", "").equals("trailing")
                        && !scheduler.flag("rescale_betas_zero_snr", false)
                        && scheduler.text("_class_name", "").startsWith("Euler");
    }

    private void checkFiles(final OnnxModelInfo unet, final OnnxModelInfo decoder, final Optional<OnnxModelInfo> encoder,
            final List<TextEncoderFile> encoders) {
        final List<Path> used = encoders.stream().map(e -> e.network().file()).toList();
        scan.networks.stream().map(FolderScan.Found::contract).filter(c -> c == unet || c == decoder || encoder.filter(e -> e == c).isPresent()
                || used.contains(c.file())).sorted(Comparator.comparing(OnnxModelInfo::file))
                .forEach(c -> problems.addAll(c.problems()));
        for (final String damage : scan.damaged)
            if (problems.isEmpty())
                notes.add(DiffusionModel.UNUSED + damage);
    }

    private void missing(final String part, final NetworkKind... roles) {
        for (final NetworkKind role : roles)
            if (scan.of(role).size() > 1) {
                problems.add(folder + " holds " + scan.of(role).size() + " networks of one kind, " + role.label() + ": "
                        + scan.contents() + "; give the folder of one model.");
                return;
            }
        if (roles[0] == NetworkKind.UNET && !scan.of(NetworkKind.FLUX).isEmpty())
            problems.add(folder + " holds a FLUX model, which is not supported; use Stable Diffusion 1, 2, XL or 3.");
        else if (roles[0] == NetworkKind.UNET && !scan.of(NetworkKind.CONTROLLED_UNET).isEmpty())
            problems.add(folder + " holds a UNet that needs a ControlNet beside it; use the plain export of the model.");
        else
            problems.add(folder + " has no " + part + "; it holds " + scan.contents()
                    + ". Give the folder with all parts of the model.");
    }
}
