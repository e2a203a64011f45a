package org.inpaintj.onnx.device;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;

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
    private static final long SEED = 1;

    private DeviceProbe() {}

    /** Empty if the device ran it, else why not in the library's own words. */
    static Optional<String> run(final Device device) {
        return run(new DeviceSetup(device));
    }

    /** As {@link #run(Device)}; on other devices than the CPU a node that ended up there is a failure. */
    static Optional<String> run(final Session.Setup setup) {
        try (Session session = open(setup)) {
            final float[] sums = sums(session, IMAGE);
            for (int i = 0; i < SUMS.length; i++)
                if (!(Math.abs(sums[i] - SUMS[i]) <= TOLERANCE))
                    return Optional.of("it computed " + sums[i] + " instead of " + SUMS[i]);
            return Optional.empty();
        } catch (final InpaintException e) {
            return Optional.of(
                    OrtErrors.message(String.valueOf((e.getCause() == null ? e : e.getCause()).getMessage())));
        } catch (final RuntimeException | LinkageError e) {
            return Optional.of(String.valueOf(e.getMessage()));
        }
    }

    /**
     * What a device computes of random images, for a comparison with another's.
     *
     * @param images how many; each gives four numbers
     * @throws InpaintException if it cannot, with the library's own words as the cause
     */
    static List<Float> compute(final Device device, final int images) {
        final Random random = new Random(SEED);
        final List<Float> all = new ArrayList<>();
        try (Session session = open(new DeviceSetup(device))) {
            for (int i = 0; i < images; i++) {
                final float[] image = new float[IMAGE.length];
                for (int k = 0; k < image.length; k++)
                    image[k] = random.nextFloat() * 2 - 1;
                for (final float sum : sums(session, image))
                    all.add(sum);
            }
        }
        return all;
    }

    private static Session open(final Session.Setup setup) {
        return Session.open("the probe", graph(), new Alone(setup));
    }

    private static float[] sums(final Session session, final float[] image) {
        final String input = session.inputs().keySet().iterator().next();
        final String output = session.outputs().keySet().iterator().next();
        final Tensor sums = session.run(Map.of(input, Tensor.of(image, 1, 1, 4, 4)), List.of(output)).get(output);
        final float[] values = new float[SUMS.length];
        for (int i = 0; i < values.length; i++)
            values[i] = sums.get(i);
        return values;
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
