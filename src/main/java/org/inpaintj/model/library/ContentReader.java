package org.inpaintj.model.library;

import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

import org.inpaintj.core.InpaintException;
import org.inpaintj.model.catalogue.ModelRole;
import org.inpaintj.model.checkpoint.Checkpoint;
import org.inpaintj.model.checkpoint.CheckpointContents;
import org.inpaintj.model.checkpoint.CheckpointFamily;
import org.inpaintj.model.checkpoint.StoredTensor;
import org.inpaintj.model.folder.NetworkKind;
import org.inpaintj.model.folder.UpscalerModel;
import org.inpaintj.onnx.file.OnnxModelInfo;
import org.inpaintj.onnx.file.ValueInfo;

/** Tells what a file is by its header: the names and shapes of its tensors, the inputs and outputs of its network. */
final class ContentReader {

    private static final int LONGEST = 200;
    private static final String DOWN = ".lora_down.weight", SECOND_TEXT = "lora_te2_";

    private ContentReader() {}

    /** Reads the header of a file: milliseconds, some tens for the largest checkpoints. Never throws. */
    static ContentFacts read(final Path file) {
        try {
            return file.toString().toLowerCase(Locale.ROOT).endsWith(".onnx") ? network(OnnxModelInfo.read(file))
                    : checkpoint(Checkpoint.read(file));
        } catch (final InpaintException e) {
            return ContentFacts.nothing(e.getMessage());
        } catch (final UncheckedIOException | IllegalArgumentException e) {
            return ContentFacts.nothing("'" + file + "' cannot be read (" + e.getMessage() + ").");
        }
    }

    private static ContentFacts checkpoint(final Checkpoint c) {
        final CheckpointContents contents = CheckpointContents.of(c);
        final Optional<ModelRole> role = switch (contents.kind()) {
            case DIFFUSION_MODEL -> Optional.of(ModelRole.MODEL);
            case VAE, TAESD -> Optional.of(ModelRole.VAE);
            case CONTROLNET -> Optional.of(ModelRole.CONTROLNET);
            case LORA -> Optional.of(ModelRole.LORA);
            case TEXTUAL_INVERSION -> Optional.of(ModelRole.EMBEDDING);
            case UPSCALER -> Optional.of(ModelRole.UPSCALER);
            case TEXT_ENCODER, UNKNOWN -> Optional.empty();
        };
        final String family = switch (contents.kind()) {
            case LORA -> lora(c).map(CheckpointFamily::title).orElse("");
            case TEXTUAL_INVERSION -> embedding(c).map(CheckpointFamily::title).orElse("");
            default -> contents.family().map(CheckpointFamily::title).orElse("");
        };
        final Map<String, String> told = c.metadata();
        return new ContentFacts(role, contents.kind().title(), family,
                texts(told, "ss_output_name", "modelspec.title"),
                texts(told, "sshs_model_hash", "modelspec.hash_sha256").stream()
                        .map(hash -> hash.toLowerCase(Locale.ROOT).replaceFirst("^0x", "")).toList(),
                false, contents.refusal().isEmpty() ? "" : "'" + c + "' " + contents.refusal());
    }

    private static List<String> texts(final Map<String, String> told, final String... keys) {
        return Stream.of(keys).map(told::get)
                .filter(text -> text != null && !text.isBlank() && text.length() <= LONGEST
                        && text.chars().noneMatch(Character::isISOControl))
                .map(String::strip).distinct().toList();
    }

    /** By what it was trained on, else by the width of the texts that its layers take. */
    private static Optional<CheckpointFamily> lora(final Checkpoint c) {
        final String base = c.metadata().getOrDefault("ss_base_model_version", "").toLowerCase(Locale.ROOT)
                + c.metadata().getOrDefault("modelspec.architecture", "").toLowerCase(Locale.ROOT);
        if (base.contains("sdxl") || base.contains("stable-diffusion-xl")
                || c.tensors().keySet().stream().anyMatch(name -> name.startsWith(SECOND_TEXT)))
            return Optional.of(CheckpointFamily.SDXL);
        for (final Map.Entry<String, StoredTensor> tensor : c.tensors().entrySet()) {
            final String name = tensor.getKey().replace("processor.to_k_lora.down", "to_k" + DOWN)
                    .replace("lora_A.weight", "lora_down.weight").replace("to_k.lora.down", "to_k.lora_down");
            final Optional<CheckpointFamily> family = name.contains("attn2") && name.endsWith("to_k" + DOWN)
                    && tensor.getValue().dims().size() > 1 ? width(tensor.getValue().size(1)) : Optional.empty();
            if (family.isPresent())
                return family;
        }
        return base.contains("sd_v2") ? Optional.of(CheckpointFamily.SD2)
                : base.contains("sd_v1") ? Optional.of(CheckpointFamily.SD1) : Optional.empty();
    }

    private static Optional<CheckpointFamily> embedding(final Checkpoint c) {
        if (c.tensors().containsKey("clip_g"))
            return Optional.of(CheckpointFamily.SDXL);
        return c.tensors().values().stream().filter(tensor -> !tensor.dims().isEmpty())
                .map(tensor -> width(tensor.size(-1))).flatMap(Optional::stream).findFirst();
    }

    private static Optional<CheckpointFamily> width(final long width) {
        return Stream.of(CheckpointFamily.values()).filter(family -> family.contextWidth() == width).findFirst();
    }

    private static ContentFacts network(final OnnxModelInfo info) {
        final NetworkKind kind = NetworkKind.of(info);
        final Optional<ModelRole> role = switch (kind) {
            case ERASER -> Optional.of(ModelRole.MODEL);
            case CONTROLNET -> Optional.of(ModelRole.CONTROLNET);
            case UPSCALER -> Optional.of(ModelRole.UPSCALER);
            // pixels that are shuffled into channels look like latents
            case UNKNOWN, VAE_ENCODER, VAE_DECODER -> enlarges(info) ? Optional.of(ModelRole.UPSCALER)
                    : Optional.empty();
            default -> Optional.empty();
        };
        return new ContentFacts(role, kind.label(), "", List.of(), List.of(), takesPicture(info), "");
    }

    private static boolean enlarges(final OnnxModelInfo info) {
        try {
            return UpscalerModel.read(info.file()).channels() > 0;
        } catch (final InpaintException e) {
            return false;
        }
    }

    private static boolean takesPicture(final OnnxModelInfo info) {
        if (info.inputs().size() != 1 || info.outputs().isEmpty())
            return false;
        final ValueInfo in = info.inputs().get(0), out = info.outputs().get(0);
        return in.rank() == 4 && in.type().isFloat() && (in.size(1) == 3 || in.size(1) <= 0)
                && (out.rank() == 3 || out.rank() == 4 || out.rank() < 0);
    }
}
