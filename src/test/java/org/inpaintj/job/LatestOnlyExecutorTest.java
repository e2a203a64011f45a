package org.inpaintj.job;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import org.inpaintj.core.CancelledException;

@Timeout(20)
class LatestOnlyExecutorTest {

    private final LatestOnlyExecutor executor = new LatestOnlyExecutor("test");
    private final List<String> done = new CopyOnWriteArrayList<>();

    private static void await(final CountDownLatch latch) {
        try {
            assertTrue(latch.await(10, TimeUnit.SECONDS));
        } catch (final InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private void finish() {
        final CountDownLatch end = new CountDownLatch(1);
        executor.submit(progress -> end.countDown());
        await(end);
    }

    @Test
    void whatWaitsIsDroppedAndWhatRunsIsAskedToStop() {
        final CountDownLatch started = new CountDownLatch(1), free = new CountDownLatch(1);
        final CountDownLatch last = new CountDownLatch(1);
        executor.submit(progress -> {
            started.countDown();
            await(free);
            done.add("first " + progress.cancelled());
            progress.check();
            done.add("never");
        });
        await(started);
        for (int i = 0; i < 5; i++) {
            final int number = i;
            executor.submit(progress -> done.add("waiting " + number));
        }
        executor.submit(progress -> {
            done.add("last " + progress.cancelled());
            last.countDown();
        });
        free.countDown();
        await(last);
        assertEquals(List.of("first true", "last false"), done);
    }

    @Test
    void droppingLeavesNothingToDo() {
        final CountDownLatch started = new CountDownLatch(1), free = new CountDownLatch(1);
        final CountDownLatch ended = new CountDownLatch(1);
        executor.submit(progress -> {
            started.countDown();
            await(free);
            done.add("stopped " + progress.cancelled());
            ended.countDown();
        });
        await(started);
        executor.submit(progress -> done.add("never"));
        executor.drop();
        free.countDown();
        await(ended);
        finish();
        assertEquals(List.of("stopped true"), done);
    }

    @Test
    void anErrorEndsOnlyItsOwnTask() {
        final CountDownLatch failed = new CountDownLatch(1);
        executor.submit(progress -> {
            failed.countDown();
            throw new CancelledException();
        });
        await(failed);
        finish();
        final CountDownLatch worse = new CountDownLatch(1);
        executor.submit(progress -> {
            worse.countDown();
            throw new IllegalStateException("a task that goes wrong");
        });
        await(worse);
        finish();
    }

    @Test
    void workRunsOnItsOwnThread() {
        final CountDownLatch end = new CountDownLatch(1);
        executor.submit(progress -> {
            done.add(Thread.currentThread().getName());
            end.countDown();
        });
        await(end);
        assertEquals(List.of("test"), done);
        assertNotEquals("test", Thread.currentThread().getName());
    }
}
