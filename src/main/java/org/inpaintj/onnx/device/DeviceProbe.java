package org.inpaintj.onnx.device;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession.SessionOptions;

import org.inpaintj.core.InpaintException;
import org.inpaintj.engine.Request.Device;
import org.inpaintj.onnx.OrtErrors;
import org.inpaintj.onnx.Session;
import org.inpaintj.onnx.Tensor;

/**
 * The probe runs one small convolution (the graph {@code models/device_probe.onnx}) on one device alone. That a
 * provider is compiled in proves little: the libraries of a graphics card are looked for only when it is asked to work.
 */
final class DeviceProbe {

    private static final String GRAPH = "/models/device_probe.onnx";
    /** A 4 x 4 image and the sums of its 3 x 3 windows. */
    private static final float[] IMAGE = { 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16 };
    private static final float[] SUMS = { 54, 63, 90, 99 };
    /** Some cards round the factors of a convolution to ten bits. */
    private static final float TOLERANCE = 0.5f;

    private DeviceProbe() {}

    /** Empty if the device ran it, else why not in the library's own words. */
    static Optional<String> run(final Device device) {
        return run(new DeviceSetup(device));
    }

    /** As {@link #run(Device)}; on other devices than the CPU a node that ended up there is a failure. */
    static Optional<String> run(final Session.Setup setup) {
        try (Session session = Session.open("the probe", graph(), new Alone(setup))) {
            final String input = session.inputs().keySet().iterator().next();
            final String output = session.outputs().keySet().iterator().next();
            final Tensor sums = session.run(Map.of(input, Tensor.of(IMAGE, 1, 1, 4, 4)), List.of(output)).get(output);
            for (int i = 0; i < SUMS.length; i++)
                if (!(Math.abs(sums.get(i) - SUMS[i]) <= TOLERANCE))
                    return Optional.of("it computed " + sums.get(i) + " instead of " + SUMS[i]);
            return Optional.empty();
        } catch (final InpaintException e) {
            return Optional.of(
                    OrtErrors.message(String.valueOf((e.getCause() == null ? e : e.getCause()).getMessage())));
        } catch (final RuntimeException | LinkageError e) {
            return Optional.of(String.valueOf(e.getMessage()));
        }
    }

    /** A device without the CPU's help, which ONNX Runtime otherwise takes in silence. */
    private record Alone(Session.Setup setup) implements Session.Setup {

        @Override
        public void apply(final SessionOptions options) throws OrtException {
            setup.apply(options);
            if (device() != Device.CPU)
                options.addConfigEntry("session.disable_cpu_ep_fallback", "1");
        }

        @Override
        public Device device() {
            return setup.device();
        }
    }

    private static byte[] graph() {
        try (InputStream in = DeviceProbe.class.getResourceAsStream(GRAPH)) {
            return in.readAllBytes();
        } catch (final IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
