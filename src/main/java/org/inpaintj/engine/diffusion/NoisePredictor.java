package org.inpaintj.engine.diffusion;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

import org.inpaintj.core.InpaintException;
import org.inpaintj.core.Progress;
import org.inpaintj.engine.diffusion.memory.MemoryEstimate;
import org.inpaintj.engine.diffusion.memory.SessionPool;
import org.inpaintj.engine.diffusion.text.Conditioning;
import org.inpaintj.model.folder.DenoiserFile;
import org.inpaintj.model.folder.DiffusionModel;
import org.inpaintj.onnx.Tensor;
import org.inpaintj.onnx.file.ValueInfo;

/** The denoiser of a model, whatever names, types and ranks its export uses. */
public final class NoisePredictor {

    private final DiffusionModel model;
    private final SessionPool pool;

    /** The network is loaded when it is used. */
    public NoisePredictor(final DiffusionModel model, final SessionPool pool) {
        this.model = model;
        this.pool = pool;
    }

    /**
     * One call of the network.
     *
     * @param sample   noisy latents, scaled as the network expects them, followed by mask and masked latents in an
     *                 inpainting model; of shape batch, {@link DenoiserFile#channels()}, y, x
     * @param timestep 0..1000; rounded where the export takes whole numbers
     * @param text     of the same batch
     * @param timeIds  of shape batch, {@link DenoiserFile#timeIdCount()}; looked at by SDXL only
     * @param guidance embedded by consistency models, else not looked at
     * @return raw output, of shape batch, {@link DenoiserFile#latents()}, y, x
     */
    public Tensor predict(final Tensor sample, final double timestep, final Conditioning text, final Tensor timeIds,
            final double guidance, final Progress progress) {
        final DenoiserFile d = model.denoiser();
        final long batch = sample.size(0);
        final Map<String, Tensor> feeds = new HashMap<>();
        feeds.put(d.sample().name(), sample);
        feeds.put(d.timestep().name(), time(d.timestep(), timestep, batch));
        feeds.put(d.context().name(), text.context());
        d.pooled().ifPresent(p -> feeds.put(p.name(), text.pooled().orElseThrow()));
        d.timeIds().ifPresent(p -> feeds.put(p.name(), timeIds));
        d.guidance().ifPresent(p -> feeds.put(p.name(), embed(guidance, width(p), batch)));
        try (SessionPool.Lease lease = pool.lease(d.network(),
                MemoryEstimate.denoiser(model, batch, (double) sample.size(2) * sample.size(3)))) {
            return lease.session().run(feeds, List.of(d.output().name()), progress).get(d.output().name())
                    .expect(d.network().file(), batch, d.latents(), sample.size(2), sample.size(3));
        }
    }

    private static Tensor time(final ValueInfo port, final double timestep, final long batch) {
        final float value = (float) (port.type().isInteger() ? Math.rint(timestep) : timestep);
        if (port.rank() == 0)
            return Tensor.scalar(value);
        final boolean each = port.size(0) > 1 || port.size(0) < 0 && port.axes().stream().anyMatch(a -> a.name().startsWith("batch"));
        return fill(value, each ? (int) batch : 1);
    }

    private static Tensor fill(final float value, final int count) {
        final Tensor all = Tensor.zeros(count);
        for (int i = 0; i < count; i++)
            all.buffer().put(i, value);
        return all;
    }

    private int width(final ValueInfo port) {
        final int width = (int) (port.size(1) > 0 ? port.size(1)
                : model.denoiser().config().whole("time_cond_proj_dim", -1));
        if (width < 2)
            throw new InpaintException(model.denoiser().network().file() + " does not say how wide its input "
                    + port.name() + " is; add its config.json.");
        return width;
    }

    /**
     * The guidance scale as consistency models read it: sines, then cosines of (guidance - 1) x 1000 times frequencies
     * that fall geometrically from 1 to 1 / 10000 (Luo et al. 2023).
     */
    static Tensor embed(final double guidance, final int width, final long batch) {
        final int half = width / 2;
        final Tensor all = Tensor.zeros(batch, width);
        for (int i = 0; i < half; i++) {
            final double angle = (guidance - 1) * 1000 * Math.exp(-Math.log(10000) * i / (half - 1));
            for (int b = 0; b < batch; b++) {
                all.buffer().put(b * width + i, (float) Math.sin(angle));
                all.buffer().put(b * width + half + i, (float) Math.cos(angle));
            }
        }
        return all;
    }
}
