package org.inpaintj.engine.diffusion.memory;

import java.util.List;

import org.inpaintj.model.folder.DiffusionModel;
import org.inpaintj.model.folder.JsonConfig;
import org.inpaintj.model.folder.VaeFiles;

/**
 * What a network occupies besides its weights while it runs, in bytes, estimated. Two things count: the maps of the
 * widest layer, some of which live at once, and the table of an attention layer, tokens x tokens x heads, which ONNX
 * Runtime holds twice, before and after the softmax. The numbers of maps are measured with ONNX Runtime 1.29 on the CPU
 * and contain what its allocator wastes; docs/develop/measurements.md has the measurements.
 */
public final class MemoryEstimate {

    /** A text encoder's, and what any run needs. */
    public static final long SMALL = 64L << 20;
    private static final double UNET_MAPS = 12, TRANSFORMER_MAPS = 16, ENCODER_MAPS = 2.5, DECODER_MAPS = 3;
    /** Tokens of the texts in a diffusion transformer, which attends to them with the image's. */
    private static final int TEXT_TOKENS = 333;

    private MemoryEstimate() {}

    /**
     * The denoiser's.
     *
     * @param batch latents in one call
     * @param size  of one channel of the latents, samples
     */
    public static double denoiser(final DiffusionModel model, final long batch, final double size) {
        final JsonConfig config = model.denoiser().config();
        if (model.denoiser().transformer()) {
            final double patch = model.denoiser().reduction(), tokens = size / (patch * patch) + TEXT_TOKENS;
            final double heads = config.whole("num_attention_heads", 24);
            final double width = heads * config.whole("attention_head_dim", 64);
            return SMALL + batch * Float.BYTES * (TRANSFORMER_MAPS * width * tokens + 2 * heads * tokens * tokens);
        }
        final List<String> blocks = config.texts("down_block_types");
        int level = 0;
        while (level < blocks.size() - 1 && !blocks.get(level).contains("Attn"))
            level++;
        final List<Double> widths = config.numbers("block_out_channels");
        final double tokens = size / Math.pow(4, level), width = widths.isEmpty() ? 320 : widths.get(0);
        return SMALL + batch * Float.BYTES * (UNET_MAPS * width * size + 2 * heads(config, level) * tokens * tokens);
    }

    /** diffusers keeps the number of heads under the name of their size. */
    private static double heads(final JsonConfig config, final int level) {
        for (final String key : List.of("num_attention_heads", "attention_head_dim")) {
            final List<Double> each = config.numbers(key);
            if (!each.isEmpty())
                return each.get(Math.min(level, each.size() - 1));
            if (config.whole(key, 0) > 0)
                return config.whole(key, 0);
        }
        return 8;
    }

    /** The VAE decoder's, for one channel of latents of that size. */
    public static double decoder(final VaeFiles vae, final double size) {
        return vae(vae, DECODER_MAPS * vae.decoderWidth(), size);
    }

    /** The VAE encoder's. */
    public static double encoder(final VaeFiles vae, final double size) {
        return vae(vae, ENCODER_MAPS * vae.encoderWidth(), size);
    }

    /** Its attention has one head and looks at the latents. */
    private static double vae(final VaeFiles vae, final double maps, final double size) {
        return SMALL + Float.BYTES * (maps * size * vae.factor() * vae.factor() + 2.0 * size * size);
    }
}
