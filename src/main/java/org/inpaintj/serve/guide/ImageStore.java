package org.inpaintj.serve.guide;

import java.time.Duration;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.LongSupplier;

/** Keeps pictures for those who know their names, which nobody can guess, for an hour. Thread-safe. */
final class ImageStore {

    private static final long KEPT = Duration.ofHours(1).toNanos();
    private static final long MOST_BYTES = 128 << 20;

    private record Image(byte[] file, long until) {
    }

    private final LongSupplier clock;
    private final Map<String, Image> images = new LinkedHashMap<>();
    private long bytes;

    /** @param clock nanoseconds */
    ImageStore(final LongSupplier clock) {
        this.clock = clock;
    }

    /** Keeps a picture; the oldest go where there are too many. */
    synchronized String keep(final byte[] file) {
        final String name = UUID.randomUUID() + ".png";
        images.put(name, new Image(file, clock.getAsLong() + KEPT));
        bytes += file.length;
        forget();
        return name;
    }

    synchronized Optional<byte[]> get(final String name) {
        forget();
        return Optional.ofNullable(images.get(name)).map(Image::file);
    }

    private void forget() {
        final long now = clock.getAsLong();
        for (final Iterator<Image> all = images.values().iterator(); all.hasNext();) {
            final Image oldest = all.next();
            if (oldest.until - now > 0 && (bytes <= MOST_BYTES || images.size() == 1))
                return;
            bytes -= oldest.file.length;
            all.remove();
        }
    }
}
