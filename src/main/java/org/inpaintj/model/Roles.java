package org.inpaintj.model;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Predicate;

import org.inpaintj.onnx.Channels;
import org.inpaintj.onnx.Contract;
import org.inpaintj.onnx.Port;

/** Tells what a network is for, and finds its ports by their purpose rather than by one exporter's names. */
final class Roles {

    private static final int MANY_RESIDUALS = 9;

    private Roles() {}

    static Role of(final Contract c) {
        if (c.input("controlnet_cond").isPresent() && c.outputs().size() > 1)
            return Role.CONTROLNET;
        if (c.input("clip_input").isPresent() || c.output("has_nsfw_concepts").isPresent())
            return Role.SAFETY_CHECKER;
        if (names(c.inputs(), "point_coords", "input_points", "batched_point_coords"))
            return Role.SEGMENT_DECODER;
        if (names(c.outputs(), "image_embeddings", "image_embed", "image_embeddings.0"))
            return Role.SEGMENT_ENCODER;
        if (names(c.outputs(), "pred_boxes", "boxes"))
            return Role.DETECTOR;
        if (sample(c).isPresent() && timestep(c).isPresent() && context(c).isPresent())
            return denoiser(c);
        if (ids(c).isPresent() && c.inputs().stream().allMatch(p -> p.rank() <= 2) && hidden(c).isPresent())
            return isClip(c) ? Role.CLIP : Role.T5;
        if (Eraser.of(c).isPresent())
            return Role.ERASER;
        if (c.inputs().size() == 1 && images(c.inputs()) && images(c.outputs()))
            return autoencoder(c);
        return Role.UNKNOWN;
    }

    private static Role denoiser(final Contract c) {
        if (sample(c).orElseThrow().rank() == 3)
            return Role.FLUX;
        final long residuals = c.inputs().stream().filter(p -> p.name().contains("residual")
                || p.name().contains("down_block")).count();
        if (residuals >= MANY_RESIDUALS || c.input("controlnet_conds").isPresent())
            return Role.CONTROLLED_UNET;
        return c.input("pooled_projections").isPresent() ? Role.TRANSFORMER : Role.UNET;
    }

    private static Role autoencoder(final Contract c) {
        final Port in = c.inputs().get(0);
        final long from = Channels.of(c, in), to = Channels.of(c, c.outputs().get(0));
        if (from == 3 && to == 3)
            return Role.UPSCALER;
        if (from == 3 || c.outputs().get(0).name().startsWith("latent"))
            return Role.VAE_ENCODER;
        if (to == 3 || in.name().startsWith("latent"))
            return Role.VAE_DECODER;
        return Role.UNKNOWN;
    }

    private static boolean isClip(final Contract c) {
        if (c.nodes().stream().anyMatch(n -> n.name().contains("relative_attention_bias")))
            return false;
        return pooled(c).isPresent() || c.nodes().stream().anyMatch(n -> n.name().contains("position_embedding"));
    }

    /** The noisy latents of a denoiser. */
    static Optional<Port> sample(final Contract c) {
        return find(c.inputs(), p -> p.type().isFloat() && (p.rank() == 4 || p.rank() == 3), "sample", "hidden_states",
                "latent", "latents", "latent_model_input").or(() -> first(c.inputs(), p -> p.rank() == 4));
    }

    static Optional<Port> timestep(final Contract c) {
        return find(c.inputs(), p -> p.rank() <= 1, "timestep", "t", "timesteps")
                .or(() -> first(c.inputs(), p -> p.rank() == 0 || p.rank() == 1));
    }

    /** The text that a denoiser follows. */
    static Optional<Port> context(final Contract c) {
        return find(c.inputs(), p -> p.rank() == 3, "encoder_hidden_states", "context", "encoder_hidden_state")
                .or(() -> first(c.inputs(), p -> p.rank() == 3 && p.type().isFloat() && !p.name().equals("hidden_states")));
    }

    static Optional<Port> ids(final Contract c) {
        return find(c.inputs(), p -> p.type().isInteger(), "input_ids", "ids", "tokens")
                .or(() -> first(c.inputs(), p -> p.type().isInteger() && p.rank() == 2));
    }

    /** The last hidden state of a text encoder. */
    static Optional<Port> hidden(final Contract c) {
        return find(c.outputs(), p -> true, "last_hidden_state", "text_embeddings")
                .or(() -> first(c.outputs(), p -> p.rank() == 3 && !p.name().startsWith("hidden_states")));
    }

    /** One vector for the whole text; {@code text_embeds} if it went through a projection. */
    static Optional<Port> pooled(final Contract c) {
        return find(c.outputs(), p -> true, "text_embeds", "pooler_output")
                .or(() -> first(c.outputs(), p -> p.rank() == 2));
    }

    private static boolean images(final List<Port> ports) {
        return !ports.isEmpty() && ports.get(0).rank() == 4 && ports.get(0).type().isFloat();
    }

    private static boolean names(final List<Port> ports, final String... names) {
        return find(ports, p -> true, names).isPresent();
    }

    /** The first of the names that a port bears. */
    private static Optional<Port> find(final List<Port> ports, final Predicate<Port> fits, final String... names) {
        for (final String name : names)
            for (final Port port : ports)
                if (port.name().toLowerCase(Locale.ROOT).equals(name) && fits.test(port))
                    return Optional.of(port);
        return Optional.empty();
    }

    private static Optional<Port> first(final List<Port> ports, final Predicate<Port> fits) {
        return ports.stream().filter(fits).findFirst();
    }
}
