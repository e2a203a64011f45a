package org.inpaintj.model.folder;

import java.util.Collections;
import java.util.List;
import java.util.Optional;

import org.inpaintj.core.InpaintException;
import org.inpaintj.onnx.file.ChannelCount;
import org.inpaintj.onnx.file.OnnxModelInfo;
import org.inpaintj.onnx.file.ValueInfo;

/**
 * The autoencoder between pixels (-1..1) and latents. The latents z of channel k that diffusion works on relate to what
 * the networks give and take by z = (raw - shift(k)) * scale(k).
 *
 * @param encoder    its encoder, if the folder has one
 * @param decoder    its decoder
 * @param encodes    input of the encoder: pixels of shape batch, 3, y, x
 * @param parameters output of the encoder: means followed by log variances, or drawn latents
 * @param sampled    true if the encoder draws the latents itself, so that it cannot be repeated
 * @param decodes    input of the decoder: raw latents
 * @param pixels     output of the decoder
 * @param channels   channels of the latents
 * @param factor     pixels along a side of a latent sample
 * @param scale      the scale above, one a channel
 * @param shift      the shift above, one a channel
 * @param encoderWidth channels of the encoder's layers that see every pixel
 * @param decoderWidth channels of the decoder's widest layer that does
 * @param single     true if it overflows in half precision
 */
public record VaeFiles(Optional<NetworkFile> encoder, NetworkFile decoder, Optional<ValueInfo> encodes, Optional<ValueInfo> parameters,
        boolean sampled, ValueInfo decodes, ValueInfo pixels, int channels, int factor, List<Double> scale,
        List<Double> shift, int encoderWidth, int decoderWidth, boolean single) {

    private static final double SD = 0.18215, XL = 0.13025, SD3 = 1.5305, SD3_SHIFT = 0.0609;
    private static final int WIDE = 16, MOST_BLOCKS = 8;

    public VaeFiles {
        scale = List.copyOf(scale);
        shift = List.copyOf(shift);
    }

    /**
     * @param config empty if the folder has none; then the family's numbers are taken and {@code notes} says so
     * @param xl     true if it belongs to an SDXL model
     */
    static VaeFiles of(final Optional<OnnxModelInfo> encoder, final OnnxModelInfo decoder, final JsonConfig config, final boolean xl,
            final List<String> notes) {
        final ValueInfo decodes = decoder.inputs().get(0);
        final long told = ChannelCount.of(decoder, decodes);
        final int channels = told > 0 ? (int) told : config.whole("latent_channels", 4);
        final int blocks = config.numbers("block_out_channels").size();
        if (blocks > MOST_BLOCKS)
            throw new InpaintException(config + " is damaged: 'block_out_channels' has " + blocks + " entries, and no VAE "
                    + "has more than " + MOST_BLOCKS + "; download it again.");
        final int factor = 1 << Math.min(10, blocks > 0 ? blocks - 1 : UpsampleCount.of(decoder));
        final double scale = config.number("scaling_factor", channels == WIDE ? SD3 : xl ? XL : SD);
        final double shift = config.number("shift_factor", config.isEmpty() && channels == WIDE ? SD3_SHIFT : 0);
        final List<Double> means = config.numbers("latents_mean"), deviations = config.numbers("latents_std");
        final boolean normalised = means.size() == channels && deviations.size() == channels;
        if (!config.has("scaling_factor"))
            notes.add("The folder does not say how its latents are scaled; the family's " + scale + " is used.");
        final Optional<ValueInfo> parameters = encoder.map(e -> e.outputs().get(0));
        final boolean sampled = parameters.isPresent() && !parameters.get().name().equals("latent_parameters")
                && ChannelCount.of(encoder.get(), parameters.get()) != 2 * channels;
        if (sampled)
            notes.add("The VAE encoder of this export draws random numbers itself, so that a seed does not repeat an"
                    + " image exactly; a newer export does.");
        return new VaeFiles(encoder.map(NetworkFile::of), NetworkFile.of(decoder), encoder.map(e -> e.inputs().get(0)), parameters,
                sampled, decodes, decoder.outputs().get(0), channels, factor,
                normalised ? deviations.stream().map(d -> scale / d).toList() : Collections.nCopies(channels, scale),
                normalised ? means : Collections.nCopies(channels, shift),
                encoder.map(VaeWidths::encoder).orElse(0), VaeWidths.decoder(decoder),
                config.flag("force_upcast", xl && config.isEmpty()));
    }
}
