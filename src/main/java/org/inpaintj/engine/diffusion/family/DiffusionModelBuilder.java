package org.inpaintj.engine.diffusion.family;

import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

import org.inpaintj.core.JsonConfig;
import org.inpaintj.model.folder.DenoiserFile;
import org.inpaintj.model.folder.ModelParts;
import org.inpaintj.model.folder.NetworkKind;
import org.inpaintj.model.folder.TextEncoderFile;
import org.inpaintj.model.folder.TextEncoderMatcher;
import org.inpaintj.model.folder.VaeFiles;
import org.inpaintj.onnx.file.OnnxModelInfo;
import org.inpaintj.sampling.PredictionType;

/** A builder puts the parts of a folder together to a model, and says what is missing or does not fit. */
final class DiffusionModelBuilder {

    private static final String PREDICTION = "prediction_type";

    private final ModelChoice choice;
    private final Path folder;
    private final ModelParts scan;
    private final FolderReport report = new FolderReport();
    private final List<String> problems = report.problems(), notes = report.notes();

    DiffusionModelBuilder(final ModelChoice choice, final ModelParts scan) {
        this.choice = choice;
        folder = choice.model();
        this.scan = scan;
    }

    List<String> problems() {
        return problems;
    }

    /** The model, or empty if a part is missing; what speaks against it goes to {@link #problems}. */
    Optional<DiffusionModel> build() {
        final List<NetworkKind> kinds = DiffusionFamilies.denoiserKinds();
        final boolean controlled = choice.changes().controlled();
        final Stream<NetworkKind> steered = Stream.of(NetworkKind.CONTROLLED_UNET);
        // one that takes what ControlNets give does without it too
        final Optional<NetworkKind> kind = (controlled ? Stream.concat(steered, kinds.stream())
                : Stream.concat(kinds.stream(), steered)).filter(k -> scan.single(k).isPresent()).findFirst();
        final Optional<OnnxModelInfo> decoder = scan.single(NetworkKind.VAE_DECODER);
        if (kind.isEmpty())
            missingDenoiser(kinds);
        if (decoder.isEmpty() && choice.vae().isEmpty())
            missingVae();
        if (scan.of(NetworkKind.CLIP).isEmpty() && DiffusionFamilies.allNeedClip())
            missingText();
        if (!problems.isEmpty()) {
            problems.addAll(0, scan.damaged());
            return Optional.empty();
        }
        final OnnxModelInfo network = scan.single(kind.get()).orElseThrow();
        final DenoiserFile denoiser = DenoiserFile.of(network, scan.configOf(network, "UNet", "Transformer"));
        if (controlled && denoiser.inputs().residuals().count() == 0) {
            problems.add(network.file() + (kind.get() == NetworkKind.UNET ? " takes no residuals of a ControlNet: use "
                    + "the checkpoint of the model (.safetensors), or export the UNet with the inputs "
                    + "down_block_0_additional_residual and so on, as docs/controlnet.md shows."
                    : " is " + kind.get().label() + ", which no ControlNet can steer here: leave controlnet out, or "
                            + "use a model of Stable Diffusion 1, 2 or XL."));
            return Optional.empty();
        }
        final Optional<DiffusionFamily> family = DiffusionFamilies.of(kind.get(), network, denoiser, scheduler());
        if (family.isEmpty()) {
            problems.add(network.file() + " is " + kind.get().label() + " of no known family; use a model of "
                    + DiffusionFamilies.titles() + ".");
            problems.addAll(DiffusionFamilies.problems());
            return Optional.empty();
        }
        return Optional.of(build(family.get(), network, denoiser, decoder));
    }

    private DiffusionModel build(final DiffusionFamily family, final OnnxModelInfo network, final DenoiserFile denoiser,
            final Optional<OnnxModelInfo> decoder) {
        final Optional<OnnxModelInfo> encoder = scan.single(NetworkKind.VAE_ENCODER);
        final VaeFiles vae = decoder.map(d -> VaeFiles.of(encoder, d, scan.configOf(d, "Autoencoder"),
                family.latents(), notes)).orElseGet(() -> ModelFolder.readVae(choice.vae().orElseThrow(), family));
        final List<TextEncoderFile> encoders =
                new TextEncoderMatcher(folder, scan, problems).of(denoiser, family.encoders());
        if (vae.encoder().isEmpty())
            notes.add("The folder has no VAE encoder: it can paint from text alone, but not change an image.");
        notes.addAll(DiffusionFamilies.problems());
        checkChannels(network, denoiser, vae);
        checkFiles(network, encoders);
        final JsonConfig scheduler = scheduler(), index = scan.index();
        final PredictionType prediction =
                choice.prediction().orElseGet(() -> family.prediction(denoiser, scheduler, report));
        if (scheduler.isEmpty())
            notes.add("The folder has no scheduler_config.json; " + family.title()
                    + "'s usual noise schedule is used.");
        return new DiffusionModel(folder, family, prediction, LatentConsistency.fewSteps(denoiser, scheduler), denoiser,
                encoders, vae, scheduler, index, family.zeroNegative(index, denoiser),
                family.sizes(network, denoiser, vae, prediction), told(), notes);
    }

