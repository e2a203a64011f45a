package org.inpaintj.segment;

import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * Keeps what was used last, such as a loaded {@link org.inpaintj.segment.sam.Segmenter}, for the next use of the same; something else takes its
 * place, so that at most one rests in memory. What is in use is never closed. Thread-safe.
 *
 * @param <T> what is kept
 */
public final class SharedResource<T> implements AutoCloseable {

    private final Consumer<? super T> closer;
    private Entry kept;
    private boolean closed;

    private final class Entry {
        private final String key;
        private final T value;
        private int users;

        private Entry(final String key, final T value) {
            this.key = key;
            this.value = value;
        }
    }

    /** Something in use; closing gives it back, it may be kept. */
    public final class Lease implements AutoCloseable {
        private final Entry entry;
        private boolean open = true;

        private Lease(final Entry entry) {
            this.entry = entry;
        }

        /** Not to be closed itself. */
        public T value() {
            return entry.value;
        }

        @Override
        public void close() {
            synchronized (SharedResource.this) {
                if (open && --entry.users == 0 && entry != kept)
                    closer.accept(entry.value);
                open = false;
            }
        }
    }

    /** @param closer frees what is no longer kept, on the thread that gives it back or takes something else */
    public SharedResource(final Consumer<? super T> closer) {
        this.closer = closer;
    }

    /**
     * What is kept under the key, else something new, which is then kept instead. To be closed by the caller.
     *
     * @param key  different for different things, such as the digest of a model
     * @param open makes it; quick, for others wait meanwhile
     */
    public synchronized Lease lease(final String key, final Supplier<T> open) {
        if (closed)
            throw new IllegalStateException("the keeper is closed");
        if (kept == null || !kept.key.equals(key)) {
            release();
            kept = new Entry(key, open.get());
        }
        kept.users++;
        return new Lease(kept);
    }

    /** Closes what rests, or what is in use once it is given back; the next lease makes it anew. */
    public synchronized void release() {
        final Entry old = kept;
        kept = null;
        if (old != null && old.users == 0)
            closer.accept(old.value);
    }

    /** {@link #release} for good. */
    @Override
    public synchronized void close() {
        closed = true;
        release();
    }
}
