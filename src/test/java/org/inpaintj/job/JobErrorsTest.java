package org.inpaintj.job;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.ref.WeakReference;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import java.util.logging.Level;
import java.util.logging.Logger;

import net.imglib2.img.array.ArrayImgs;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import org.inpaintj.core.CancelledException;
import org.inpaintj.core.InpaintException;
import org.inpaintj.job.Job.State;

/** Errors that are no exceptions, and what ended jobs keep alive. */
@Timeout(60)
class JobErrorsTest {

    private final JobQueue queue = new JobQueue();
    /** Held, or java.util.logging forgets its level. */
    private final Logger logger = Logger.getLogger(JobQueue.class.getName());

    @BeforeEach
    void beQuiet() {
        logger.setLevel(Level.OFF);
    }

    @AfterEach
    void close() {
        logger.setLevel(null);
        assertTrue(queue.close(Duration.ofSeconds(20)), "the worker must end");
    }

    private static int overflow(final int depth) {
        return overflow(depth + 1) + 1;
    }

    @Test
    void anErrorInAListenerEndsNeitherTheJobNorTheWorker() {
        for (final Supplier<Integer> error : List.<Supplier<Integer>>of(() -> overflow(0), () -> {
            throw new OutOfMemoryError("Java heap space");
        }, () -> {
            throw new NoClassDefFoundError("gone");
        })) {
            final JobListener broken = job -> error.get();
            queue.addListener(broken);
            final Job<String> job = queue.submit("watched", progress -> {
                progress.step(1, 2, "half");
                progress.preview(() -> ArrayImgs.floats(1, 1, 3));
                return "done";
            }, broken);
            job.watch(pixels -> error.get());
            assertEquals("done", job.await());
            assertEquals(State.DONE, job.state());
            final Job<String> failing = queue.submit("failing", progress -> String.valueOf(overflow(0)), broken);
            assertTrue(assertThrows(InpaintException.class, failing::await).getMessage()
                    .contains("StackOverflowError"));
            assertEquals(State.FAILED, failing.state());
            queue.removeListener(broken);
            assertEquals("next", queue.submit("next", progress -> "next").await());
        }
    }

    /** Jobs whose work and listener hold what a weak reference tells of. */
    private List<WeakReference<byte[]>> submit(final int jobs, final JobWork<String> end, final List<Job<String>> all) {
        final List<WeakReference<byte[]>> held = new ArrayList<>();
        for (int i = 0; i < jobs; i++) {
            final byte[] samples = new byte[1 << 16], listens = new byte[1 << 16];
            held.add(new WeakReference<>(samples));
            held.add(new WeakReference<>(listens));
            all.add(queue.submit("holds samples", progress -> samples.length > 0 ? end.run(progress) : "",
                    job -> listens[0]++));
        }
        return held;
    }

    private static long alive(final List<WeakReference<byte[]>> held, final long expected) {
        long alive = held.size();
        for (int tries = 0; tries < 50 && alive > expected; tries++) {
            System.gc();
            alive = held.stream().filter(reference -> reference.get() != null).count();
        }
        return alive;
    }

    /** Waits until the worker has told of the end of all that was submitted before. */
    private void settle() {
        queue.submit("last", progress -> "").await();
        queue.submit("after it", progress -> "").await();
    }

    @Test
    void onlyTheLastFailedJobsHoldTheirSamples() {
        final List<Job<String>> jobs = new ArrayList<>();
        final List<WeakReference<byte[]>> held = submit(JobQueue.RETRIES + 4, progress -> {
            throw new InpaintException("Not this time: try again.");
        }, jobs);
        settle();
        assertEquals(2L * JobQueue.RETRIES, alive(held, 2L * JobQueue.RETRIES));
        assertEquals(List.of(false, false, false, false, true, true, true), jobs.stream().map(Job::canRetry).toList());
        assertEquals("'holds samples' cannot be run again, since only the last 3 failed or cancelled jobs keep what "
                + "they need: start it anew.", assertThrows(InpaintException.class, () -> jobs.get(0).retry())
                .getMessage());
        assertEquals(State.FAILED, jobs.get(0).state());
        assertThrows(InpaintException.class, jobs.get(6).retry()::await);
    }

    @Test
    void soDoTheLastCancelledOnesAndNoneThatIsDone() throws Exception {
        final CountDownLatch started = new CountDownLatch(1);
        final AtomicInteger ran = new AtomicInteger();
        final Job<String> first = queue.submit("runs", progress -> {
            started.countDown();
            while (true)
                progress.check();
        });
        started.await();
        final List<Job<String>> waiting = new ArrayList<>();
        final List<WeakReference<byte[]>> held = submit(JobQueue.RETRIES + 4, progress -> "" + ran.incrementAndGet(),
                waiting);
        waiting.forEach(Job::cancel);
        assertEquals(2L * JobQueue.RETRIES, alive(held, 2L * JobQueue.RETRIES));
        final Job<String> again = waiting.get(6).retry();
        first.cancel();
        assertThrows(CancelledException.class, first::await);
        assertEquals("1", again.await());
        assertFalse(again.canRetry());

        final List<Job<String>> done = new ArrayList<>();
        final List<WeakReference<byte[]>> finished = submit(5, progress -> "done", done);
        for (final Job<String> job : done)
            assertEquals("done", job.await());
        settle();
        assertEquals(0, alive(finished, 0));
    }
}
