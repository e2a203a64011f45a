package org.inpaintj.serve.work;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;

import net.imglib2.RandomAccessibleInterval;
import net.imglib2.type.numeric.real.FloatType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import org.inpaintj.core.InpaintException;
import org.inpaintj.core.Progress;
import org.inpaintj.serve.http.ApiException;

/** Who may wait, and what is said of a failure. */
@Timeout(60)
class WorkQueueTest {

    private final CountDownLatch go = new CountDownLatch(1), begun = new CountDownLatch(1);

    private final class Held extends QueuedWork<String> {

        private final long bytes;
        private final RuntimeException failure;

        Held(final long bytes, final RuntimeException failure) {
            super("task " + bytes, "held", 1);
            this.bytes = bytes;
            this.failure = failure;
        }

        @Override
        protected long bytes() {
            return bytes;
        }

        @Override
        protected String run(final Progress progress) {
            begun.countDown();
            try {
                go.await();
            } catch (final InterruptedException e) {
                throw new IllegalStateException(e);
            }
            if (failure != null)
                throw failure;
            return "done";
        }

        @Override
        protected RgbPicture over(final RandomAccessibleInterval<FloatType> pixels) {
            throw new UnsupportedOperationException();
        }
    }

    @Test
    void whatWaitsHoldsSoMuchMemoryAndNoMore() throws InterruptedException {
        try (WorkQueue queue = new WorkQueue(8, 100)) {
            final CompletableFuture<String> large =
                    CompletableFuture.supplyAsync(() -> queue.run(new Held(1000, null)));
            begun.await();
            final ApiException refused = assertThrows(ApiException.class, () -> queue.run(new Held(1, null)));
            assertEquals(503, refused.reply().status());
            assertTrue(Integer.parseInt(refused.reply().headers().get("Retry-After")) > 0);
            go.countDown();
            assertEquals("done", large.join());
            assertEquals("done", queue.run(new Held(1, null)));
            assertTrue(queue.state("task 1000").completed());
        }
    }

    /** A fault of the program is none of the request. */
    @Test
    void failuresAreToldApart() {
        go.countDown();
        try (WorkQueue queue = new WorkQueue(8)) {
            assertEquals("no such model", assertThrows(InpaintException.class, () -> queue.run(new Held(0,
                    new InpaintException("no such model")))).getMessage());
            assertThrows(IllegalStateException.class, () -> queue.run(new Held(0, new IllegalStateException("x"))));
            queue.close();
            assertEquals(503, assertThrows(ApiException.class, () -> queue.run(new Held(0, null))).reply().status());
        }
    }
}
