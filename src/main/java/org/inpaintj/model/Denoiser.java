package org.inpaintj.model;

import java.util.Optional;

import org.inpaintj.onnx.Channels;
import org.inpaintj.onnx.Contract;
import org.inpaintj.onnx.Port;

/**
 * The network that predicts the noise, and what its inputs are for.
 *
 * @param network     its file
 * @param transformer true for a diffusion transformer, false for a UNet
 * @param sample      input: noisy latents, for inpainting forms followed by mask and masked latents; batch, channel, y, x
 * @param timestep    input: rank 0 or 1, and of whatever type the export uses
 * @param context     input: the texts, of shape batch, sequence, width
 * @param pooled      input: one vector a text (SDXL and SD3)
 * @param timeIds     input: sizes, crop and score (SDXL)
 * @param guidance    input: embedded guidance scale (LCM)
 * @param output      output: of the shape of the latents
 * @param channels    channels of {@code sample}
 * @param latents     channels of {@code output}
 * @param timeIdCount how many numbers {@code timeIds} takes, 0 without it
 * @param reduction   latents must be a multiple of this many samples wide and high
 * @param config      its config.json, empty if there is none
 */
public record Denoiser(Network network, boolean transformer, Port sample, Port timestep, Port context,
        Optional<Port> pooled, Optional<Port> timeIds, Optional<Port> guidance, Port output, int channels, int latents,
        int timeIdCount, int reduction, Config config) {

    private static final int TIME_IDS = 6;

    static Denoiser of(final Contract c, final Config config, final boolean transformer) {
        final Port sample = Network.need(Roles.sample(c), c, "input for latents");
        final Port context = Network.need(Roles.context(c), c, "input for text");
        final Port timestep = Network.need(Roles.timestep(c), c, "input for the timestep");
        final Optional<Port> pooled = c.input("text_embeds").or(() -> c.input("pooled_projections"));
        final Optional<Port> timeIds = c.input("time_ids");
        final Port output = c.outputs().get(0);
        final int channels = (int) known(Channels.of(c, sample), config.whole("in_channels", -1));
        final int latents = (int) known(Channels.of(c, output),
                config.whole("out_channels", channels == 9 || channels == 8 ? 4 : channels == 33 ? 16 : channels));
        return new Denoiser(Network.of(c), transformer, sample, timestep, context, pooled, timeIds,
                c.input("timestep_cond"), output, channels, latents,
                timeIds.map(p -> timeIds(p, pooled, config)).orElse(0),
                transformer ? patch(c, config) : reduction(c, config), config);
    }

    private static long known(final long first, final long second) {
        return first > 0 ? first : second;
    }

    private static int timeIds(final Port port, final Optional<Port> pooled, final Config config) {
        if (port.size(1) > 0)
            return (int) port.size(1);
        final int all = config.whole("projection_class_embeddings_input_dim", -1);
        final int each = config.whole("addition_time_embed_dim", 0);
        final long vector = pooled.map(p -> p.size(1)).orElse(-1L);
        return all > 0 && each > 0 && vector > 0 ? (int) ((all - vector) / each) : TIME_IDS;
    }

    private static int patch(final Contract c, final Config config) {
        if (config.has("patch_size"))
            return config.whole("patch_size", 1);
        final String sample = Roles.sample(c).orElseThrow().name();
        return c.nodes().stream().filter(n -> n.is("Conv") && n.inputs().contains(sample))
                .map(n -> c.weights().get(n.inputs().get(1))).filter(w -> w != null && w.dims().size() == 4)
                .map(w -> w.dims().get(3).intValue()).findFirst().orElse(2);
    }

    private static int reduction(final Contract c, final Config config) {
        final int levels = config.texts("down_block_types").size();
        return 1 << Math.min(10, levels > 0 ? levels - 1 : Enlargements.of(c));
    }

    /** True if it takes the mask and the masked picture as additional channels. */
    public boolean inpainting() {
        return channels == 2 * latents + 1;
    }
}
