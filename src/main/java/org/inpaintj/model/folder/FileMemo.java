package org.inpaintj.model.folder;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

import org.inpaintj.core.FileStamp;

/**
 * Keeps the last few things that were made of files, each for as long as its files stay as they are. Thread-safe.
 *
 * @param <K> names what is made
 * @param <V> what is made; immutable, for many threads may get the same
 */
public final class FileMemo<K, V> {

    private record Made<V>(List<FileStamp> files, V value) {
    }

    private final int most;
    private final Map<K, Made<V>> made = new LinkedHashMap<>(16, 0.75f, true);

    /** @param most how many are kept */
    public FileMemo(final int most) {
        this.most = most;
    }

    /**
     * What was made before, or else is made now. What fails is not kept.
     *
     * @param files all that it is made of
     * @param make  makes it
     */
    public V get(final K key, final List<Path> files, final Supplier<V> make) {
        final List<FileStamp> now = FileStamp.of(files);
        synchronized (made) {
            final Made<V> before = made.get(key);
            if (before != null && before.files.equals(now))
                return before.value;
        }
        // stamped before it is read: what changes meanwhile is read again next time
        final V value = make.get();
        synchronized (made) {
            made.put(key, new Made<>(now, value));
            if (made.size() > most)
                made.remove(made.keySet().iterator().next());
        }
        return value;
    }
}
