package org.inpaintj.job;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.logging.Level;
import java.util.logging.Logger;

import net.imglib2.img.array.ArrayImgs;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import org.inpaintj.core.CancelledException;
import org.inpaintj.core.InpaintException;
import org.inpaintj.core.Progress;
import org.inpaintj.job.Job.State;

@Timeout(60)
class JobQueueTest {

    private final JobQueue queue = new JobQueue();

    @AfterEach
    void close() {
        assertTrue(queue.close(Duration.ofSeconds(20)), "the worker must end");
    }

    /** Work that runs until it is told to stop, and tells when it has started. */
    private static JobWork<String> endless(final CountDownLatch started) {
        return progress -> {
            started.countDown();
            while (true) {
                progress.check();
                Thread.onSpinWait();
            }
        };
    }

    @Test
    void runsInOrderAndHandsTheResultOverOnce() {
        final List<Integer> order = Collections.synchronizedList(new ArrayList<>());
        final List<Job<Integer>> jobs = new ArrayList<>();
        for (int i = 0; i < 300; i++) {
            final int k = i;
            jobs.add(queue.submit("job " + k, progress -> {
                order.add(k);
                return k;
            }));
        }
        for (int i = 0; i < 300; i++) {
            assertEquals(i, jobs.get(i).await());
            assertEquals(i + 1, jobs.get(i).id());
        }
        assertEquals(300, order.size());
        for (int i = 0; i < 300; i++)
            assertEquals(i, order.get(i));
        assertNull(jobs.get(7).await(), "an ended job must not keep its result alive");
        assertTrue(queue.jobs().size() <= JobQueue.HISTORY);
        queue.forgetEnded();
        assertEquals(List.of(), queue.jobs());
    }

    @Test
    void enoughIsForRunningWorkThatHeedsIt() throws Exception {
        final CountDownLatch started = new CountDownLatch(1);
        final Job<String> running = queue.submit("running", new JobWork<>() {
            @Override
            public String run(final Progress progress) {
                started.countDown();
                while (!progress.finishRequested())
                    progress.check();
                return "half of it";
            }

            @Override
            public boolean stopsEarly() {
                return true;
            }
        });
        final CountDownLatch later = new CountDownLatch(1);
        final Job<String> deaf = queue.submit("deaf", endless(later));
        started.await();
        assertTrue(running.status().stopsEarly());
        deaf.requestFinish();
        running.requestFinish();
        assertEquals("half of it", running.await());
        assertEquals(State.DONE, running.state());
        assertFalse(running.status().finishing() || running.status().stopsEarly());
        later.await();
        assertFalse(deaf.status().stopsEarly());
        deaf.requestFinish();
        assertFalse(deaf.status().finishing());
        assertEquals(State.RUNNING, deaf.state());
        deaf.cancel();
        assertThrows(CancelledException.class, deaf::await);
    }

    @Test
    void positionsCountTheWaitingJobs() throws Exception {
        final CountDownLatch started = new CountDownLatch(1);
        final Job<String> running = queue.submit("running", endless(started));
        final Job<String> first = queue.submit("first", progress -> "1");
        final Job<String> second = queue.submit("second", progress -> "2");
        started.await();
        assertEquals(0, running.status().position());
        assertEquals(State.RUNNING, running.state());
        assertEquals(1, first.status().position());
        assertEquals(2, second.status().position());
        first.cancel();
        assertEquals(State.CANCELLED, first.state());
        assertEquals(1, second.status().position());
        assertThrows(CancelledException.class, first::await);
        running.cancel();
        assertThrows(CancelledException.class, running::await);
        assertEquals("2", second.await());
        second.cancel();
        assertEquals(State.DONE, second.state(), "cancelling an ended job changes nothing");
    }

    @Test
    void cancellingShowsUntilTheWorkHasEnded() throws Exception {
        final CountDownLatch started = new CountDownLatch(1), release = new CountDownLatch(1);
        final Job<String> job = queue.submit("native", progress -> {
            started.countDown();
            waitFor(release);
            progress.check();
            return "";
        });
        started.await();
        job.cancel();
        assertEquals(State.RUNNING, job.state());
        assertTrue(job.status().cancelling());
        assertFalse(queue.close(Duration.ofMillis(50)), "a native call that still runs must be reported");
        release.countDown();
        assertThrows(CancelledException.class, job::await);
        assertFalse(job.status().cancelling());
    }

