package org.inpaintj.onnx;

import java.util.Optional;

import org.inpaintj.onnx.gpu.GpuSetup;

/**
 * A native folder holds other native files than those of the jar, for graphics cards: it is what the user names in ONNX
 * Runtime's own property or, since an installed ImageJ is seldom started with properties, in the environment. It counts
 * when the library is loaded first; later changes need a restart.
 *
 * @param path   as the user wrote it
 * @param origin what names it
 */
public record NativeFolder(String path, String origin) {

    /** Read by ONNX Runtime itself. */
    public static final String PROPERTY = "onnxruntime.native.path";
    /** Read where the property is not set. */
    static final String VARIABLE = "ONNXRUNTIME_NATIVE_PATH";

    /** How to come by CUDA. */
    public static final String ADVICE = "For an NVIDIA card, set it up by Device Report (device --gpu setup); or put "
            + "the native files of onnxruntime_gpu into a folder, name the folder in the environment variable "
            + VARIABLE + " (or start Java with -D" + PROPERTY + "=FOLDER), and restart.";

    /** What was set up for a graphics card, decided once a process. */
    private static final class SetUp {
        private static final GpuSetup.Use USE = GpuSetup.decide();
    }

    /** What the user names; else what was set up for a graphics card and works. */
    public static Optional<NativeFolder> given() {
        final Optional<NativeFolder> named = named();
        if (named.isPresent() || SetUp.USE.libraries().isEmpty())
            return named;
        return Optional.of(new NativeFolder(SetUp.USE.libraries().get().toString(), "the set-up of the graphics card"));
    }

    /** What the user names. */
    public static Optional<NativeFolder> named() {
        return of(System.getProperty(PROPERTY), System.getenv(VARIABLE));
    }

    /** Why what was set up for a graphics card is not used, a full sentence; empty if it is, or there is none. */
    public static String refusal() {
        return named().isPresent() ? "" : SetUp.USE.refusal();
    }

    /**
     * @param property value of {@link #PROPERTY}, null if it is not set
     * @param variable value of {@link #VARIABLE}, null if it is not set
     */
    public static Optional<NativeFolder> of(final String property, final String variable) {
        if (property != null)
            return Optional.of(new NativeFolder(property, PROPERTY));
        return variable == null || variable.isBlank() ? Optional.empty()
                : Optional.of(new NativeFolder(variable.strip(), VARIABLE));
    }
}