    /** How it is known what the denoiser predicts. */
    private String told() {
        if (choice.prediction().isPresent())
            return "the key prediction says so";
        return choice.scheduler().filter(file -> JsonConfig.read(file).has(PREDICTION))
                .map(file -> file.getFileName() + " says so").orElseGet(scan::predictionTold);
    }

    /** The chosen one, else the model's own; it says what the denoiser predicts, unless that was chosen too. */
    private JsonConfig scheduler() {
        final JsonConfig own = scan.scheduler();
        JsonConfig scheduler = choice.scheduler().map(JsonConfig::read).orElse(own);
        if (!scheduler.has(PREDICTION) && own.has(PREDICTION))
            scheduler = scheduler.with(PREDICTION, own.text(PREDICTION, ""));
        return scheduler.isEmpty() || choice.prediction().isEmpty() ? scheduler
                : scheduler.with(PREDICTION, choice.prediction().get().word());
    }

    private void checkChannels(final OnnxModelInfo network, final DenoiserFile denoiser,
            final VaeFiles vae) {
        if (denoiser.channels() < 1 || denoiser.latents() < 1)
            problems.add(network.file() + " does not tell how many channels it takes; add its config.json.");
        else if (denoiser.latents() != vae.channels())
            problems.add("The VAE in " + vae.decoder().network().file() + " decodes latents of "
                    + vae.channels() + " channels but " + network.file() + " makes " + denoiser.latents()
                    + "; they belong to different models.");
        else if (denoiser.channels() != denoiser.latents() && !denoiser.inpainting() && !denoiser.editing())
            problems.add(network.file() + " takes " + denoiser.channels()
                    + " channels, which no known form does; use a text-to-image or an inpainting model.");
    }

    private void checkFiles(final OnnxModelInfo unet, final List<TextEncoderFile> encoders) {
        final List<Path> used = encoders.stream().map(e -> e.network().file()).toList();
        scan.networks().stream().filter(found -> found.info() == unet || found.kind() == NetworkKind.VAE_DECODER
                || found.kind() == NetworkKind.VAE_ENCODER || used.contains(found.info().file()))
                .map(ModelParts.Found::info).sorted(Comparator.comparing(OnnxModelInfo::file))
                .forEach(c -> problems.addAll(c.problems()));
        for (final String damage : scan.damaged())
            if (problems.isEmpty())
                notes.add(DiffusionModel.UNUSED + damage);
    }

    private void missingDenoiser(final List<NetworkKind> kinds) {
        if (kinds.stream().anyMatch(this::ambiguous))
            return;
        if (!scan.of(NetworkKind.FLUX).isEmpty())
            problems.add(folder + " holds a FLUX model, which is not supported; use Stable Diffusion 1, 2, XL or 3.");
        else
            missing("denoiser (" + String.join(" or ", kinds.stream()
                    .map(kind -> kind.label().replaceFirst("^an? ", "")).toList()) + ")");
    }

    private void missingText() {
        if (kind(NetworkKind.UNET).filter(info -> info.graph().isPresent()).isPresent())
            problems.add(folder + " holds a UNet without its text encoder;"
                    + " use a checkpoint that holds the whole model.");
        else
            missing("text encoder", NetworkKind.CLIP);
    }

    private void missingVae() {
        if (kind(NetworkKind.UNET).filter(info -> info.graph().isPresent()).isPresent())
            problems.add(folder + " holds no VAE: name the file of one (vae=FILE), such as "
                    + "vae-ft-mse-840000-ema-pruned.safetensors or sdxl_vae.safetensors.");
        else
            missing("VAE decoder", NetworkKind.VAE_DECODER);
    }

    private Optional<OnnxModelInfo> kind(final NetworkKind kind) {
        return scan.of(kind).stream().findFirst();
    }

    private void missing(final String part, final NetworkKind kind) {
        if (!ambiguous(kind))
            missing(part);
    }

    private void missing(final String part) {
        problems.add(folder + " has no " + part + "; it holds " + scan.contents()
                + ". Give the folder with all parts of the model.");
    }

    /** Whether there are several networks of a kind, which is then a problem. */
    private boolean ambiguous(final NetworkKind kind) {
        final int count = scan.of(kind).size();
        if (count > 1)
            problems.add(folder + " holds " + count + " networks of one kind, " + kind.label() + ": " + scan.contents()
                    + "; give the folder of one model.");
        return count > 1;
    }
}
