package org.inpaintj.onnx;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

import org.junit.jupiter.api.Test;

class SessionCacheTest {

    private final List<Object> closed = new ArrayList<>();
    private final SessionCache<String, Object> cache = SessionCache.ofOne(closed::add);

    @Test
    void theSameIsKeptForTheNextUse() {
        final Object first;
        try (SessionCache.Lease<Object> lease = cache.lease("a", Object::new)) {
            first = lease.value();
        }
        try (SessionCache.Lease<Object> lease = cache.lease("a", Object::new)) {
            assertSame(first, lease.value());
        }
        assertEquals(List.of(), closed);
        cache.release();
        assertEquals(List.of(first), closed);
        try (SessionCache.Lease<Object> lease = cache.lease("a", Object::new)) {
            assertNotSame(first, lease.value());
        }
    }

    @Test
    void somethingElseTakesItsPlace() {
        cache.lease("a", () -> "A").close();
        cache.lease("b", () -> "B").close();
        assertEquals(List.of("A"), closed);
        cache.close();
        assertEquals(List.of("A", "B"), closed);
        assertThrows(IllegalStateException.class, () -> cache.lease("b", () -> "B"));
    }

    @Test
    void whatIsInUseIsClosedByItsLastUser() {
        final SessionCache.Lease<Object> one = cache.lease("a", () -> "A"), two = cache.lease("a", () -> "A again");
        cache.lease("b", () -> "B").close();
        one.close();
        one.close();
        assertEquals(List.of(), closed);
        assertEquals("A", two.value());
        two.close();
        assertEquals(List.of("A"), closed);
    }

    /** Not the one that is to be used next, whoever is done first. */
    @Test
    void whatWasAskedForLastIsTheOneThatRests() {
        final SessionCache.Lease<Object> old = cache.lease("a", () -> "A"), last = cache.lease("b", () -> "B");
        last.close();
        assertEquals(List.of(), closed);
        old.close();
        assertEquals(List.of("A"), closed);
    }

    @Test
    void whatRestedLongestGoesFirstUntilTheNextFits() {
        final SessionCache<String, Object> cache = SessionCache.ofBytes(10, closed::add);
        lease(cache, "a", 4, 0).close();
        lease(cache, "b", 4, 0).close();
        lease(cache, "a", 4, 0).close();
        lease(cache, "c", 5, 0).close();
        assertEquals(List.of("b"), closed);
        assertEquals(9, cache.loaded());
        assertEquals(9, cache.peak());
        lease(cache, "d", 20, 0).close();
        assertEquals(List.of("b", "a", "c"), closed);
        assertEquals(20, cache.peak());
    }

    @Test
    void whatIsInUseStaysBeyondTheBudgetAndAfterwardsToo() {
        final SessionCache<String, Object> cache = SessionCache.ofBytes(10, closed::add);
        final SessionCache.Lease<Object> one = lease(cache, "a", 8, 0), two = lease(cache, "b", 8, 0);
        one.close();
        two.close();
        assertEquals(List.of(), closed);
        assertEquals(16, cache.occupied());
        lease(cache, "c", 1, 0).close();
        assertEquals(List.of("a"), closed);
    }

    @Test
    void workTakesRoomOnceAndStaysTaken() {
        final SessionCache<String, Object> cache = SessionCache.ofBytes(10, closed::add);
        lease(cache, "a", 4, 0).close();
        lease(cache, "b", 4, 1).close();
        lease(cache, "b", 4, 3).close();
        assertEquals(List.of("a"), closed);
        assertEquals(4, cache.loaded());
        assertEquals(7, cache.occupied());
        lease(cache, "b", 4, 2).close();
        assertEquals(7, cache.occupied());
    }

    @Test
    void whatIsReleasedInUseNoLongerCountsOnceItIsGivenBack() {
        final SessionCache<String, Object> cache = SessionCache.ofBytes(10, closed::add);
        final SessionCache.Lease<Object> one = lease(cache, "a", 4, 1);
        lease(cache, "b", 4, 0).close();
        cache.release();
        assertEquals(List.of("b"), closed);
        assertEquals(5, cache.occupied());
        final SessionCache.Lease<Object> again = cache.lease("a", new SessionCache.Size(4, 4, 0), () -> "A");
        assertEquals("A", again.value());
        one.close();
        assertEquals(List.of("b", "a"), closed);
        assertEquals(4, cache.occupied());
    }

    /** Many threads, few things: never is one used that was closed, and all are closed in the end. */
    @Test
    void threadsNeverMeetAClosedThing() throws Exception {
        for (final boolean one : new boolean[] { true, false }) {
            final Set<Object> gone = ConcurrentHashMap.newKeySet();
            final AtomicInteger made = new AtomicInteger(), wrong = new AtomicInteger();
            final SessionCache<Integer, Object> cache = one ? SessionCache.ofOne(gone::add)
                    : SessionCache.ofBytes(2, gone::add);
            final List<Thread> threads = new ArrayList<>();
            for (int t = 0; t < 4; t++) {
                final SplittableRandom random = new SplittableRandom(t);
                final Thread thread = new Thread(() -> {
                    for (int i = 0; i < 2000; i++)
                        try (SessionCache.Lease<Object> lease =
                                cache.lease(random.nextInt(4), new SessionCache.Size(1, 1, 0), () -> {
                            made.incrementAndGet();
                            return new Object();
                        })) {
                            if (gone.contains(lease.value()))
                                wrong.incrementAndGet();
                        }
                });
                threads.add(thread);
                thread.start();
            }
            for (final Thread thread : threads)
                thread.join();
            cache.close();
            assertEquals(0, wrong.get());
            assertEquals(made.get(), gone.size());
            assertEquals(0, cache.occupied());
        }
    }

    private static SessionCache.Lease<Object> lease(final SessionCache<String, Object> cache, final String key,
            final long bytes, final long work) {
        return cache.lease(key, new SessionCache.Size(bytes, bytes, work), () -> key);
    }
}
