package org.inpaintj.network;

import java.util.List;

/**
 * A ControlNet (Zhang et al. 2023; {@code ControlNetModel} of diffusers) for Stable Diffusion 1, 2 or XL, built from
 * the weights that exist: a copy of the first half of a UNet that sees a picture as well. Inputs are those of a UNet,
 * with latents of four channels, and {@code controlnet_cond}: red, green and blue in 0..1, eight times as wide and high
 * as the latents. Outputs are the residuals, by the names of the inputs of {@link UnetNetwork} that take them.
 */
public final class ControlNetNetwork {

    /** The picture. */
    public static final String HINT = "controlnet_cond";

    private static final String EMBEDDING = "controlnet_cond_embedding";
    private static final int COLOURS = 3;

    private ControlNetNetwork() {}

    /** Writes it. */
    public static void write(final NetworkLayers layers, final UnetForm form) {
        final UnetBlocks blocks = new UnetBlocks(layers, form);
        final String picture = layers.input(HINT, "batch", COLOURS, "hint_height", "hint_width");
        final String start = layers.conv("conv_in", blocks.sample(), 1, 1);
        final List<String> maps = blocks.down(layers.add(start, hint(layers, picture)));
        for (int i = 0; i < maps.size(); i++)
            output(layers, "controlnet_down_blocks." + i, maps.get(i), UnetNetwork.DOWN_RESIDUAL.formatted(i));
        output(layers, "controlnet_mid_block", blocks.mid(maps.get(maps.size() - 1)), UnetNetwork.MID_RESIDUAL);
    }

    /** The picture at the size of the latents: convolutions, every other one of which halves it. */
    private static String hint(final NetworkLayers layers, final String picture) {
        String x = layers.silu(layers.conv(EMBEDDING + ".conv_in", picture, 1, 1));
        for (int i = 0; layers.weights().hasModule(EMBEDDING + ".blocks." + i); i++)
            x = layers.silu(layers.conv(EMBEDDING + ".blocks." + i, x, 1 + i % 2, 1));
        return layers.conv(EMBEDDING + ".conv_out", x, 1, 1);
    }

    /** A map through its convolution of 1 x 1, which training begins with zeros. */
    private static void output(final NetworkLayers layers, final String module, final String map, final String name) {
        layers.output(layers.conv(module, map, 1, 0), name, "batch",
                layers.weights().get(module + ".weight").size(0), "height_" + name, "width_" + name);
    }
}
