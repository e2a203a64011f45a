package org.inpaintj.onnx;

import java.io.IOException;
import java.io.InputStream;
import java.nio.FloatBuffer;
import java.util.Map;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtLoggingLevel;
import ai.onnxruntime.OrtProvider;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.OrtSession.SessionOptions;
import ai.onnxruntime.providers.OrtCUDAProviderOptions;
import ai.onnxruntime.providers.OrtTensorRTProviderOptions;

/**
 * Runs one small convolution (the graph {@code models/device_probe.onnx}) on one provider alone. That a provider is
 * compiled in proves little: the libraries of a graphics card are looked for only when it is asked to work.
 */
final class Probe {

    private static final String GRAPH = "/models/device_probe.onnx";
    /** A 4 x 4 image and the sums of its 3 x 3 windows. */
    private static final float[] IMAGE = { 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16 };
    private static final float[] SUMS = { 54, 63, 90, 99 };
    /** Some cards round the factors of a convolution to ten bits. */
    private static final float TOLERANCE = 0.5f;

    private Probe() {}

    /**
     * @throws OrtException if the provider cannot be used, with its own words
     * @throws IllegalStateException if it computes something else
     */
    static void run(final OrtEnvironment environment, final OrtProvider provider) throws OrtException {
        try (SessionOptions options = options(provider);
                OrtSession session = environment.createSession(graph(), options);
                OnnxTensor image = OnnxTensor.createTensor(environment, FloatBuffer.wrap(IMAGE),
                        new long[] { 1, 1, 4, 4 });
                OrtSession.Result result = session.run(Map.of("x", image))) {
            final FloatBuffer sums = ((OnnxTensor) result.get(0)).getFloatBuffer();
            for (int i = 0; i < SUMS.length; i++)
                if (!(Math.abs(sums.get(i) - SUMS[i]) <= TOLERANCE))
                    throw new IllegalStateException("it computed " + sums.get(i) + " instead of " + SUMS[i]);
        }
    }

    private static SessionOptions options(final OrtProvider provider) throws OrtException {
        final SessionOptions options = new SessionOptions();
        try {
            options.setSessionLogLevel(OrtLoggingLevel.ORT_LOGGING_LEVEL_FATAL);
            if (provider != OrtProvider.CPU)
                options.addConfigEntry("session.disable_cpu_ep_fallback", "1");
            switch (provider) {
                case CPU -> options.addCPU(true);
                case CUDA -> {
                    try (OrtCUDAProviderOptions cuda = new OrtCUDAProviderOptions(0)) {
                        options.addCUDA(cuda);
                    }
                }
                case TENSOR_RT -> {
                    try (OrtTensorRTProviderOptions tensorRt = new OrtTensorRTProviderOptions(0)) {
                        options.addTensorrt(tensorRt);
                    }
                }
                case CORE_ML -> options.addCoreML(Map.of());
                case WEBGPU -> options.addWebGPU(Map.of());
                case DIRECT_ML -> options.addDirectML(0);
                case XNNPACK -> options.addXnnpack(Map.of());
                case DNNL -> options.addDnnl(true);
                case OPEN_VINO -> options.addOpenVINO("");
                default -> throw new IllegalStateException("InpaintJ does not use this provider");
            }
            return options;
        } catch (final OrtException | RuntimeException e) {
            options.close();
            throw e;
        }
    }

    private static byte[] graph() {
        try (InputStream in = Probe.class.getResourceAsStream(GRAPH)) {
            return in.readAllBytes();
        } catch (final IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
