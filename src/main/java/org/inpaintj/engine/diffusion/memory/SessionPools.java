package org.inpaintj.engine.diffusion.memory;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import org.inpaintj.core.FileStamp;
import org.inpaintj.engine.diffusion.family.DiffusionModel;
import org.inpaintj.model.folder.NetworkFile;
import org.inpaintj.onnx.device.DeviceSetup;

/**
 * Keeps the networks of the model used last loaded between jobs. Another model, or other files in the same folder, make
 * it let go of them, so that only one job may run at a time.
 */
public final class SessionPools {

    private List<FileStamp> files = List.of();
    /** Of networks beside the model, by their names: another one may come any time, but none may change. */
    private final Map<String, List<FileStamp>> besides = new HashMap<>();
    private DeviceSetup setup;
    private SessionPool pool;

    /** The networks of a model alone; parameters as in the other. */
    public SessionPool of(final DiffusionModel model, final DeviceSetup wanted, final long budget) {
        return of(model, List.of(), wanted, budget);
    }

    /**
     * The networks of a model, loaded when they are needed; not to be closed.
     *
     * @param beside networks that run with it, such as ControlNets
     * @param wanted where they run; another device than before unloads them
     * @param budget bytes that they and their work space may occupy
     */
    public SessionPool of(final DiffusionModel model, final List<NetworkFile> beside, final DeviceSetup wanted,
            final long budget) {
        final List<FileStamp> now = FileStamp.of(model.networks().stream().flatMap(n -> n.files().stream()).toList());
        final List<FileStamp> all = new ArrayList<>(now);
        boolean changed = !now.equals(files);
        for (final NetworkFile network : beside) {
            final List<FileStamp> stamps = FileStamp.of(network.files());
            final List<FileStamp> before = besides.put(network.name(), stamps);
            all.addAll(stamps);
            changed |= before != null && !before.equals(stamps);
        }
        if (pool == null || changed || !wanted.equals(setup)) {
            if (pool != null)
                pool.close();
            pool = new SessionPool(budget, wanted);
            files = now;
            setup = wanted;
        }
        pool.allow(budget);
        pool.expect(all);
        return pool;
    }

    /** Bytes that the networks kept loaded occupy. */
    public long occupied() {
        return pool == null ? 0 : pool.occupied();
    }
}