    @Test
    void everyErrorIsTheJobsAndTheQueueLivesOn() {
        final InpaintException known = new InpaintException("The file x is broken: choose another.");
        final Job<?> bad = queue.submit("bad input", progress -> {
            throw known;
        });
        final Job<?> memory = queue.submit("big", progress -> {
            throw new OutOfMemoryError("Java heap space");
        });
        final Job<?> library = queue.submit("native", progress -> {
            throw new UnsatisfiedLinkError("no onnxruntime in java.library.path");
        });
        final Job<?> bug = queue.submit("bug", progress -> {
            throw new ArithmeticException("/ by zero");
        });
        assertSame(known, assertThrows(InpaintException.class, bad::await));
        assertEquals(known.getMessage(), bad.status().error());
        final String tooBig = assertThrows(InpaintException.class, memory::await).getMessage();
        assertTrue(tooBig.startsWith("Out of memory in 'big': select a smaller region"), tooBig);
        assertTrue(assertThrows(InpaintException.class, library::await).getMessage().contains("Device Report"));
        final InpaintException unexpected = assertThrows(InpaintException.class, bug::await);
        assertTrue(unexpected.getMessage().contains("ArithmeticException: / by zero"), unexpected.getMessage());
        assertTrue(unexpected.getCause() instanceof ArithmeticException);
        assertEquals(State.FAILED, bug.state());
        assertEquals("alive", queue.submit("next", progress -> "alive").await());
    }

    @Test
    void brokenListenersAndViewersDoNotBreakTheWork() {
        Logger.getLogger(JobQueue.class.getName()).setLevel(Level.OFF);
        queue.addListener(job -> {
            throw new IllegalStateException("broken listener");
        });
        final Job<String> job = queue.submit("watched", progress -> {
            for (int i = 0; i < 3; i++) {
                progress.step(i, 3, "step");
                progress.preview(() -> {
                    throw new IllegalStateException("broken preview");
                });
            }
            return "done";
        });
        job.watch(pixels -> {});
        assertEquals("done", job.await());
    }

    @Test
    void previewsReachTheViewerAndAreNotMadeForNobody() throws Exception {
        final AtomicInteger made = new AtomicInteger(), seen = new AtomicInteger();
        final CountDownLatch watched = new CountDownLatch(1);
        final JobWork<String> work = progress -> {
            waitFor(watched);
            for (int i = 0; i < 100; i++)
                progress.preview(() -> {
                    made.incrementAndGet();
                    return ArrayImgs.floats(1, 1, 3);
                });
            return "";
        };
        final Job<String> shown = queue.submit("shown", work);
        shown.watch(pixels -> seen.addAndGet((int) pixels.dimension(2)));
        watched.countDown();
        shown.await();
        assertEquals(made.get() * 3, seen.get());
        assertTrue(made.get() >= 1 && made.get() < 100, "a few times a second, not " + made.get() + " times at once");
        final int before = made.get();
        queue.submit("unseen", work).await();
        assertEquals(before, made.get());
    }

    /** The clock stands still but for the viewer, which takes a second, and the steps, which take five. */
    @Test
    void slowPreviewsAreFew() throws Exception {
        final AtomicLong now = new AtomicLong(1);
        final AtomicInteger seen = new AtomicInteger();
        final CountDownLatch watched = new CountDownLatch(1);
        final JobQueue timed = new JobQueue(now::get);
        final Job<String> job = timed.submit("timed", progress -> {
            waitFor(watched);
            for (int k = 0; k < 100; k++) {
                progress.preview(() -> ArrayImgs.floats(1, 1, 3));
                now.addAndGet(5_000_000_000L);
            }
            return "";
        });
        job.watch(pixels -> {
            now.addAndGet(1_000_000_000L);
            seen.incrementAndGet();
        });
        watched.countDown();
        job.await();
        assertTrue(timed.close(Duration.ofSeconds(10)));
        assertEquals(10, seen.get(), "one in fifty seconds");
    }

