package org.inpaintj.engine.diffusion.memory;

import org.inpaintj.engine.diffusion.family.DiffusionModel;
import org.inpaintj.model.folder.NetworkFile;
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
    private static final double ENCODER_MAPS = 2.5, DECODER_MAPS = 3;
    /** The same for networks that are written here. */
    private static final double WRITTEN_ENCODER_MAPS = 3.6, WRITTEN_DECODER_MAPS = 3.8;

    private MemoryEstimate() {}

    /**
     * The denoiser's.
     *
     * @param batch latents in one call
     * @param size  of one channel of the latents, samples
     */
    public static double denoiser(final DiffusionModel model, final long batch, final double size) {
        return SMALL + model.family().workSpace(model, batch, size);
    }

    /** The VAE decoder's, for one channel of latents of that size. */
    public static double decoder(final VaeFiles vae, final double size) {
        final NetworkFile network = vae.decoder().network();
        final double maps = network.graph().isPresent() ? WRITTEN_DECODER_MAPS : DECODER_MAPS;
        return vae(vae, network, maps * vae.decoder().width(), size);
    }

    /** The VAE encoder's; there must be one. */
    public static double encoder(final VaeFiles vae, final double size) {
        final VaeFiles.Encoder encoder = vae.encoder().orElseThrow();
        final double maps = encoder.network().graph().isPresent() ? WRITTEN_ENCODER_MAPS : ENCODER_MAPS;
        return vae(vae, encoder.network(), maps * encoder.width(), size);
    }

    /** Its attention has one head and looks at the latents. */
    private static double vae(final VaeFiles vae, final NetworkFile network, final double maps, final double size) {
        return SMALL + Float.BYTES * (maps * size * vae.factor() * vae.factor()
                + (network.holdsTables() ? 2.0 * size * size : 0));
    }
}
