package org.inpaintj.engine.diffusion;

import java.util.List;
import java.util.Map;

import org.inpaintj.engine.InpaintException;
import org.inpaintj.engine.Progress;
import org.inpaintj.model.DiffusionModel;
import org.inpaintj.model.Network;
import org.inpaintj.model.Vae;
import org.inpaintj.onnx.Port;
import org.inpaintj.onnx.Tensor;

/** The autoencoder of a model: pixels to latents and back, scaled as diffusion works on them. */
public final class LatentCodec {

    private final Vae vae;
    private final SessionPool pool;

    /** The networks are loaded when they are used. */
    public LatentCodec(final DiffusionModel model, final SessionPool pool) {
        this.vae = model.vae();
        this.pool = pool;
    }

    /**
     * The mean of the latents, where the export leaves the choice.
     *
     * @param pixels -1..1, of shape batch, 3, y, x; y and x multiples of {@link Vae#factor()}
     * @return of shape batch, {@link Vae#channels()}, y / factor, x / factor
     * @throws InpaintException if the model has no encoder
     */
    public Tensor encode(final Tensor pixels, final Progress progress) {
        final Network network = vae.encoder().orElseThrow(() -> new InpaintException(vae.decoder().file()
                + " comes without a VAE encoder, so the model cannot change an image; add the encoder of its export."));
        final Tensor out = run(network, vae.encodes().orElseThrow(), pixels, vae.parameters().orElseThrow(), progress);
        final int batch = (int) out.size(0), channels = vae.channels();
        final int each = (int) (out.size(2) * out.size(3));
        final Tensor latents = Tensor.zeros(batch, channels, out.size(2), out.size(3));
        for (int b = 0; b < batch; b++)
            for (int c = 0; c < channels; c++) {
                final double scale = vae.scale().get(c), shift = vae.shift().get(c);
                final int from = (int) (b * out.size(1) + c) * each, to = (b * channels + c) * each;
                for (int i = 0; i < each; i++)
                    latents.buffer().put(to + i, (float) ((out.get(from + i) - shift) * scale));
            }
        return latents;
    }

    /**
     * The picture of latents.
     *
     * @param latents of shape batch, {@link Vae#channels()}, y, x
     * @return pixels, nominally -1..1, of shape batch, 3, y x factor, x x factor
     */
    public Tensor decode(final Tensor latents, final Progress progress) {
        final int each = (int) (latents.size(2) * latents.size(3));
        final Tensor raw = Tensor.zeros(latents.shape());
        for (int i = 0; i < raw.size(); i++) {
            final int c = i / each % vae.channels();
            raw.buffer().put(i, (float) (latents.get(i) / vae.scale().get(c) + vae.shift().get(c)));
        }
        return run(vae.decoder(), vae.decodes(), raw, vae.pixels(), progress);
    }

    private Tensor run(final Network network, final Port in, final Tensor tensor, final Port out, final Progress progress) {
        try (SessionPool.Lease lease = pool.lease(network)) {
            return lease.session().run(Map.of(in.name(), tensor), List.of(out.name()), progress).get(out.name());
        }
    }
}