    @Test
    void timeLeftFollowsTheSteps() throws Exception {
        final AtomicLong now = new AtomicLong(1);
        final JobQueue timed = new JobQueue(now::get);
        final List<Optional<Duration>> left = Collections.synchronizedList(new ArrayList<>());
        final JobWork<String> work = progress -> {
            now.addAndGet(5_000_000_000L);
            for (int k = 0; k <= 10; k++) {
                progress.share(k / 10.0);
                progress.step(k, 10, "step " + k);
                now.addAndGet(2_000_000_000L);
            }
            return "";
        };
        final Job<String> job = timed.submit("timed", work, j -> left.add(j.status().left()));
        job.await();
        assertTrue(timed.close(Duration.ofSeconds(10)));
        final List<Optional<Duration>> seen = left.stream().filter(Optional::isPresent).toList();
        assertEquals(6, seen.size(), "known once as much is done as half of what is left, gone with the last step");
        for (int k = 4; k <= 9; k++)
            assertEquals(2 * (10 - k), seen.get(k - 4).orElseThrow().toMillis() / 1000.0, 0.001);
        assertEquals(Duration.ofSeconds(27), job.status().elapsed());
        assertEquals(10, job.status().steps());
        assertEquals("step 10", job.status().what());
    }

    @Test
    void retryRunsTheSameWorkAgain() {
        final AtomicInteger runs = new AtomicInteger();
        final List<Job<?>> told = Collections.synchronizedList(new ArrayList<>());
        final Job<String> failed = queue.submit("flaky", progress -> {
            if (runs.incrementAndGet() == 1)
                throw new InpaintException("Not this time: try again.");
            return "done";
        }, told::add);
        assertThrows(InpaintException.class, failed::await);
        final Job<String> again = failed.retry();
        assertEquals("done", again.await());
        assertEquals("flaky", again.title());
        assertEquals(State.FAILED, failed.state());
        assertTrue(told.contains(again));
        assertThrows(IllegalStateException.class, again::retry);
    }

    @Test
    void aJobCannotWaitForAnotherAndAnInterruptCancels() throws Exception {
        final Job<String> nested = queue.submit("outer", progress -> queue.submit("inner", p -> "").await());
        assertThrows(InpaintException.class, nested::await);
        final CountDownLatch started = new CountDownLatch(1);
        final Job<String> job = queue.submit("endless", endless(started));
        started.await();
        Thread.currentThread().interrupt();
        assertThrows(CancelledException.class, job::await);
        assertTrue(Thread.interrupted());
        assertThrows(CancelledException.class, job::await);
    }

    @Test
    void closingCancelsAndRefuses() throws Exception {
        final CountDownLatch started = new CountDownLatch(1);
        final Job<String> running = queue.submit("running", endless(started));
        final Job<String> waiting = queue.submit("waiting", progress -> "");
        started.await();
        queue.close();
        assertEquals(State.CANCELLED, running.state());
        assertEquals(State.CANCELLED, waiting.state());
        assertThrows(IllegalStateException.class, () -> queue.submit("late", progress -> ""));
    }

    /** Cancels come from two threads at random moments: every job ends, in exactly one way, and is told so. */
    @Test
    void survivesCancelsAtAnyMoment() throws Exception {
        final int n = 400;
        final AtomicInteger ran = new AtomicInteger();
        final List<Job<?>> lastTold = Collections.synchronizedList(new ArrayList<>());
        queue.addListener(job -> {
            if (job.state().ended())
                lastTold.add(job);
        });
        final List<Job<Integer>> jobs = Collections.synchronizedList(new ArrayList<>());
        final JobWork<Integer> work = progress -> {
            ran.incrementAndGet();
            int sum = 0;
            for (int i = 0; i < 20; i++) {
                progress.step(i, 20, "spin");
                progress.check();
                for (int k = 0; k < 500; k++)
                    sum += k;
            }
            return sum;
        };
        final List<Thread> cancellers = new ArrayList<>();
        for (int t = 0; t < 2; t++) {
            final Random random = new Random(t);
            final Thread thread = new Thread(() -> {
                while (jobs.size() < n)
                    if (!jobs.isEmpty())
                        jobs.get(random.nextInt(jobs.size())).cancel();
            });
            cancellers.add(thread);
            thread.start();
        }
        for (int i = 0; i < n; i++)
            jobs.add(queue.submit("job " + i, work));
        for (final Thread thread : cancellers)
            thread.join();
        int done = 0, cancelled = 0;
        for (final Job<Integer> job : jobs)
            try {
                assertEquals(20 * 124750, job.await());
                done++;
            } catch (final CancelledException e) {
                assertEquals(State.CANCELLED, job.state());
                cancelled++;
            }
        assertEquals(n, done + cancelled);
        assertTrue(ran.get() >= done);
        assertTrue(queue.close(Duration.ofSeconds(20)));
        assertTrue(lastTold.containsAll(jobs), "every end is told");
    }

    private static void waitFor(final CountDownLatch latch) {
        try {
            latch.await();
        } catch (final InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
