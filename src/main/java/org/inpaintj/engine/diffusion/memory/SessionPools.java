package org.inpaintj.engine.diffusion.memory;

import java.util.List;

import org.inpaintj.core.FileStamp;
import org.inpaintj.engine.diffusion.family.DiffusionModel;
import org.inpaintj.onnx.device.DeviceSetup;

/**
 * Keeps the networks of the model used last loaded between jobs. Another model, or other files in the same folder, make
 * it let go of them, so that only one job may run at a time.
 */
public final class SessionPools {

    private List<FileStamp> files = List.of();
    private DeviceSetup setup;
    private SessionPool pool;

    /**
     * The networks of a model, loaded when they are needed; not to be closed.
     *
     * @param wanted where they run; another device than before unloads them
     * @param budget bytes that they and their work space may occupy
     */
    public SessionPool of(final DiffusionModel model, final DeviceSetup wanted, final long budget) {
        final List<FileStamp> now = FileStamp.of(model.networks().stream().flatMap(n -> n.files().stream()).toList());
        if (pool == null || !now.equals(files) || !wanted.equals(setup)) {
            if (pool != null)
                pool.close();
            pool = new SessionPool(budget, wanted);
            files = now;
            setup = wanted;
        }
        pool.allow(budget);
        return pool;
    }

    /** Bytes that the networks kept loaded occupy. */
    public long occupied() {
        return pool == null ? 0 : pool.occupied();
    }
}
