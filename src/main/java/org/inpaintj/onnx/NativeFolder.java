package org.inpaintj.onnx;

import java.util.Optional;

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
    public static final String ADVICE = "For an NVIDIA card, put the native files of onnxruntime_gpu into a folder, "
            + "name the folder in the environment variable " + VARIABLE + " (or start Java with -D" + PROPERTY
            + "=FOLDER), and restart.";

    public static Optional<NativeFolder> given() {
        return of(System.getProperty(PROPERTY), System.getenv(VARIABLE));
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
