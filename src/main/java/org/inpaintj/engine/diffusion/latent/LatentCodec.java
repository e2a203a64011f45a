package org.inpaintj.engine.diffusion.latent;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

import org.inpaintj.core.InpaintException;
import org.inpaintj.core.Progress;
import org.inpaintj.engine.diffusion.family.DiffusionModel;
import org.inpaintj.engine.diffusion.memory.MemoryEstimate;
import org.inpaintj.engine.diffusion.memory.SessionPool;
import org.inpaintj.model.folder.NetworkFile;
import org.inpaintj.model.folder.VaeFiles;
import org.inpaintj.onnx.Session;
import org.inpaintj.onnx.SessionCache;
import org.inpaintj.onnx.Tensor;
import org.inpaintj.onnx.file.ValueInfo;

/**
 * The autoencoder of a model: pixels to latents and back, scaled as diffusion works on them; in tiles where the whole
 * would exceed the pool's budget.
 */
public final class LatentCodec {

    private final VaeFiles vae;
    private final String damage;
    private final SessionPool pool;

    /** The networks are loaded when they are used. */
    public LatentCodec(final DiffusionModel model, final SessionPool pool) {
        this.vae = model.vae();
        damage = model.notes().stream().filter(note -> note.startsWith(DiffusionModel.UNUSED))
                .map(note -> ' ' + note).collect(Collectors.joining());
        this.pool = pool;
    }

    /**
     * The mean of the latents, where the export leaves the choice.
     *
     * @param pixels -1..1, of shape batch, 3, y, x; y and x multiples of {@link VaeFiles#factor()}
     * @return of shape batch, {@link VaeFiles#channels()}, y / factor, x / factor
     * @throws InpaintException if the model has no encoder
     */
    public Tensor encode(final Tensor pixels, final Progress progress) {
        final VaeFiles.Encoder encoder = vae.encoder().orElseThrow(() -> new InpaintException(
                vae.decoder().network().file() + " comes without a VAE encoder, so the model cannot change an image; "
                        + "add the encoder of its export." + damage));
        final NetworkFile network = encoder.network();
        final int width = (int) pixels.size(3) / vae.factor(), height = (int) pixels.size(2) / vae.factor();
        final int side = encoderTile(vae, width, height, pool.budget());
        final Tensor out = TiledVae.run(pixels, side, vae.factor(), 1, part -> run(network,
                MemoryEstimate.encoder(vae, TiledVae.area(width, height, side)), encoder.pixels(), part,
                encoder.parameters(),
                progress)
                .expect(network.file(), part.size(0), -1, part.size(2) / vae.factor(), part.size(3) / vae.factor()));
        final int batch = (int) out.size(0), channels = vae.channels();
        if (out.size(1) < channels)
            out.expect(network.file(), batch, channels, height, width);
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
     * @param latents of shape batch, {@link VaeFiles#channels()}, y, x
     * @return pixels, nominally -1..1, of shape batch, 3, y x factor, x x factor
     */
    public Tensor decode(final Tensor latents, final Progress progress) {
        final int each = (int) (latents.size(2) * latents.size(3));
        final Tensor raw = Tensor.zeros(latents.shape());
        for (int i = 0; i < raw.size(); i++) {
            final int c = i / each % vae.channels();
            raw.buffer().put(i, (float) (latents.get(i) / vae.scale().get(c) + vae.shift().get(c)));
        }
        final int width = (int) raw.size(3), height = (int) raw.size(2);
        final int side = decoderTile(vae, width, height, pool.budget());
        final VaeFiles.Decoder decoder = vae.decoder();
        return TiledVae.run(raw, side, 1, vae.factor(), part -> run(decoder.network(),
                MemoryEstimate.decoder(vae, TiledVae.area(width, height, side)), decoder.latents(), part,
                decoder.pixels(),
                progress).expect(decoder.network().file(), part.size(0), 3, part.size(2) * vae.factor(),
                        part.size(3) * vae.factor()));
    }

    /** The side of the tiles that latents of a size are decoded in, see {@link TiledVae#side}. */
    public static int decoderTile(final VaeFiles vae, final int width, final int height, final double allowed) {
        return whole(vae.decoder().latents()) ? Math.max(width, height)
                : TiledVae.side(width, height, size -> MemoryEstimate.decoder(vae, size),
                        allowed - vae.decoder().network().weightBytes());
    }

    /** The same for encoding; the model must have an encoder. */
    public static int encoderTile(final VaeFiles vae, final int width, final int height, final double allowed) {
        final VaeFiles.Encoder encoder = vae.encoder().orElseThrow();
        return whole(encoder.pixels()) ? Math.max(width, height)
                : TiledVae.side(width, height, size -> MemoryEstimate.encoder(vae, size),
                        allowed - encoder.network().weightBytes());
    }

    /** Whether a network takes one size only, so that tiles of another would be refused. */
    private static boolean whole(final ValueInfo in) {
        return in.size(2) > 0 || in.size(3) > 0;
    }

    private Tensor run(final NetworkFile network, final double work, final ValueInfo in, final Tensor tensor,
            final ValueInfo out,
            final Progress progress) {
        try (SessionCache.Lease<Session> lease = pool.lease(network, work)) {
            return lease.value().run(Map.of(in.name(), tensor), List.of(out.name()), progress).get(out.name());
        }
    }
}
