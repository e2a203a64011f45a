package org.inpaintj.engine.diffusion;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.attribute.FileTime;
import java.util.HashMap;
import java.util.Map;

import com.sun.management.OperatingSystemMXBean;

import org.inpaintj.model.DiffusionModel;
import org.inpaintj.model.Network;
import org.inpaintj.onnx.DeviceSetup;

/**
 * Keeps the networks of the model used last loaded between jobs. Another model, or other files in the same folder, make
 * it let go of them, so that only one job may run at a time.
 */
final class Pools {

    /** Networks stay loaded while their weights occupy at most this share of the machine's memory. */
    private static final double SHARE = 0.5;

    private Map<String, FileTime> files = Map.of();
    private DeviceSetup setup;
    private SessionPool pool;

    /**
     * The networks of a model, loaded when they are needed; not to be closed.
     *
     * @param wanted where they run; another device than before unloads them
     */
    SessionPool of(final DiffusionModel model, final DeviceSetup wanted) {
        final Map<String, FileTime> now = new HashMap<>();
        for (final Network network : model.networks())
            now.put(network.file().toString(), changed(network));
        if (pool == null || !now.equals(files) || !wanted.equals(setup)) {
            if (pool != null)
                pool.close();
            pool = new SessionPool((long) (SHARE * memory()), wanted);
            files = now;
            setup = wanted;
        }
        return pool;
    }

    private static FileTime changed(final Network network) {
        try {
            return Files.getLastModifiedTime(network.file());
        } catch (final IOException e) {
            return FileTime.fromMillis(0);
        }
    }

    private static long memory() {
        return ManagementFactory.getOperatingSystemMXBean() instanceof OperatingSystemMXBean system
                ? system.getTotalMemorySize() : Runtime.getRuntime().maxMemory();
    }
}
