package org.inpaintj.model.folder;

import java.util.Optional;

import org.inpaintj.onnx.file.ChannelCount;
import org.inpaintj.onnx.file.OnnxModelInfo;
import org.inpaintj.onnx.file.ValueInfo;

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
public record DenoiserFile(NetworkFile network, boolean transformer, ValueInfo sample, ValueInfo timestep, ValueInfo context,
        Optional<ValueInfo> pooled, Optional<ValueInfo> timeIds, Optional<ValueInfo> guidance, ValueInfo output, int channels, int latents,
        int timeIdCount, int reduction, JsonConfig config) {

    private static final int TIME_IDS = 6;

    static DenoiserFile of(final OnnxModelInfo c, final JsonConfig config, final boolean transformer) {
        final ValueInfo sample = NetworkFile.need(NetworkClassifier.sample(c), c, "input for latents");
        final ValueInfo context = NetworkFile.need(NetworkClassifier.context(c), c, "input for text");
        final ValueInfo timestep = NetworkFile.need(NetworkClassifier.timestep(c), c, "input for the timestep");
        final Optional<ValueInfo> pooled = c.input("text_embeds").or(() -> c.input("pooled_projections"));
        final Optional<ValueInfo> timeIds = c.input("time_ids");
        final ValueInfo output = c.outputs().get(0);
        final int channels = (int) known(ChannelCount.of(c, sample), config.whole("in_channels", -1));
        final int latents = (int) known(ChannelCount.of(c, output),
                config.whole("out_channels", channels == 9 || channels == 8 ? 4 : channels == 33 ? 16 : channels));
        return new DenoiserFile(NetworkFile.of(c), transformer, sample, timestep, context, pooled, timeIds,
                c.input("timestep_cond"), output, channels, latents,
                timeIds.map(p -> timeIds(p, pooled, config)).orElse(0),
                transformer ? patch(c, config) : reduction(c, config), config);
    }

    private static long known(final long first, final long second) {
        return first > 0 ? first : second;
    }

    private static int timeIds(final ValueInfo port, final Optional<ValueInfo> pooled, final JsonConfig config) {
        if (port.size(1) > 0)
            return (int) port.size(1);
        final int all = config.whole("projection_class_embeddings_input_dim", -1);
        final int each = config.whole("addition_time_embed_dim", 0);
        final long vector = pooled.map(p -> p.size(1)).orElse(-1L);
        return all > 0 && each > 0 && vector > 0 ? (int) ((all - vector) / each) : TIME_IDS;
    }

    private static int patch(final OnnxModelInfo c, final JsonConfig config) {
        if (config.has("patch_size"))
            return config.whole("patch_size", 1);
        final String sample = NetworkClassifier.sample(c).orElseThrow().name();
        return c.nodes().stream().filter(n -> n.is("Conv") && n.inputs().contains(sample))
                .map(n -> c.weights().get(n.inputs().get(1))).filter(w -> w != null && w.dims().size() == 4)
                .map(w -> w.dims().get(3).intValue()).findFirst().orElse(2);
    }

    private static int reduction(final OnnxModelInfo c, final JsonConfig config) {
        final int levels = config.texts("down_block_types").size();
        return 1 << Math.min(10, levels > 0 ? levels - 1 : UpsampleCount.of(c));
    }

    /** True if it takes the mask and the masked picture as additional channels. */
    public boolean inpainting() {
        return channels == 2 * latents + 1;
    }
}
