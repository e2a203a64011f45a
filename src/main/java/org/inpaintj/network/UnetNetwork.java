package org.inpaintj.network;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/**
 * The UNet of Stable Diffusion 1, 2 and XL ({@code UNet2DConditionModel} of diffusers), built from the weights that
 * exist. Inputs and outputs are those of an export: {@code sample}, {@code timestep}, {@code encoder_hidden_states},
 * for XL {@code text_embeds} and {@code time_ids}, for LCM {@code timestep_cond}; {@code out_sample}.
 */
public final class UnetNetwork {

    /** Names of the inputs that take what a ControlNet gives, and of its outputs. */
    static final String DOWN_RESIDUAL = "down_block_%d_additional_residual", MID_RESIDUAL =
            "mid_block_additional_residual";

    private UnetNetwork() {}

    /**
     * Writes it.
     *
     * @param controlled whether it takes the residuals of a ControlNet: {@code down_block_0_additional_residual} and so
     *                   on, one for each map that the way up takes, and {@code mid_block_additional_residual}
     */
    public static void write(final NetworkLayers layers, final UnetForm shape, final boolean controlled) {
        final Weights weights = layers.weights();
        final UnetBlocks blocks = new UnetBlocks(layers, shape);
        final List<String> down = blocks.down(layers.conv("conv_in", blocks.sample(), 1, 1));
        String x = blocks.mid(down.get(down.size() - 1));
        List<String> maps = down;
        if (controlled) {
            maps = new ArrayList<>();
            for (int i = 0; i < down.size(); i++)
                maps.add(layers.add(down.get(i), layers.input(DOWN_RESIDUAL.formatted(i), "batch",
                        "channels_" + i, "height_" + i, "width_" + i)));
            x = layers.add(x, layers.input(MID_RESIDUAL, "batch", "channels_mid", "height_mid",
                    "width_mid"));
        }
        final Deque<String> skips = new ArrayDeque<>();
        maps.forEach(skips::push);
        for (int b = 0; weights.hasModule("up_blocks." + b); b++) {
            final String block = "up_blocks." + b;
            for (int i = 0; weights.hasModule(block + ".resnets." + i); i++)
                x = blocks.layer(block, i, layers.concat(1, x, skips.pop()), blocks.levels() - 1 - b);
            if (weights.hasModule(block + ".upsamplers.0"))
                // twice as wide and high but where a size was odd on the way down
                x = layers.conv(block + ".upsamplers.0.conv", layers.enlarged(x, skips.peek()), 1, 1);
        }
        layers.output(blocks.end(x), "out_sample", "batch", weights.get("conv_out.weight").size(0),
                "height", "width");
    }
}
