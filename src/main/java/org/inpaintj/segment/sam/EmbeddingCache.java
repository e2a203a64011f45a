package org.inpaintj.segment.sam;

import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

import org.inpaintj.core.CancelledException;
import org.inpaintj.core.Progress;
import org.inpaintj.segment.RgbImage;

/**
 * The cache holds image embeddings of pictures that were looked at lately, found by what the picture shows and which
 * model looked. When they exceed a number of bytes the ones that rested longest go. Threads that want the same one wait
 * for the first of them; if that one is cancelled or fails, the next computes it. Thread-safe.
 */
public final class EmbeddingCache {

    private record Key(String picture, String model) {
    }

    private final Map<Key, ImageEmbedding> kept = new LinkedHashMap<>(16, 0.75f, true);
    private final Map<Key, Thread> underway = new HashMap<>();
    private final long budget;
    private long bytes;

    /** @param budget bytes to keep; one embedding alone may exceed it and is then not kept */
    public EmbeddingCache(final long budget) {
        this.budget = budget;
    }

    /**
     * The embedding of a picture, computed on the calling thread unless it is known.
     *
     * @throws CancelledException once {@code progress} says so; nothing is kept then
     */
    public ImageEmbedding get(final Segmenter segmenter, final RgbImage rgb, final Progress progress) {
        final Key key = new Key(rgb.digest(), segmenter.model().digest());
        final ImageEmbedding known = await(key, progress);
        if (known != null)
            return known;
        try {
            final ImageEmbedding made = segmenter.embed(rgb, progress);
            put(key, made);
            return made;
        } finally {
            synchronized (this) {
                underway.remove(key);
                notifyAll();
            }
        }
    }

    /** The embedding if it is known already. */
    public synchronized Optional<ImageEmbedding> peek(final Segmenter segmenter, final RgbImage rgb) {
        return Optional.ofNullable(kept.get(new Key(rgb.digest(), segmenter.model().digest())));
    }

    /** Null if the caller has to compute it and to take the key off {@link #underway}. */
    private synchronized ImageEmbedding await(final Key key, final Progress progress) {
        while (true) {
            progress.check();
            final ImageEmbedding known = kept.get(key);
            if (known != null)
                return known;
            if (underway.putIfAbsent(key, Thread.currentThread()) == null)
                return null;
            try {
                wait(50);
            } catch (final InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new CancelledException();
            }
        }
    }

    private synchronized void put(final Key key, final ImageEmbedding made) {
        if (made.bytes() > budget)
            return;
        final ImageEmbedding before = kept.put(key, made);
        bytes += made.bytes() - (before == null ? 0 : before.bytes());
        for (final Iterator<ImageEmbedding> oldest = kept.values().iterator(); bytes > budget;) {
            bytes -= oldest.next().bytes();
            oldest.remove();
        }
    }

    /** Bytes of all that is kept. */
    public synchronized long bytes() {
        return bytes;
    }

    /** Forgets everything. */
    public synchronized void clear() {
        kept.clear();
        bytes = 0;
    }
}
