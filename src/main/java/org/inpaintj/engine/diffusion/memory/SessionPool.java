package org.inpaintj.engine.diffusion.memory;

import java.nio.file.Path;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;

import org.inpaintj.model.folder.NetworkFile;
import org.inpaintj.onnx.NativeHeap;
import org.inpaintj.onnx.Session;

/**
 * Loaded networks, kept while they fit into a budget of memory with what they need to run: when another one is needed,
 * the ones that rested longest are closed first. What is in use is never closed, even beyond the budget. Thread-safe.
 */
public final class SessionPool implements AutoCloseable {

    /** A loaded network. */
    private static final class Entry {
        private final Session session;
        private final long weights;
        /** Kept between runs: the allocator gives nothing back. */
        private long work;
        private int users;

        private Entry(final Session session, final long weights) {
            this.session = session;
            this.weights = weights;
        }
    }

    /** A network in use; closing gives it back, it may stay loaded. */
    public final class Lease implements AutoCloseable {
        private final Entry entry;
        private boolean open = true;

        private Lease(final Entry entry) {
            this.entry = entry;
        }

        public Session session() {
            return entry.session;
        }

        @Override
        public void close() {
            synchronized (SessionPool.this) {
                if (open)
                    entry.users--;
                open = false;
                if (closed)
                    makeRoom(0);
            }
        }
    }

    /** Bytes freed from which on it is worth telling the system. */
    private static final long TRIM = 32 << 20;

    private final Map<Path, Entry> entries = new LinkedHashMap<>(16, 0.75f, true);
    private long budget;
    private final Session.Setup setup;
    private long peak;
    private boolean closed;

    /**
     * @param budget bytes for weights and work space; one network alone may exceed it
     * @param setup  device and threads of all sessions
     */
    public SessionPool(final long budget, final Session.Setup setup) {
        this.budget = budget;
        this.setup = setup;
    }

    /** Changes the budget; what does not fit any more goes at the next lease. */
    public synchronized void allow(final long bytes) {
        budget = bytes;
    }

    public synchronized long budget() {
        return budget;
    }

    /**
     * The network, loaded if need be. To be closed by the caller, who must not close the session itself.
     *
     * @param work bytes that the run needs beside the weights
     */
    public synchronized Lease lease(final NetworkFile network, final double work) {
        if (closed)
            throw new IllegalStateException("the pool is closed");
        Entry entry = entries.get(network.file());
        if (entry == null) {
            makeRoom(Math.max(network.loadBytes(), network.weightBytes() + (long) work));
            entry = new Entry(Session.open(network.file(), setup), network.weightBytes());
            entries.put(network.file(), entry);
            if (network.loadBytes() > TRIM)
                NativeHeap.trim();
            peak = Math.max(peak, loaded());
        }
        entry.users++;
        if (work > entry.work) {
            makeRoom((long) work - entry.work);
            entry.work = (long) work;
        }
        return new Lease(entry);
    }

    private void makeRoom(final long bytes) {
        final Iterator<Entry> oldest = entries.values().iterator();
        long freed = 0;
        while ((closed || occupied() + bytes > budget) && oldest.hasNext()) {
            final Entry entry = oldest.next();
            if (entry.users == 0) {
                oldest.remove();
                entry.session.close();
                freed += entry.weights;
            }
        }
        if (freed > TRIM)
            NativeHeap.trim();
    }

    /** Bytes of the weights now loaded. */
    public synchronized long loaded() {
        return entries.values().stream().mapToLong(e -> e.weights).sum();
    }

    /** Bytes of the weights now loaded and of what their runs needed. */
    synchronized long occupied() {
        return entries.values().stream().mapToLong(e -> e.weights + e.work).sum();
    }

    /** The most bytes of weights that were loaded at once. */
    public synchronized long peak() {
        return peak;
    }

    /** Closes what rests now, and what is in use when it is given back. */
    @Override
    public synchronized void close() {
        closed = true;
        makeRoom(0);
    }
}
