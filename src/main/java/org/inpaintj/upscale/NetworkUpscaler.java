package org.inpaintj.upscale;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import net.imglib2.RandomAccess;
import net.imglib2.RandomAccessibleInterval;
import net.imglib2.type.numeric.real.FloatType;

import org.inpaintj.core.Box;
import org.inpaintj.core.FileStamp;
import org.inpaintj.core.InpaintException;
import org.inpaintj.core.Progress;
import org.inpaintj.engine.Request.Device;
import org.inpaintj.model.folder.Fingerprint;
import org.inpaintj.model.folder.UpscalerModel;
import org.inpaintj.onnx.Session;
import org.inpaintj.onnx.SessionCache;
import org.inpaintj.onnx.device.DeviceChoice;
import org.inpaintj.onnx.device.DeviceSetup;
import org.inpaintj.onnx.device.Devices;

/**
 * An upscaler that is a network, such as ESRGAN (Wang et al. 2018), Real-ESRGAN or SwinIR. It sees red, green and blue
 * of 0..1, or one channel, tile by tile. Stays loaded for a while.
 */
abstract class NetworkUpscaler implements Upscaler {

    /**
     * What is kept loaded: another file of the same name is loaded anew.
     *
     * @param share what else tells networks of one file apart
     */
    private record Kept(List<FileStamp> files, double share, DeviceSetup setup) {
    }

    private static final long KEPT = 512L << 20;
    private static final SessionCache<Kept, UpscalerSession> SESSIONS =
            SessionCache.ofBytes(KEPT, UpscalerSession::close);

    private final UpscalerModel model;
    private final UpscalerOptions options;

    NetworkUpscaler(final UpscalerModel model, final UpscalerOptions options) {
        this.model = model;
        this.options = options;
    }

    /** Loads it; the caller closes it. */
    abstract UpscalerSession load(Session.Setup setup);

    /** The share of the first of its files in its weights, where two are mixed. */
    double share() {
        return 1;
    }

    final UpscalerModel model() {
        return model;
    }

    final UpscalerOptions options() {
        return options;
    }

    @Override
    public String id() {
        return model.network().file().toString();
    }

    @Override
    public String title() {
        return model.network().file().getFileName().toString();
    }

    @Override
    public List<Integer> factors() {
        try (SessionCache.Lease<UpscalerSession> lease = lease(device())) {
            return List.of(lease.value().factor(Progress.NONE));
        }
    }

    @Override
    public int channels() {
        return model.channels();
    }

    @Override
    public Map<String, String> facts() {
        final Map<String, String> facts = new LinkedHashMap<>(device().facts());
        facts.put("upscaler_sha256", Fingerprint.of(List.of(model.network())));
        return facts;
    }

    private DeviceChoice device() {
        final DeviceChoice device = Devices.choose(options.device());
        if (device.device() == Device.CPU)
            model.network().cpuProblem().ifPresent(problem -> {
                throw new InpaintException(problem);
            });
        return device;
    }

    private SessionCache.Lease<UpscalerSession> lease(final DeviceChoice device) {
        final List<Path> files = Stream.concat(Stream.of(model.network().file()), model.network().files().stream())
                .map(file -> file.toAbsolutePath().normalize()).distinct().toList();
        return SESSIONS.lease(new Kept(FileStamp.of(files), share(), device.setup()), new SessionCache.Size(
                model.network().loadBytes(), model.network().weightBytes(), 0), () -> load(device.setup()));
    }

    @Override
    public RandomAccessibleInterval<FloatType> upscale(final RandomAccessibleInterval<FloatType> pixels,
            final int factor, final Progress progress) {
        final TileGrid grid = grid((int) pixels.dimension(0), (int) pixels.dimension(1));
        progress.step(0, grid.count(), "Loading the upscaler");
        try (SessionCache.Lease<UpscalerSession> lease = lease(device())) {
            final UpscalerSession session = lease.value();
            session.multiple(progress);
            final TileJoin join = new TileJoin(grid.times(factor), model.channels());
            try {
                for (int i = 0; i < grid.count(); i++) {
                    progress.step(i, grid.count(), "Enlarging, tile " + (i + 1) + " of " + grid.count());
                    session.run(grid.tile(i).width(), grid.tile(i).height(), source(pixels, grid.tile(i)), join::add,
                            progress);
                }
            } finally {
                session.rest();
            }
            progress.step(grid.count(), grid.count(), "Enlarging");
            return join.picture();
        }
    }

    private static UpscalerSession.Source source(final RandomAccessibleInterval<FloatType> pixels, final Box tile) {
        final RandomAccess<FloatType> at = pixels.randomAccess();
        return (c, x, y) -> {
            at.setPosition(tile.x() + x, 0);
            at.setPosition(tile.y() + y, 1);
            at.setPosition(c, 2);
            return at.get().get();
        };
    }

    /** Tiles of the only size that the network takes, else as the options say. */
    private TileGrid grid(final int width, final int height) {
        final int wide = model.width() > 0 ? model.width() : options.tile() == 0 ? width : options.tile();
        final int high = model.height() > 0 ? model.height() : options.tile() == 0 ? height : options.tile();
        return TileGrid.of(width, height, wide, high, options.overlap());
    }
}
