package org.inpaintj.serve.guide;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;

import org.junit.jupiter.api.Test;

/** How long pictures are kept. */
class ImageStoreTest {

    private final AtomicLong now = new AtomicLong(Long.MAX_VALUE - 5);
    private final ImageStore store = new ImageStore(now::get);

    @Test
    void anHourAndNoLonger() {
        final byte[] file = { 1, 2, 3 };
        final String name = store.keep(file);
        now.addAndGet(Duration.ofMinutes(59).toNanos());
        assertArrayEquals(file, store.get(name).orElseThrow());
        assertNotEquals(name, store.keep(file));
        now.addAndGet(Duration.ofMinutes(2).toNanos());
        assertEquals(Optional.empty(), store.get(name));
        assertEquals(Optional.empty(), store.get(""));
    }

    @Test
    void ofTooManyTheOldestGo() {
        final String first = store.keep(new byte[100 << 20]), second = store.keep(new byte[20 << 20]);
        final String third = store.keep(new byte[30 << 20]);
        assertEquals(Optional.empty(), store.get(first));
        assertEquals(20 << 20, store.get(second).orElseThrow().length);
        final String large = store.keep(new byte[129 << 20]);
        assertEquals(Optional.empty(), store.get(third));
        assertEquals(129 << 20, store.get(large).orElseThrow().length);
    }
}
