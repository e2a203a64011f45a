package org.inpaintj.model.download;

import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

import org.inpaintj.core.CancelledException;
import org.inpaintj.core.Progress;

/** The body of an answer, part by part as it comes, with an end to waiting. Taken from one thread; closed by it. */
final class BodyQueue implements HttpResponse.BodySubscriber<BodyQueue>, AutoCloseable {

    private static final List<ByteBuffer> END = List.of();
    private static final long LOOK = 100;

    private final BlockingQueue<List<ByteBuffer>> parts = new LinkedBlockingQueue<>();
    private volatile Throwable failure;
    private volatile Flow.Subscription subscription;
    private volatile boolean closed;

    @Override
    public CompletionStage<BodyQueue> getBody() {
        return CompletableFuture.completedFuture(this);
    }

    @Override
    public void onSubscribe(final Flow.Subscription to) {
        subscription = to;
        if (closed)
            to.cancel();
        else
            to.request(1);
    }

    @Override
    public void onNext(final List<ByteBuffer> buffers) {
        parts.add(buffers.isEmpty() ? List.of(ByteBuffer.allocate(0)) : buffers);
    }

    @Override
    public void onError(final Throwable error) {
        failure = error;
        parts.add(END);
    }

    @Override
    public void onComplete() {
        parts.add(END);
    }

    /**
     * The next part, empty at the end.
     *
     * @param stall how long to wait for it
     * @throws IOException        if the line is broken, or nothing comes for so long
     * @throws CancelledException once the user has asked to stop, or the thread is interrupted
     */
    List<ByteBuffer> next(final Duration stall, final Progress progress) throws IOException {
        final long end = System.nanoTime() + stall.toNanos();
        while (System.nanoTime() < end) {
            progress.check();
            final List<ByteBuffer> part;
            try {
                part = parts.poll(LOOK, TimeUnit.MILLISECONDS);
            } catch (final InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new CancelledException();
            }
            if (part == END && failure != null)
                throw new IOException("the line broke", failure);
            if (part != null) {
                if (part != END)
                    subscription.request(1);
                return part;
            }
        }
        throw new IOException("nothing came for " + stall.toSeconds() + " s");
    }

    @Override
    public void close() {
        closed = true;
        if (subscription != null)
            subscription.cancel();
    }
}
