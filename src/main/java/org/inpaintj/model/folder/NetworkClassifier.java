package org.inpaintj.model.folder;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Predicate;

import org.inpaintj.onnx.file.ChannelCount;
import org.inpaintj.onnx.file.OnnxModelInfo;
import org.inpaintj.onnx.file.ValueInfo;

/**
 * Tells what a network is for, and finds its inputs and outputs by their purpose rather than by one exporter's names.
 */
final class NetworkClassifier {

    /** The pictures of ControlNets that were exported as one graph with their UNet. */
    static final String FUSED_CONTROLS = "controlnet_conds";

    private static final int COLOURS = 3;

    private NetworkClassifier() {}

    static NetworkKind of(final OnnxModelInfo c) {
        if (c.input("controlnet_cond").isPresent() && c.outputs().size() > 1 || isControlNet(c))
            return NetworkKind.CONTROLNET;
        if (c.input("clip_input").isPresent() || c.output("has_nsfw_concepts").isPresent())
            return NetworkKind.SAFETY_CHECKER;
        if (names(c.inputs(), "point_coords", "input_points", "batched_point_coords"))
            return NetworkKind.SEGMENT_DECODER;
        if (names(c.outputs(), "image_embeddings", "image_embed", "image_embeddings.0"))
            return NetworkKind.SEGMENT_ENCODER;
        if (names(c.outputs(), "pred_boxes", "boxes"))
            return NetworkKind.DETECTOR;
        if (ids(c).isPresent() && names(c.inputs(), "encoder_hidden_states") && names(c.outputs(), "logits"))
            return NetworkKind.CAPTION_DECODER;
        if (sample(c).isPresent() && timestep(c).isPresent() && context(c).isPresent())
            return denoiser(c);
        if (ids(c).isPresent() && c.inputs().stream().allMatch(p -> p.rank() <= 2) && hidden(c).isPresent())
            return isClip(c) ? NetworkKind.CLIP : NetworkKind.T5;
        if (EraserModel.of(c).isPresent())
            return NetworkKind.ERASER;
        if (c.inputs().size() == 1 && images(c.inputs()) && images(c.outputs()))
            return autoencoder(c);
        if (c.inputs().size() == 1 && images(c.inputs()))
            return ofPictures(c);
        return NetworkKind.UNKNOWN;
    }

    private static NetworkKind denoiser(final OnnxModelInfo c) {
        if (sample(c).orElseThrow().rank() == 3)
            return NetworkKind.FLUX;
        if (residuals(c).count() > 0 || c.input(FUSED_CONTROLS).isPresent())
            return NetworkKind.CONTROLLED_UNET;
        return c.input("pooled_projections").isPresent() ? NetworkKind.TRANSFORMER : NetworkKind.UNET;
    }

    private static NetworkKind autoencoder(final OnnxModelInfo c) {
        final ValueInfo in = c.inputs().get(0);
        final long from = ChannelCount.of(c, in), to = ChannelCount.of(c, c.outputs().get(0));
        if (from == 3 && to == 3)
            return NetworkKind.UPSCALER;
        if (from == 3 || c.outputs().get(0).name().startsWith("latent"))
            return NetworkKind.VAE_ENCODER;
        if (to == 3 || in.name().startsWith("latent"))
            return NetworkKind.VAE_DECODER;
        return NetworkKind.UNKNOWN;
    }

    /** What gives no picture: a tagger looks at pixels side by side, an encoder at channels one after the other. */
    private static NetworkKind ofPictures(final OnnxModelInfo c) {
        final List<ValueInfo> outputs = c.outputs();
        if (c.inputs().get(0).size(3) == 3 && outputs.size() == 1 && outputs.get(0).rank() == 2)
            return NetworkKind.IMAGE_TAGGER;
        return outputs.stream().anyMatch(p -> p.rank() == 3 && p.type().isFloat()) ? NetworkKind.IMAGE_ENCODER
                : NetworkKind.UNKNOWN;
    }

    private static boolean isClip(final OnnxModelInfo c) {
        if (c.nodes().stream().anyMatch(n -> n.name().contains("relative_attention_bias")))
            return false;
        return pooled(c).isPresent() || c.nodes().stream().anyMatch(n -> n.name().contains("position_embedding"));
    }

