package org.inpaintj.model.checkpoint;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** Tells files that cannot be used by what they are, and says what to use instead. */
final class ForeignCheckpoint {

    private static final String MODELS = "use a checkpoint of Stable Diffusion 1, 2 or XL.";
    private static final String CONTROLS = "use a ControlNet of the model's family.";
    private static final String VAES = "use a VAE of Stable Diffusion 1, 2 or XL.";

    /** A kind: how a name of one of its tensors looks, and what is said of the file. */
    private record Sign(Predicate<String> name, String complaint) {}

    private static final List<Sign> SIGNS = List.of(
            sign("lora_controlnet", "is a Control-LoRA, which changes the model's own UNet and is not supported; "
                    + CONTROLS),
            start("adapter.body.", "is a T2I-Adapter, which is not supported; " + CONTROLS),
            new Sign(n -> n.startsWith("ip_adapter.") || n.startsWith("image_proj."),
                    "is an IP-Adapter, which is not supported; " + CONTROLS),
            inside("motion_modules", "is a motion module of AnimateDiff, which makes films and is not supported; "
                    + MODELS),
            inside("time_stack", "is a Stable Video Diffusion model, which makes films and is not supported; "
                    + MODELS),
            start("joint_blocks.", "is a Stable Diffusion 3 model, which is read from ONNX exports only; export it, or "
                    + MODELS),
            new Sign(n -> n.startsWith("transformer_blocks.0.attn.add_k_proj.") || n.startsWith("context_embedder."),
                    "is a transformer of Stable Diffusion 3 or FLUX, which is not read from such files; " + MODELS),
            new Sign(n -> n.startsWith("double_blocks.") || n.startsWith("single_transformer_blocks."),
                    "is a FLUX model, which is not supported; " + MODELS),
            start("cap_embedder.", "is a Lumina model, which is not supported; " + MODELS),
            start("blocks.0.cross_attn.", "is a Wan or Sana model, which is not supported; " + MODELS),
            inside("relative_position_bias_table", "is a SwinIR or HAT upscaler, which is not supported; use one of the"
                    + " ESRGAN or DAT kinds."));

    /** What quantisers put beside each weight, as the last part of its name. */
    private static final Set<String> QUANTISED = Set.of("scale_weight", "scale_input", "weight_scale", "input_scale",
            "scaled_fp8", "comfy_quant", "absmax", "quant_map", "qweight", "qzeros");

    private static final Set<Long> CHANNELS = Set.of(4L, 8L, 9L);
    private static final long DEPTH = 5, UPSCALER = 7, LATENTS = 4;

    private ForeignCheckpoint() {}

    /** What is said of a file by the names in it, to follow its own; empty if nothing forbids it. */
    static Optional<String> complaint(final Checkpoint c) {
        for (final Sign sign : SIGNS)
            for (final String name : c.tensors().keySet())
                if (sign.name().test(inner(name)))
                    return Optional.of(sign.complaint());
        if (c.tensors().keySet().stream().anyMatch(n -> QUANTISED.contains(n.substring(n.lastIndexOf('.') + 1))))
            return Optional.of("holds quantised weights with scales of their own (scaled fp8, nf4 or int8), which are"
                    + " not supported; download the fp16 file of the model.");
        if (c.tensors().keySet().stream().anyMatch(n -> inner(n).equals("edm_mean") || inner(n).equals("edm_std")
                || inner(n).equals("edm_vpred.sigma_max")))
            return Optional.of("was trained with the noise of EDM, as Playground 2.5 was, which is not supported; use"
                    + " another checkpoint of Stable Diffusion XL.");
        return Optional.empty();
    }

    /** What is said of a UNet by its shapes. */
    static Optional<String> complaint(final UnetShape unet) {
        if (unet.channels() == DEPTH)
            return Optional.of("is a model that takes a depth map (5 channels), which is not supported; use a"
                    + " ControlNet for depth with another checkpoint.");
        if (unet.channels() == UPSCALER)
            return Optional.of("is Stable Diffusion's x4 upscaler (7 channels), which is not supported; use an upscaler"
                    + " of the ESRGAN kind.");
        if (!CHANNELS.contains(unet.channels()))
            return Optional.of("is a model of " + unet.channels() + " channels, and only those of 4, 8 and 9 are"
                    + " supported; " + MODELS);
        if (unet.imageEmbedding())
            return Optional.of("is an unCLIP model, which starts from features of an image and is not supported; "
                    + MODELS);
        return unet.family().isPresent() ? Optional.empty()
                : Optional.of("holds a UNet of an unknown family; " + MODELS);
    }

    /** What is said of a VAE by its shapes. */
    static Optional<String> complaint(final long latentChannels) {
        return latentChannels == LATENTS ? Optional.empty()
                : Optional.of("is a VAE of " + latentChannels + " channels, as Stable Diffusion 3 and FLUX have; "
                        + VAES);
    }

    /** The name in its network, whatever the file has before it. */
    private static String inner(final String name) {
        return Stream.of("model.diffusion_model.", "diffusion_model.", "unet.").filter(name::startsWith).findFirst()
                .map(prefix -> name.substring(prefix.length())).orElse(name);
    }

    private static Sign sign(final String name, final String complaint) {
        return new Sign(name::equals, complaint);
    }

    private static Sign start(final String name, final String complaint) {
        return new Sign(n -> n.startsWith(name), complaint);
    }

    private static Sign inside(final String part, final String complaint) {
        return new Sign(n -> ('.' + n + '.').contains('.' + part + '.'), complaint);
    }
}
