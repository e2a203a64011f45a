package org.inpaintj.model.folder;

import java.util.Collections;
import java.util.List;
import java.util.Optional;

import org.inpaintj.core.InpaintException;
import org.inpaintj.core.JsonConfig;
import org.inpaintj.onnx.file.ChannelCount;
import org.inpaintj.onnx.file.OnnxModelInfo;
import org.inpaintj.onnx.file.ValueInfo;

/**
 * The autoencoder between pixels (-1..1) and latents. The latents z of channel k that diffusion works on relate to what
 * the networks give and take by z = (raw - shift(k)) * scale(k).
 *
 * @param encoder  pixels to latents, if the folder has one
 * @param decoder  latents to pixels
 * @param channels channels of the latents
 * @param factor   pixels along a side of a latent sample
 * @param scale    the scale above, one a channel
 * @param shift    the shift above, one a channel
 * @param tiny     whether it is so small that every step may be decoded for a preview (TAESD)
 */
public record VaeFiles(Optional<Encoder> encoder, Decoder decoder, int channels, int factor, List<Double> scale,
        List<Double> shift, boolean tiny) {

    private static final int MOST_BLOCKS = 8;

    /**
     * The network that makes latents of pixels.
     *
     * @param network    its file
     * @param pixels     input, of shape batch, 3, y, x
     * @param parameters output: means followed by log variances, or drawn latents
     * @param sampled    whether it draws the latents itself, so that it cannot be repeated
     * @param width      channels of its layers that see every pixel
     */
    public record Encoder(NetworkFile network, ValueInfo pixels, ValueInfo parameters, boolean sampled, int width) {

        private static Encoder of(final OnnxModelInfo c, final int channels) {
            final ValueInfo parameters = c.outputs().get(0);
            return new Encoder(NetworkFile.fused(c), c.inputs().get(0), parameters,
                    c.graph().isEmpty() && !parameters.name().equals("latent_parameters")
                            && ChannelCount.of(c, parameters) != 2 * channels,
                    VaeWidths.encoder(c));
        }
    }

    /**
     * The network that makes pixels of latents.
     *
     * @param network its file
     * @param latents input: raw latents
     * @param pixels  output
     * @param width   channels of its widest layer that sees every pixel
     */
    public record Decoder(NetworkFile network, ValueInfo latents, ValueInfo pixels, int width) {

        private static Decoder of(final OnnxModelInfo c) {
            return new Decoder(NetworkFile.fused(c), c.inputs().get(0), c.outputs().get(0), VaeWidths.decoder(c));
        }
    }

    public VaeFiles {
        scale = List.copyOf(scale);
        shift = List.copyOf(shift);
    }

    /**
     * Reads an autoencoder.
     *
     * @param config its config.json, empty if the folder has none
     * @param usual  what counts where that does not say; then {@code notes} says so
     */
    public static VaeFiles of(final Optional<OnnxModelInfo> encoder, final OnnxModelInfo decoder,
            final JsonConfig config, final LatentLayout usual, final List<String> notes) {
        final long told = ChannelCount.of(decoder, decoder.inputs().get(0));
        final int channels = told > 0 ? (int) told : config.whole("latent_channels", usual.channels());
        final int blocks = config.numbers("block_out_channels").size();
        if (blocks > MOST_BLOCKS)
            throw new InpaintException(config + " is damaged: 'block_out_channels' has " + blocks
                    + " entries, and no VAE "
                    + "has more than " + MOST_BLOCKS + "; download it again.");
        final int factor = 1 << Math.min(10, blocks > 0 ? blocks - 1 : UpsampleCount.of(decoder));
        final double scale = config.number("scaling_factor", usual.scale());
        final double shift = config.number("shift_factor", config.isEmpty() ? usual.shift() : 0);
        final List<Double> means = config.numbers("latents_mean"), deviations = config.numbers("latents_std");
        final boolean normalised = means.size() == channels && deviations.size() == channels;
        if (!config.has("scaling_factor") && decoder.graph().isEmpty())
            notes.add("The folder does not say how its latents are scaled; the family's " + scale + " is used.");
        final Optional<Encoder> encodes = encoder.map(e -> Encoder.of(e, channels));
        if (encodes.isPresent() && encodes.get().sampled())
            notes.add("The VAE encoder of this export draws random numbers itself, so that a seed does not repeat an"
                    + " image exactly; a newer export does.");
        return new VaeFiles(encodes, Decoder.of(decoder), channels, factor,
                normalised ? deviations.stream().map(d -> scale / d).toList() : Collections.nCopies(channels, scale),
                normalised ? means : Collections.nCopies(channels, shift),
                config.text("_class_name", "").equals("AutoencoderTiny"));
    }
}
