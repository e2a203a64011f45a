package org.inpaintj.engine.diffusion;

import java.nio.file.Path;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;

import org.inpaintj.model.Network;
import org.inpaintj.onnx.Session;

/**
 * Loaded networks, kept while they fit into a budget of memory: when another one is needed, the ones that rested
 * longest are closed first. What is in use is never closed, even beyond the budget. Thread-safe.
 */
public final class SessionPool implements AutoCloseable {

    private static final class Entry {
        private final Session session;
        private final long bytes;
        private int users;

        private Entry(final Session session, final long bytes) {
            this.session = session;
            this.bytes = bytes;
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
                makeRoom(0);
            }
        }
    }

    private final Map<Path, Entry> entries = new LinkedHashMap<>(16, 0.75f, true);
    private final long budget;
    private final Session.Setup setup;
    private long peak;
    private boolean closed;

    /**
     * @param budget bytes of weights to keep loaded; one network alone may exceed it
     * @param setup  device and threads of all sessions
     */
    public SessionPool(final long budget, final Session.Setup setup) {
        this.budget = budget;
        this.setup = setup;
    }

    /** The network, loaded if need be. To be closed by the caller, who must not close the session itself. */
    public synchronized Lease lease(final Network network) {
        if (closed)
            throw new IllegalStateException("the pool is closed");
        Entry entry = entries.get(network.file());
        if (entry == null) {
            makeRoom(network.weightBytes());
            entry = new Entry(Session.open(network.file(), setup), network.weightBytes());
            entries.put(network.file(), entry);
            peak = Math.max(peak, loaded());
        }
        entry.users++;
        return new Lease(entry);
    }

    private void makeRoom(final long bytes) {
        final Iterator<Entry> oldest = entries.values().iterator();
        while ((closed || loaded() + bytes > budget) && oldest.hasNext()) {
            final Entry entry = oldest.next();
            if (entry.users == 0) {
                oldest.remove();
                entry.session.close();
            }
        }
    }

    /** Bytes of the weights now loaded. */
    public synchronized long loaded() {
        return entries.values().stream().mapToLong(e -> e.bytes).sum();
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
