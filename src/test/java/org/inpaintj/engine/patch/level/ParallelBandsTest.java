package org.inpaintj.engine.patch.level;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicIntegerArray;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.inpaintj.core.CancelledException;
import org.inpaintj.core.Progress;

class ParallelBandsTest {

    @ParameterizedTest
    @ValueSource(ints = { 1, 2, 3, 8 })
    void everyPartIsDoneOnceEachTime(final int threads) {
        try (ParallelBands bands = new ParallelBands(threads, Progress.NONE)) {
            for (int round = 0; round < 2000; round++) {
                final int n = round % 13;
                final AtomicIntegerArray done = new AtomicIntegerArray(n + 1);
                bands.run(done::incrementAndGet, n);
                for (int i = 0; i < n; i++)
                    assertEquals(1, done.get(i));
                assertEquals(0, done.get(n));
            }
        }
    }

    @ParameterizedTest
    @ValueSource(ints = { 1, 2, 8 })
    void aFailureReachesTheCallerAndLaterWorkIsDone(final int threads) {
        assertTimeoutPreemptively(Duration.ofSeconds(20), () -> {
            try (ParallelBands bands = new ParallelBands(threads, Progress.NONE)) {
                for (int round = 0; round < 300; round++) {
                    final RuntimeException failure = new IllegalStateException();
                    final int bad = round % 10;
                    assertSame(failure, assertThrows(IllegalStateException.class, () -> bands.run(band -> {
                        if (band == bad)
                            throw failure;
                    }, 10)));
                    final AtomicIntegerArray done = new AtomicIntegerArray(10);
                    bands.run(done::incrementAndGet, 10);
                    for (int i = 0; i < 10; i++)
                        assertEquals(1, done.get(i));
                }
            }
        });
    }

    @ParameterizedTest
    @ValueSource(ints = { 1, 2, 8 })
    void cancellingStopsBeforeTheNextPart(final int threads) {
        final AtomicBoolean cancelled = new AtomicBoolean();
        final AtomicIntegerArray done = new AtomicIntegerArray(1000);
        try (ParallelBands bands = new ParallelBands(threads, new Progress() {

            @Override
            public void step(final int done, final int total, final String what) {}

            @Override
            public boolean cancelled() {
                return cancelled.get();
            }
        })) {
            assertThrows(CancelledException.class, () -> bands.run(band -> {
                done.incrementAndGet(band);
                cancelled.set(true);
            }, 1000));
            int n = 0;
            for (int i = 0; i < 1000; i++)
                n += done.get(i);
            assertEquals(true, n <= threads, n + " parts were done");
        }
    }
}
