package org.inpaintj.onnx;

import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * The folder with other native files than those of the jar, for graphics cards: what the user names in ONNX Runtime's
 * own property or, since an installed ImageJ is seldom started with properties, in the environment. It counts when the
 * library is loaded first; later changes need a restart.
 *
 * @param path   as the user wrote it
 * @param origin what names it
 */
record NativeFolder(String path, String origin) {

    /** Read by ONNX Runtime itself. */
    static final String PROPERTY = "onnxruntime.native.path";
    /** Read where the property is not set. */
    static final String VARIABLE = "ONNXRUNTIME_NATIVE_PATH";

    /** How to come by CUDA. */
    static final String ADVICE = "For an NVIDIA card, put the native files of onnxruntime_gpu into a folder, name the "
            + "folder in the environment variable " + VARIABLE + " (or start Java with -D" + PROPERTY
            + "=FOLDER), and restart.";

    static Optional<NativeFolder> given() {
        return given(System::getProperty, System::getenv);
    }

    static Optional<NativeFolder> given(final UnaryOperator<String> properties, final UnaryOperator<String> environment) {
        final String property = properties.apply(PROPERTY);
        if (property != null)
            return Optional.of(new NativeFolder(property, PROPERTY));
        final String variable = environment.apply(VARIABLE);
        return variable == null || variable.isBlank() ? Optional.empty()
                : Optional.of(new NativeFolder(variable.strip(), VARIABLE));
    }
}