    /** What sees a picture beside the latents and gives maps for a UNet. */
    private static boolean isControlNet(final OnnxModelInfo c) {
        return sample(c).isPresent() && timestep(c).isPresent() && context(c).isPresent() && hint(c).isPresent()
                && c.outputs().stream().filter(p -> p.rank() == 4 || p.rank() < 0).count() >= Residuals.FEWEST;
    }

    /** The picture that a ControlNet sees. */
    static Optional<ValueInfo> hint(final OnnxModelInfo c) {
        final String latents = sample(c).map(ValueInfo::name).orElse("");
        return find(c.inputs(), p -> true, "controlnet_cond", "hint").or(() -> first(c.inputs(),
                p -> !p.name().equals(latents) && p.rank() == 4 && ChannelCount.of(c, p) == COLOURS));
    }

    /** What a denoiser takes of a ControlNet: further maps beside its latents. */
    static Residuals residuals(final OnnxModelInfo c) {
        final String latents = sample(c).map(ValueInfo::name).orElse("");
        final List<ValueInfo> maps = c.inputs().stream().filter(p -> !p.name().equals(latents) && p.type().isFloat()
                && (p.rank() == 4 || p.rank() < 0 && p.name().contains("residual"))).toList();
        return maps.size() >= Residuals.FEWEST ? Residuals.of(maps) : new Residuals(List.of());
    }

    /** The noisy latents of a denoiser. */
    static Optional<ValueInfo> sample(final OnnxModelInfo c) {
        return find(c.inputs(), p -> p.type().isFloat() && (p.rank() == 4 || p.rank() == 3), "sample", "hidden_states",
                "latent", "latents", "latent_model_input").or(() -> first(c.inputs(), p -> p.rank() == 4));
    }

    static Optional<ValueInfo> timestep(final OnnxModelInfo c) {
        return find(c.inputs(), p -> p.rank() <= 1, "timestep", "t", "timesteps")
                .or(() -> first(c.inputs(), p -> p.rank() == 0 || p.rank() == 1));
    }

    /** The text that a denoiser follows. */
    static Optional<ValueInfo> context(final OnnxModelInfo c) {
        return find(c.inputs(), p -> p.rank() == 3, "encoder_hidden_states", "context", "encoder_hidden_state")
                .or(() -> first(c.inputs(),
                        p -> p.rank() == 3 && p.type().isFloat() && !p.name().equals("hidden_states")));
    }

    static Optional<ValueInfo> ids(final OnnxModelInfo c) {
        return find(c.inputs(), p -> p.type().isInteger(), "input_ids", "ids", "tokens")
                .or(() -> first(c.inputs(), p -> p.type().isInteger() && p.rank() == 2));
    }

    /** The last hidden state of a text encoder. */
    static Optional<ValueInfo> hidden(final OnnxModelInfo c) {
        return find(c.outputs(), p -> true, "last_hidden_state", "text_embeddings")
                .or(() -> first(c.outputs(), p -> p.rank() == 3 && !p.name().startsWith("hidden_states")));
    }

    /** One vector for the whole text; {@code text_embeds} if it went through a projection. */
    static Optional<ValueInfo> pooled(final OnnxModelInfo c) {
        return find(c.outputs(), p -> true, "text_embeds", "pooler_output")
                .or(() -> first(c.outputs(), p -> p.rank() == 2));
    }

    private static boolean images(final List<ValueInfo> valueInfos) {
        return !valueInfos.isEmpty() && valueInfos.get(0).rank() == 4 && valueInfos.get(0).type().isFloat();
    }

    private static boolean names(final List<ValueInfo> valueInfos, final String... names) {
        return find(valueInfos, p -> true, names).isPresent();
    }

    /** The first of the names that an input or output bears. */
    private static Optional<ValueInfo> find(final List<ValueInfo> valueInfos, final Predicate<ValueInfo> fits,
            final String... names) {
        for (final String name : names)
            for (final ValueInfo valueInfo : valueInfos)
                if (valueInfo.name().toLowerCase(Locale.ROOT).equals(name) && fits.test(valueInfo))
                    return Optional.of(valueInfo);
        return Optional.empty();
    }

    private static Optional<ValueInfo> first(final List<ValueInfo> valueInfos, final Predicate<ValueInfo> fits) {
        return valueInfos.stream().filter(fits).findFirst();
    }
}
