package org.inpaintj.onnx.device;

import java.util.Map;

import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession.SessionOptions;
import ai.onnxruntime.providers.OrtCUDAProviderOptions;

import org.inpaintj.engine.Request.Device;
import org.inpaintj.onnx.Session;

/**
 * The setup makes the options of a session ({@code SessionOptions}) on one device. What is not named here is left as
 * ONNX Runtime has it; docs/develop/measurements.md holds the measurements on the CPU.
 *
 * @param device where to run, not {@link Device#AUTO}
 * @param halves whether networks whose weights are 16-bit floats compute with such
 */
public record DeviceSetup(Device device, boolean halves) implements Session.Setup {

    /** On the CPU. */
    public static final DeviceSetup CPU = new DeviceSetup(Device.CPU);

    /** With 32-bit floats. */
    public DeviceSetup(final Device device) {
        this(device, false);
    }

    public DeviceSetup {
        if (device == Device.AUTO)
            throw new IllegalArgumentException("a device must be chosen");
    }

    @Override
    public void apply(final SessionOptions options) throws OrtException {
        // threads that wait spinning cost a quarter more of the processors, which a desktop program needs elsewhere
        options.addConfigEntry("session.intra_op.allow_spinning", "0");
        switch (device) {
            case CUDA -> {
                CudaLibraries.load();
                try (OrtCUDAProviderOptions cuda = new OrtCUDAProviderOptions(0)) {
                    // 32-bit networks compute with 32 bits, as on the CPU
                    cuda.add("use_tf32", "0");
                    // each size of image is new: trying every algorithm on it takes longer than running it
                    cuda.add("cudnn_conv_algo_search", "HEURISTIC");
                    // doubling the memory at each growth ends early on a small card
                    cuda.add("arena_extend_strategy", "kSameAsRequested");
                    options.addCUDA(cuda);
                }
            }
            case COREML -> options.addCoreML(Map.of());
            case WEBGPU -> options.addWebGPU(Map.of());
            case DIRECTML -> {
                // it refuses sessions with either
                options.setMemoryPatternOptimization(false);
                options.setExecutionMode(SessionOptions.ExecutionMode.SEQUENTIAL);
                options.addDirectML(0);
            }
            default -> {
                // the second run of a size would take a block for the whole pattern beside what the first one holds
                options.setMemoryPatternOptimization(false);
                if (ProcessorShare.threads().isPresent())
                    options.setIntraOpNumThreads(ProcessorShare.threads().getAsInt());
            }
        }
    }
}
