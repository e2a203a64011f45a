package org.inpaintj.engine.diffusion;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

import org.inpaintj.core.Progress;
import org.inpaintj.engine.diffusion.family.DiffusionFamily;
import org.inpaintj.engine.diffusion.family.DiffusionModel;
import org.inpaintj.engine.diffusion.family.Timestep;
import org.inpaintj.engine.diffusion.memory.MemoryEstimate;
import org.inpaintj.engine.diffusion.memory.SessionPool;
import org.inpaintj.model.folder.DenoiserFile;
import org.inpaintj.onnx.Session;
import org.inpaintj.onnx.SessionCache;
import org.inpaintj.onnx.Tensor;
import org.inpaintj.onnx.file.ValueInfo;

/**
 * The denoiser of a model (UNet or diffusion transformer) as a function, whatever names, types and ranks its export
 * uses.
 */
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
     * @param feeds    what it is told beside these, of the same batch, by the names of its inputs; without what a
     *                 ControlNet would give where none takes part
     * @return raw output, of shape batch, {@link DenoiserFile#latents()}, y, x
     */
    public Tensor predict(final Tensor sample, final double timestep, final Map<String, Tensor> feeds,
            final Progress progress) {
        final DenoiserFile d = model.denoiser();
        final DiffusionFamily family = model.family();
        final long batch = sample.size(0), height = sample.size(2), width = sample.size(3);
        final Map<String, Tensor> all = new HashMap<>(feeds);
        all.putAll(pool.constants(d.network()));
        all.put(d.inputs().sample().name(), family.pack(sample));
        all.put(d.inputs().timestep().name(), Timestep.of(d.inputs().timestep(), timestep, batch));
        d.inputs().residuals().all().forEach(residual -> all.computeIfAbsent(residual.name(),
                name -> nothing(residual)));
        try (SessionCache.Lease<Session> lease = pool.lease(d.network(),
                MemoryEstimate.denoiser(model, batch, (double) height * width))) {
            final Tensor out = lease.value().run(all, List.of(d.output().name()), progress).get(d.output().name());
            return family.unpack(out, height, width).expect(d.network().file(), batch, d.latents(), height, width);
        }
    }

    /** What a UNet is fed that could be controlled and is not: zeros, whose axes stretch where they may. */
    private static Tensor nothing(final ValueInfo residual) {
        final long[] shape = new long[4];
        for (int d = 0; d < shape.length; d++)
            shape[d] = Math.max(1, residual.size(d));
        return Tensor.zeros(shape);
    }
}
