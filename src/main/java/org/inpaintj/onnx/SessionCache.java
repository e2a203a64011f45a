package org.inpaintj.onnx;

import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * The cache keeps sessions, and what is built on them, loaded between uses: when another one is needed, those that
 * rested longest are closed first, until it fits into a budget. What is in use is never closed, even beyond the budget.
 * Thread-safe.
 *
 * @param <K> tells what is kept apart, such as a file with its stamp, or the digest of a model
 * @param <V> what is kept
 */
public final class SessionCache<K, V> implements AutoCloseable {

    /** Something in use; closing gives it back, it may stay loaded. */
    public interface Lease<V> extends AutoCloseable {

        /** Not to be closed itself. */
        V value();

        /** May be called twice. */
        @Override
        void close();
    }

    /**
     * What something takes, in bytes.
     *
     * @param loading while it is loaded
     * @param kept    as long as it is loaded
     * @param work    beside that for what it is needed at present; it stays taken, for allocators give nothing back
     */
    public record Size(long loading, long kept, long work) {
    }

    private static final class Entry<V> {
        private final V value;
        private final long kept;
        private long work;
        private int users;
        /** No longer to be found under its key: closed by its last user. */
        private boolean dropped;

        private Entry(final V value, final long kept) {
            this.value = value;
            this.kept = kept;
        }
    }

    private final class Use implements Lease<V> {
        private final Entry<V> entry;
        private boolean open = true;

        private Use(final Entry<V> entry) {
            this.entry = entry;
        }

        @Override
        public V value() {
            return entry.value;
        }

        @Override
        public void close() {
            synchronized (SessionCache.this) {
                if (open && --entry.users == 0)
                    givenBack(entry);
                open = false;
            }
        }
    }

    /** Bytes freed from which on it is worth telling the system. */
    private static final long TRIM = 32 << 20;
    private static final Size ONE = new Size(1, 1, 0);

    private final Map<K, Entry<V>> entries = new LinkedHashMap<>(16, 0.75f, true);
    private final Consumer<? super V> closer;
    /** Whether the budget holds for what was given back, too, rather than only when something is loaded. */
    private final boolean strict;
    private long budget;
    private long loaded;
    private long occupied;
    private long peak;
    private boolean closed;

    private SessionCache(final long budget, final boolean strict, final Consumer<? super V> closer) {
        this.budget = budget;
        this.strict = strict;
        this.closer = closer;
    }

    /**
     * A cache that holds what fits into a number of bytes, of which sizes are told.
     *
     * @param budget bytes; one thing alone may exceed them
     * @param closer frees what is no longer kept, on the thread that gives it back or needs room
     */
    public static <K, V> SessionCache<K, V> ofBytes(final long budget, final Consumer<? super V> closer) {
        return new SessionCache<>(budget, false, closer);
    }

    /**
     * A cache that holds what was used last, so that at most one rests in memory, and closes it before another is made.
     */
    public static <K, V> SessionCache<K, V> ofOne(final Consumer<? super V> closer) {
        return new SessionCache<>(1, true, closer);
    }

    /**
     * What is kept under a key, else something new. To be closed by the caller. For a cache {@link #ofOne}.
     *
     * @param open makes it; others wait meanwhile
     * @throws IllegalStateException if the cache is closed
     */
    public Lease<V> lease(final K key, final Supplier<? extends V> open) {
        return lease(key, ONE, open);
    }

    /** As {@link #lease(Object, Supplier)}, for a cache {@link #ofBytes}. */
    public synchronized Lease<V> lease(final K key, final Size size, final Supplier<? extends V> open) {
        if (closed)
            throw new IllegalStateException("the cache of sessions is closed");
        Entry<V> entry = entries.get(key);
        if (entry == null) {
            makeRoom(Math.max(size.loading, size.kept + size.work), null);
            entry = new Entry<>(open.get(), size.kept);
            entries.put(key, entry);
            loaded += size.kept;
            occupied += size.kept;
            peak = Math.max(peak, loaded);
            if (size.loading > TRIM)
                NativeHeap.trim();
        }
        entry.users++;
        if (size.work > entry.work) {
            makeRoom(size.work - entry.work, entry);
            occupied += size.work - entry.work;
            entry.work = size.work;
        }
        return new Use(entry);
    }

    private void givenBack(final Entry<V> entry) {
        if (entry.dropped)
            free(entry);
        else if (strict)
            makeRoom(0, newest());
    }

    private Entry<V> newest() {
        Entry<V> newest = null;
        for (final Entry<V> entry : entries.values())
            newest = entry;
        return newest;
    }

    /** Closes what rested longest until so much more fits, but for one. */
    private void makeRoom(final long bytes, final Entry<V> spared) {
        final Iterator<Entry<V>> oldest = entries.values().iterator();
        long freed = 0;
        while (occupied + bytes > budget && oldest.hasNext()) {
            final Entry<V> entry = oldest.next();
            if (entry.users == 0 && entry != spared) {
                oldest.remove();
                free(entry);
                freed += entry.kept;
            }
        }
        if (freed > TRIM)
            NativeHeap.trim();
    }

    private void free(final Entry<V> entry) {
        loaded -= entry.kept;
        occupied -= entry.kept + entry.work;
        closer.accept(entry.value);
    }

    /** Closes what rests now, and what is in use once it is given back; the next lease makes it anew. */
    public synchronized void release() {
        long freed = 0;
        for (final Entry<V> entry : entries.values()) {
            entry.dropped = true;
            if (entry.users > 0)
                continue;
            free(entry);
            freed += entry.kept;
        }
        entries.clear();
        if (freed > TRIM)
            NativeHeap.trim();
    }

    /** {@link #release} for good. */
    @Override
    public synchronized void close() {
        closed = true;
        release();
    }

    /** Changes the budget; what does not fit any more goes when something is loaded next. */
    public synchronized void allow(final long bytes) {
        budget = bytes;
    }

    /** Bytes that may be occupied. */
    public synchronized long budget() {
        return budget;
    }

    /** Bytes kept, without what work takes. */
    public synchronized long loaded() {
        return loaded;
    }

    /** Bytes kept, and taken by work. */
    public synchronized long occupied() {
        return occupied;
    }

    /** The most bytes that {@link #loaded} has been. */
    public synchronized long peak() {
        return peak;
    }
}
