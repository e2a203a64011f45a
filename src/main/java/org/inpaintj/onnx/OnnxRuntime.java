package org.inpaintj.onnx;

import java.util.Optional;

import org.inpaintj.engine.InpaintException;

import ai.onnxruntime.OrtEnvironment;

/**
 * The native library, loaded at the first use and kept by the process. A failure is remembered with its first cause,
 * because Java tells that only once and answers every later attempt with "could not initialize class". Thread-safe.
 */
public final class OnnxRuntime {

    private static OrtEnvironment environment;
    private static InpaintException failure;

    private OnnxRuntime() {}

    /**
     * Loads the library if need be; the first call takes a fraction of a second.
     *
     * @return the environment, shared by the whole process; never to be closed
     * @throws InpaintException if the library cannot be loaded, with the cause and what helps
     */
    public static synchronized OrtEnvironment environment() {
        if (environment == null && failure == null)
            try {
                environment = NativeCache.environment();
            } catch (final LinkageError | RuntimeException e) {
                failure = new InpaintException(explain(e), e);
            }
        if (failure != null)
            throw failure;
        return environment;
    }

    /** Why the library cannot be loaded, or empty if it can. Loads it. */
    public static Optional<String> unavailable() {
        try {
            environment();
            return Optional.empty();
        } catch (final InpaintException e) {
            return Optional.of(e.getMessage());
        }
    }

    private static String explain(final Throwable error) {
        Throwable root = error;
        while (root.getCause() != null && root.getCause() != root)
            root = root.getCause();
        final String cause = root.getMessage() == null ? root.getClass().getSimpleName()
                : root.getMessage().lines().findFirst().orElse("");
        final String help;
        if (cause.contains("initialization routine failed"))
            help = "update the Java that runs ImageJ, whose Microsoft libraries are too old";
        else if (cause.contains("no onnxruntime in java.library.path") || cause.contains("Unsupported arch"))
            help = "it exists for Linux x64 and arm64, macOS arm64 and Windows x64 only";
        else if (cause.contains("VERS_") || cause.contains("mismatch"))
            help = "another plugin brings another version of it; keep one onnxruntime jar only";
        else
            help = NativeFolder.given().map(folder -> "check that " + folder.origin() + " names a folder with all native "
                    + "files of one version of ONNX Runtime for this system, or remove it").orElse("check that the folder "
                    + "for temporary files is writable and that its disk is not full");
        return "The native library of ONNX Runtime could not be loaded on " + System.getProperty("os.name") + " "
                + System.getProperty("os.arch") + " (" + cause.strip() + "): " + help + ".";
    }
}
