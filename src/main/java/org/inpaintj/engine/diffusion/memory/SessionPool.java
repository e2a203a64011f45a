package org.inpaintj.engine.diffusion.memory;

import java.util.Map;

import org.inpaintj.model.folder.NetworkFile;
import org.inpaintj.onnx.Session;
import org.inpaintj.onnx.SessionCache;
import org.inpaintj.onnx.Tensor;

/**
 * The networks of one model in a {@link SessionCache}, kept while they fit into a budget of memory with what they need
 * to run. What is in use is never closed, even beyond the budget. Thread-safe.
 */
public final class SessionPool implements AutoCloseable {

    private final SessionCache<String, Session> cache;
    private final Session.Setup setup;
    private Map<String, Map<String, Tensor>> constants = Map.of();

    /**
     * @param budget bytes for weights and work space; one network alone may exceed it
     * @param setup  device and threads of all sessions
     */
    public SessionPool(final long budget, final Session.Setup setup) {
        this.setup = setup;
        cache = SessionCache.ofBytes(budget, Session::close);
    }

    /** Changes the budget; what does not fit any more goes at the next lease. */
    public void allow(final long bytes) {
        cache.allow(bytes);
    }

    /** Sets what networks are fed in every run beside what their callers feed, by the names of networks and inputs. */
    public synchronized void feed(final Map<String, Map<String, Tensor>> byNetwork) {
        constants = Map.copyOf(byNetwork);
    }

    /** What a network is fed in every run, by the names of inputs; see {@link #feed}. */
    public synchronized Map<String, Tensor> constants(final NetworkFile network) {
        return constants.getOrDefault(network.name(), Map.of());
    }

    public long budget() {
        return cache.budget();
    }

    /**
     * The network, loaded if need be. To be closed by the caller, who must not close the session itself.
     *
     * @param work bytes that the run needs beside the weights
     */
    public SessionCache.Lease<Session> lease(final NetworkFile network, final double work) {
        final SessionCache.Size size =
                new SessionCache.Size(network.loadBytes(), network.weightBytes(), (long) work);
        return cache.lease(network.name(), size, () -> network.open(setup));
    }

    /** Bytes of the weights now loaded. */
    public long loaded() {
        return cache.loaded();
    }

    /** Bytes of the weights now loaded and of what their runs needed. */
    long occupied() {
        return cache.occupied();
    }

    /** The most bytes of weights that were loaded at once. */
    public long peak() {
        return cache.peak();
    }

    /** Closes what rests now, and what is in use when it is given back. */
    @Override
    public void close() {
        cache.close();
    }
}
