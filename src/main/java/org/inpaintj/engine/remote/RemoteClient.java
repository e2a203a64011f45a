package org.inpaintj.engine.remote;

import java.io.IOException;
import java.io.InputStream;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.WebSocket;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;

import javax.net.ssl.SSLHandshakeException;

import org.inpaintj.core.CancelledException;
import org.inpaintj.core.InpaintException;
import org.inpaintj.core.Progress;

/**
 * Asks one server. No redirect is followed, no cookie is kept, nothing is sent twice; how long an answer takes and how
 * large it is are bounded. Thread-safe.
 */
public final class RemoteClient {

    private static final Duration CONNECT = Duration.ofSeconds(10), SOCKET = Duration.ofSeconds(5);
    private static final long LOOK_MILLIS = 100;

    /** The answer is larger than it may be. */
    private static final class TooLarge extends IOException {

        private static final long serialVersionUID = 1L;
    }

    /** One for the program: it keeps connections and a thread, which are made when a server is first asked. */
    private static final class Shared {

        static final HttpClient CLIENT = HttpClient.newBuilder().connectTimeout(CONNECT)
                .followRedirects(HttpClient.Redirect.NEVER).version(HttpClient.Version.HTTP_1_1).build();
    }

    private final String server;

    /** @param server host and port, for messages */
    public RemoteClient(final String server) {
        this.server = server;
    }

    /** The same as {@link #send(Call, Progress, Runnable)}, with nothing to do meanwhile. */
    public Answer send(final Call call, final Progress progress) {
        return send(call, progress, () -> { });
    }

    /**
     * Sends a request and waits for the answer.
     *
     * @param meanwhile is run ten times a second on this thread while nothing has come
     * @return an answer of any status but a redirect
     * @throws NoAnswerException  if no answer comes in time and size
     * @throws InpaintException   if the answer is a redirect
     * @throws CancelledException when {@code progress} says so, or the thread is interrupted; the connection is closed
     */
    public Answer send(final Call call, final Progress progress, final Runnable meanwhile) {
        progress.check();
        final HttpRequest.Builder request = HttpRequest.newBuilder(call.address()).timeout(call.patience())
                .method(call.method(), call.body().length == 0 && call.method().equals("GET")
                        ? HttpRequest.BodyPublishers.noBody() : HttpRequest.BodyPublishers.ofByteArray(call.body()));
        call.headers().forEach(request::header);
        final AtomicReference<InputStream> open = new AtomicReference<>();
        final CompletableFuture<HttpResponse<InputStream>> head = Shared.CLIENT.sendAsync(request.build(),
                HttpResponse.BodyHandlers.ofInputStream());
        final CompletableFuture<Answer> answer = head.thenApplyAsync(response -> {
            open.set(response.body());
            return new Answer(server, response.statusCode(), response.headers(), read(response.body(), call.most()));
        });
        try {
            final Answer got = wait(answer, call, progress, meanwhile);
            if (got.status() >= 300 && got.status() < 400)
                throw new InpaintException("The server '" + server + "' answers with another address, which is not "
                        + "followed: correct the address.");
            return got;
        } finally {
            head.cancel(true);
            answer.cancel(true);
            close(open.get());
        }
    }

    /**
     * Opens a WebSocket.
     *
     * @param listener is told on other threads
     * @return empty where the server has none, or does not open it within a few seconds
     * @throws CancelledException when {@code progress} says so
     */
    public Optional<WebSocket> socket(final URI address, final Map<String, String> headers,
            final WebSocket.Listener listener, final Progress progress) {
        final WebSocket.Builder builder = Shared.CLIENT.newWebSocketBuilder().connectTimeout(SOCKET);
        headers.forEach(builder::header);
        final CompletableFuture<WebSocket> opening = builder.buildAsync(address, listener);
        final long end = System.nanoTime() + SOCKET.toNanos();
        while (System.nanoTime() < end)
            try {
                return Optional.of(opening.get(LOOK_MILLIS, TimeUnit.MILLISECONDS));
            } catch (final TimeoutException e) {
                progress.check();
            } catch (final InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new CancelledException();
            } catch (final ExecutionException e) {
                return Optional.empty();
            }
        // one that opens all the same is of no use any more
        opening.thenAccept(WebSocket::abort);
        return Optional.empty();
    }

    private Answer wait(final CompletableFuture<Answer> answer, final Call call, final Progress progress,
            final Runnable meanwhile) {
        final long end = System.nanoTime() + call.patience().toNanos();
        while (true)
            try {
                return answer.get(LOOK_MILLIS, TimeUnit.MILLISECONDS);
            } catch (final TimeoutException e) {
                progress.check();
                if (System.nanoTime() > end)
                    throw failed(late(call), true, e);
                meanwhile.run();
            } catch (final InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new CancelledException();
            } catch (final ExecutionException e) {
                throw failed(call, e.getCause());
            }
    }

    private static String late(final Call call) {
        return "does not answer within " + call.patience().toSeconds() + " seconds: try again when it is less busy";
    }

    private InpaintException failed(final Call call, final Throwable thrown) {
        Throwable cause = thrown;
        while (cause instanceof CompletionException && cause.getCause() != null)
            cause = cause.getCause();
        if (cause instanceof ConnectException || cause instanceof HttpConnectTimeoutException)
            return failed("cannot be reached: start it, or correct the address", false, cause);
        if (cause instanceof SSLHandshakeException)
            return failed("shows no certificate that is trusted here: correct the address", false, cause);
        return failed(cause instanceof java.net.http.HttpTimeoutException ? late(call)
                : cause instanceof TooLarge ? "answers with more than " + (call.most() >> 20)
                        + " MB, which no such answer has: check that the address is right"
                : "broke off: look there for why, and try again", true, cause);
    }

    private InpaintException failed(final String why, final boolean sent, final Throwable cause) {
        return new NoAnswerException("The server '" + server + "' " + why + ".", sent, cause);
    }

    private static byte[] read(final InputStream in, final int most) {
        try (in) {
            final byte[] bytes = in.readNBytes(most);
            if (in.read() >= 0)
                throw new TooLarge();
            return bytes;
        } catch (final IOException e) {
            throw new CompletionException(e);
        }
    }

    private static void close(final InputStream in) {
        if (in != null)
            try {
                in.close();
            } catch (final IOException e) {
                // it is of no use any more
            }
    }
}
