package org.inpaintj.engine.patch.diffusion;

import java.util.List;

import org.inpaintj.core.Threads;
import org.inpaintj.engine.patch.level.PatchParameters;

/**
 * Makes the {@link PatchPosterior} on a thread of its own, for the first use of ONNX Runtime in a process takes a tenth
 * of a second or more, and there is other work to do meanwhile.
 */
public final class PosteriorLoader implements AutoCloseable {

    private final PatchParameters parameters;
    private final Thread thread;
    private PatchPosterior posterior;
    private String failure;
    private boolean closed;

    /** @param wanted false if none is needed: nothing is loaded then */
    public PosteriorLoader(final PatchParameters parameters, final boolean wanted) {
        this.parameters = parameters;
        thread = wanted ? new Thread("InpaintJ loads ONNX Runtime") {

            @Override
            public void run() {
                load();
            }
        } : null;
        if (wanted) {
            thread.setDaemon(true);
            thread.start();
        }
    }

    private void load() {
        try {
            keep(new PatchPosterior(parameters.diffusion().posterior().beta(),
                    parameters.diffusion().posterior().tau()));
        } catch (final LinkageError | RuntimeException e) {
            failure = e.getMessage();
        }
    }

    private synchronized void keep(final PatchPosterior made) {
        if (closed)
            made.close();
        else
            posterior = made;
    }

    /** Waits for the posterior; null, with a note on why, if there is none though one was wanted. */
    public PatchPosterior get(final List<String> notes) {
        if (thread != null)
            Threads.join(thread);
        if (failure != null)
            notes.add("The fill started without diffusion of the coarse image. " + failure);
        return posterior;
    }

    /** Does not wait: what is still loading is closed when it is there. */
    @Override
    public synchronized void close() {
        closed = true;
        if (posterior != null)
            posterior.close();
    }
}
