package org.inpaintj.onnx;

import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;

import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;

import org.inpaintj.core.InpaintException;

/**
 * ONNX Runtime's native library is loaded by this class at the first use and kept by the process. A failure is
 * remembered with its first cause, because Java tells that only once and answers every later attempt with "could not
 * initialize class". Thread-safe.
 */
public final class OnnxRuntime {

    /**
     * Bytes for the thread that loads and starts the library. One version reads the whole command line with a recursion
     * for each character, and Java dies without a word when the stack ends.
     */
    private static final long STACK = 64L << 20;

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
                environment = onLargeStack(OnnxRuntime::start);
            } catch (final VirtualMachineError e) {
                throw e;
            } catch (final Throwable e) {
                failure = new InpaintException(explain(e), e);
            }
        if (failure != null)
            throw failure;
        return environment;
    }

    private static OrtEnvironment start() throws OrtException {
        final OrtEnvironment started = NativeCache.environment();
        // on Windows it hands events to the system, which may pass them on; elsewhere see Telemetry
        started.setTelemetry(false);
        return started;
    }

    /** Calls on a thread of its own and waits for it, whatever interrupts; what it throws is thrown here. */
    static <T> T onLargeStack(final Callable<T> call) throws Throwable {
        final FutureTask<T> task = new FutureTask<>(call);
        final Thread thread = new Thread(null, task, "start ONNX Runtime", STACK);
        thread.setDaemon(true);
        thread.start();
        boolean interrupted = false;
        try {
            while (true)
                try {
                    return task.get();
                } catch (final InterruptedException e) {
                    interrupted = true;
                }
        } catch (final ExecutionException e) {
            throw e.getCause();
        } finally {
            if (interrupted)
                Thread.currentThread().interrupt();
        }
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
            help = NativeFolder.given().map(folder -> "check that " + folder.origin() + " names a folder with all "
                    + "native files of one version of ONNX Runtime for this system, or remove it").orElse("check that "
                    + "the folder for temporary files is writable and that its disk is not full");
        return "The native library of ONNX Runtime could not be loaded on " + System.getProperty("os.name") + " "
                + System.getProperty("os.arch") + " (" + cause.strip() + "): " + help + ".";
    }
}
