package org.inpaintj.model.folder;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

import org.inpaintj.core.InpaintException;
import org.inpaintj.core.JsonConfig;
import org.inpaintj.onnx.file.ChannelCount;
import org.inpaintj.onnx.file.OnnxModelInfo;
import org.inpaintj.onnx.file.ValueInfo;

/**
 * The network that predicts the noise, and what its inputs are for.
 *
 * @param network     its file
 * @param inputs      what it is fed
 * @param output      of the shape of the latents
 * @param channels    channels of {@link Inputs#sample}
 * @param latents     channels of {@code output}
 * @param timeIdCount how many numbers {@link Inputs#timeIds} takes, 0 without it
 * @param config      its config.json, empty if there is none
 */
public record DenoiserFile(NetworkFile network, Inputs inputs, ValueInfo output, int channels, int latents,
        int timeIdCount, JsonConfig config) {

    private static final int TIME_IDS = 6;

    /**
     * What a denoiser is fed.
     *
     * @param sample   noisy latents, for inpainting forms followed by mask and masked latents; batch, channel, y, x
     * @param timestep rank 0 or 1, and of whatever type the export uses
     * @param context  the texts, of shape batch, sequence, width
     * @param pooled   one vector a text (SDXL and SD3)
     * @param timeIds  sizes, crop and score (SDXL)
     * @param guidance embedded guidance scale (LCM)
     * @param residuals what ControlNets give; none in most exports
     */
    public record Inputs(ValueInfo sample, ValueInfo timestep, ValueInfo context, Optional<ValueInfo> pooled,
            Optional<ValueInfo> timeIds, Optional<ValueInfo> guidance, Residuals residuals) {

        private static Inputs of(final OnnxModelInfo c) {
            return new Inputs(NetworkFile.need(NetworkClassifier.sample(c), c, "input for latents"),
                    NetworkFile.need(NetworkClassifier.timestep(c), c, "input for the timestep"),
                    NetworkFile.need(NetworkClassifier.context(c), c, "input for text"),
                    c.input("text_embeds").or(() -> c.input("pooled_projections")), c.input("time_ids"),
                    c.input("timestep_cond"), NetworkClassifier.residuals(c));
        }
    }

    /**
     * Reads a denoiser.
     *
     * @param config its config.json, empty if there is none
     * @throws org.inpaintj.core.InpaintException if it lacks an input
     */
    public static DenoiserFile of(final OnnxModelInfo c, final JsonConfig config) {
        if (c.input(NetworkClassifier.FUSED_CONTROLS).isPresent())
            throw new InpaintException(c.file() + " is a UNet with ControlNets in it, which cannot be told from each "
                    + "other; export the UNet with inputs for their residuals, and each ControlNet alone.");
        final Inputs inputs = Inputs.of(c);
        final ValueInfo output = c.outputs().get(0);
        final int channels = (int) known(ChannelCount.of(c, inputs.sample()), config.whole("in_channels", -1));
        final int latents = (int) known(ChannelCount.of(c, output), config.whole("out_channels", latents(channels)));
        return new DenoiserFile(NetworkFile.fused(c), inputs, output, channels, latents,
                inputs.timeIds().map(p -> timeIds(p, inputs.pooled(), config)).orElse(0), config);
    }

    /** The same with another file, whose inputs and outputs are alike. */
    public DenoiserFile withNetwork(final NetworkFile other) {
        return new DenoiserFile(other, inputs, output, channels, latents, timeIdCount, config);
    }

    /** Channels of the latents of a denoiser that takes so many, for inpainting (2 n + 1), by instruction or plain. */
    private static int latents(final int channels) {
        return channels == 8 ? 4 : channels > 1 && channels % 2 == 1 ? (channels - 1) / 2 : channels;
    }

    private static long known(final long first, final long second) {
        return first > 0 ? first : second;
    }

    private static int timeIds(final ValueInfo valueInfo, final Optional<ValueInfo> pooled, final JsonConfig config) {
        if (valueInfo.size(1) > 0)
            return (int) valueInfo.size(1);
        final int all = config.whole("projection_class_embeddings_input_dim", -1);
        final int each = config.whole("addition_time_embed_dim", 0);
        final long vector = pooled.map(p -> p.size(1)).orElse(-1L);
        return all > 0 && each > 0 && vector > 0 ? (int) ((all - vector) / each) : TIME_IDS;
    }

    /** The side of the patches that a diffusion transformer cuts latents into, samples. */
    public static int patchSize(final OnnxModelInfo c, final JsonConfig config) {
        if (config.has("patch_size"))
            return config.whole("patch_size", 1);
        final String sample = NetworkClassifier.sample(c).orElseThrow().name();
        return c.nodes().stream().filter(n -> n.is("Conv") && n.inputs().contains(sample))
                .map(n -> c.initializers().get(n.inputs().get(1))).filter(w -> w != null && w.dims().size() == 4)
                .map(w -> w.dims().get(3).intValue()).findFirst().orElse(2);
    }

    /**
     * The heads of the attentions of each level of a UNet, or one number for all; empty if its config.json does not
     * say. diffusers keeps their number under the name of their size.
     */
    public static List<Integer> heads(final JsonConfig config) {
        return Stream.of("num_attention_heads", "attention_head_dim").map(config::numbers)
                .filter(each -> !each.isEmpty()).findFirst().orElse(List.of()).stream().map(Double::intValue).toList();
    }

    /** By how much a UNet reduces latents along a side, so that they must be a multiple of it wide and high. */
    public static int downsampling(final OnnxModelInfo c, final JsonConfig config) {
        final int levels = config.texts("down_block_types").size();
        return 1 << Math.min(10, levels > 0 ? levels - 1 : UpsampleCount.of(c));
    }

    /** Whether it takes the picture as additional channels, to change it as the text says (InstructPix2Pix). */
    public boolean editing() {
        return channels == 2 * latents;
    }

    /** Whether it takes the mask and the masked picture as additional channels. */
    public boolean inpainting() {
        return channels == 2 * latents + 1;
    }
}
