package org.inpaintj.engine.diffusion.memory;

import java.nio.file.Path;
import java.util.Collection;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

import org.inpaintj.core.FileStamp;
import org.inpaintj.core.InpaintException;
import org.inpaintj.model.folder.NetworkFile;
import org.inpaintj.onnx.Session;
import org.inpaintj.onnx.SessionCache;
import org.inpaintj.onnx.Tensor;

/**
 * The networks of one model in a {@link SessionCache}, kept while they fit into a budget of memory with what they need
 * to run. What is in use is never closed, even beyond the budget. Thread-safe.
 * <p>
 * Weights are mapped from their files. A file that is deleted or replaced lives on for networks that are loaded; one
 * that is written over or cut off does not, and a network that reads beyond its new end takes the process down. So
 * files are looked at before each use.
 * </p>
 */
public final class SessionPool implements AutoCloseable {

    private final SessionCache<String, Session> cache;
    private final Session.Setup setup;
    private Map<String, Map<String, Tensor>> constants = Map.of();
    private Map<Path, FileStamp> files = Map.of();

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

    /** Sets how files are when a job begins: networks of files that changed since are not used. */
    synchronized void expect(final Collection<FileStamp> stamps) {
        files = stamps.stream().collect(Collectors.toMap(FileStamp::file, Function.identity(), (a, b) -> b));
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
     * @throws InpaintException if it cannot be loaded, or a file of its weights was changed since the job began
     */
    public SessionCache.Lease<Session> lease(final NetworkFile network, final double work) {
        final SessionCache.Size size =
                new SessionCache.Size(network.loadBytes(), network.weightBytes(), (long) work);
        check(network, true);
        return cache.lease(network.name(), size, () -> {
            check(network, false);
            return network.open(setup);
        });
    }

    /** Loads networks before they are needed, so that what becomes of their files does not matter to the job. */
    public void load(final Collection<NetworkFile> networks) {
        networks.forEach(network -> lease(network, 0).close());
    }

    /** @param loaded whether it may be loaded, so that a file that went to another place does not matter */
    private void check(final NetworkFile network, final boolean loaded) {
        final Map<Path, FileStamp> expected;
        synchronized (this) {
            expected = files;
        }
        for (final Path file : network.files()) {
            final FileStamp before = expected.get(file), now = FileStamp.of(file);
            if (before == null || now.equals(before) || loaded && (now.size() < 0 || !now.key().equals(before.key())))
                continue;
            throw new InpaintException("The file " + file + " was " + (now.size() < 0 ? "deleted"
                    : now.key().equals(before.key()) ? "written over" : "replaced by another")
                    + " while a job computed with it, so the job ended without a result: run it again once the file is"
                    + " there and whole.");
        }
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
