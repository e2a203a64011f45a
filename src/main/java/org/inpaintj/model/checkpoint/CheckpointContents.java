package org.inpaintj.model.checkpoint;

import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;

import org.inpaintj.core.InpaintException;

/**
 * What is in a checkpoint, told by the names of its tensors first and by their shapes second; what the file is called
 * plays no part.
 *
 * @param kind       what it is for
 * @param unet       of a model or a ControlNet: what the network's shapes tell
 * @param difference of a ControlNet: whether its weights are differences from those of a model's UNet
 * @param refusal    why it cannot be used and what to use instead, to follow the file's name; empty if it can
 */
public record CheckpointContents(CheckpointKind kind, Optional<UnetShape> unet, boolean difference, String refusal) {

    private static final Pattern LORA = Pattern.compile("lora_(unet|te[12]?)_.*"
            + "|.*[._](lora_(up|down|mid|[AB](\\.[a-z]\\w*)?)"
            + "|hada_w[12]_[ab]|lokr_w[12](_[ab])?|oft_(blocks|diag)|dora_scale|diff"
            + "|diff_b)(\\.weight)?" + "|.*[._]lora(_linear_layer)?\\.(up|down)\\.weight");
    private static final Set<String> RRDB = Set.of("model.1.sub.0.RDB1.conv1.0.weight",
            "model.1.sub.0.RDB1.conv1.weight", "body.0.rdb1.conv1.weight", "RRDB_trunk.0.RDB1.conv1.weight");
    private static final String DAT = "layers.0.blocks.0.attn.attns.0.rpe_biases", TOKENS = "token_embedding.weight";

    /** @throws InpaintException if weights of a network in it cannot be read */
    public static CheckpointContents of(final Checkpoint c) {
        final Optional<String> foreign = ForeignCheckpoint.complaint(c);
        if (foreign.isPresent())
            return refused(CheckpointKind.UNKNOWN, Optional.empty(), foreign.get());
        final Map<String, StoredTensor> control = DiffusersNames.controlNet(c);
        if (!control.isEmpty())
            return new CheckpointContents(CheckpointKind.CONTROLNET, Optional.of(UnetShape.of(control)),
                    c.tensors().containsKey("difference"), "");
        final Map<String, StoredTensor> unet = DiffusersNames.unet(c);
        if (!unet.isEmpty()) {
            final UnetShape shape = UnetShape.of(unet);
            return refused(CheckpointKind.DIFFUSION_MODEL, Optional.of(shape),
                    ForeignCheckpoint.complaint(shape).orElse(""));
        }
        final CheckpointKind kind = small(c);
        return refused(kind, Optional.empty(), refusal(c, kind));
    }

    /** The family of the UNet, if there is one that is known. */
    public Optional<CheckpointFamily> family() {
        return unet.flatMap(UnetShape::family);
    }

    /**
     * Checks that a file is what it is given as.
     *
     * @throws InpaintException if it is of another kind, or cannot be used
     */
    public void require(final CheckpointKind wanted, final Checkpoint c) {
        if (!refusal.isEmpty())
            throw new InpaintException(c + " " + refusal);
        if (kind != wanted)
            throw new InpaintException(c + " is " + kind.title() + ", not " + wanted.title()
                    + "; give a file of the right kind.");
    }

    private static CheckpointContents refused(final CheckpointKind kind, final Optional<UnetShape> unet,
            final String refusal) {
        return new CheckpointContents(kind, unet, false, refusal);
    }

    private static CheckpointKind small(final Checkpoint c) {
        if (any(c, name -> LORA.matcher(name).matches()))
            return CheckpointKind.LORA;
        if (isEmbedding(c))
            return CheckpointKind.TEXTUAL_INVERSION;
        if (!DiffusersNames.vae(c).isEmpty())
            return CheckpointKind.VAE;
        if (isTaesd(c))
            return CheckpointKind.TAESD;
        if (isUpscaler(c))
            return CheckpointKind.UPSCALER;
        return any(c, name -> name.endsWith(TOKENS)) && !DiffusersNames.textEncoders(c).isEmpty()
                ? CheckpointKind.TEXT_ENCODER : CheckpointKind.UNKNOWN;
    }

    private static String refusal(final Checkpoint c, final CheckpointKind kind) {
        if (kind == CheckpointKind.UNKNOWN)
            return "holds weights of no kind that is known; use a checkpoint, VAE, LoRA, ControlNet, embedding or"
                    + " upscaler of the Stable Diffusion families.";
        if (kind != CheckpointKind.VAE)
            return "";
        final StoredTensor latents = DiffusersNames.vae(c).get("decoder.conv_in.weight");
        return latents == null || latents.dims().size() != 4 ? ""
                : ForeignCheckpoint.complaint(latents.size(1)).orElse("");
    }

    private static boolean isEmbedding(final Checkpoint c) {
        final Set<String> names = c.tensors().keySet();
        return names.contains("emb_params") || any(c, name -> name.startsWith("string_to_param."))
                || names.contains("clip_l") && names.contains("clip_g")
                || names.size() == 1 && any(c, name -> name.startsWith("<") && name.endsWith(">"));
    }

    private static boolean isTaesd(final Checkpoint c) {
        final Set<String> names = c.tensors().keySet();
        return any(c, name -> name.startsWith("taesd_decoder.") || name.startsWith("taesd_encoder."))
                || names.contains("1.weight") && names.contains("3.conv.0.weight")
                || names.contains("0.weight") && names.contains("1.conv.0.weight")
                || names.contains("decoder.layers.0.weight") && names.contains("encoder.layers.0.weight");
    }

    private static boolean isUpscaler(final Checkpoint c) {
        final Map<String, StoredTensor> tensors = c.tensors();
        final StoredTensor first = tensors.get("body.0.weight"), slope = tensors.get("body.1.weight");
        return tensors.keySet().stream().anyMatch(RRDB::contains) || tensors.containsKey(DAT)
                || first != null && slope != null && first.dims().size() == 4 && slope.dims().size() == 1;
    }

    private static boolean any(final Checkpoint c, final Predicate<String> name) {
        return c.tensors().keySet().stream().anyMatch(name);
    }
}
