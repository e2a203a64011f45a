package org.inpaintj.model.download;

import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

import org.inpaintj.core.CancelledException;
import org.inpaintj.core.InpaintException;
import org.inpaintj.core.Progress;

/**
 * Asks servers, and follows their redirects itself: Java's client would hand the token on to whatever server a redirect
 * names. Thread-safe.
 */
final class Web {

    private static final int MOST_REDIRECTS = 5;
    private static final long LOOK = 100;

    private final DownloadSettings settings;
    private final HubToken token;
    private final HttpClient client;

    Web(final DownloadSettings settings) {
        this.settings = settings;
        token = new HubToken(settings);
        client = HttpClient.newBuilder().followRedirects(HttpClient.Redirect.NEVER)
                .version(HttpClient.Version.HTTP_1_1).connectTimeout(settings.stall())
                .proxy(new ProxyChoice(settings)).build();
    }

    /**
     * Asks for what is at an address.
     *
     * @param headers of the request
     * @return the answer, whatever its status but no redirect; to be closed
     * @throws IOException        if the line is broken or nobody answers in time
     * @throws InpaintException   if the address or a redirect is refused, or requests are switched off
     * @throws CancelledException once the user has asked to stop
     */
    HubAnswer get(final URI address, final Map<String, String> headers, final Progress progress) throws IOException {
        for (final String name : new String[] {"HF_HUB_OFFLINE", "TRANSFORMERS_OFFLINE"})
            if (settings.isOn(name))
                throw new InpaintException("Nothing is asked of '" + address.getHost() + "', since " + name
                        + " is set: unset it, or put the file into its folder by hand.");
        final HubAnswer answer = follow(address, headers, true, progress);
        if (answer.status() != 401 || token.of(address).isEmpty())
            return answer;
        answer.close();
        // a token that has expired is refused for public files too
        final HubAnswer bare = follow(address, headers, false, progress);
        if (bare.status() != 401)
            return bare;
        bare.close();
        return follow(address, headers, true, progress);
    }

    private HubAnswer follow(final URI address, final Map<String, String> headers, final boolean withToken,
            final Progress progress) throws IOException {
        URI at = address;
        for (int hop = 0; hop <= MOST_REDIRECTS; hop++) {
            Addresses.check(address, at);
            final HttpRequest.Builder request = HttpRequest.newBuilder(at).timeout(settings.stall())
                    .header("Accept-Encoding", "identity").header("User-Agent", "InpaintJ");
            headers.forEach(request::header);
            final String key = withToken ? token.of(at) : "";
            if (!key.isEmpty())
                request.header("Authorization", "Bearer " + key);
            final HubAnswer answer = new HubAnswer(address, at, send(request.build(), progress));
            final String location = answer.header("Location");
            if (!isRedirect(answer.status()))
                return answer;
            answer.close();
            try {
                at = at.resolve(location);
            } catch (final IllegalArgumentException e) {
                throw new InpaintException("'" + at.getHost() + "' sends on to something that is no address: "
                        + "try again later, or download the file by hand.", e);
            }
        }
        throw new InpaintException("'" + address.getHost() + "' sends on more than " + MOST_REDIRECTS
                + " times: correct the address.");
    }

    private static boolean isRedirect(final int status) {
        return status == 301 || status == 302 || status == 303 || status == 307 || status == 308;
    }

    private HttpResponse<BodyQueue> send(final HttpRequest request, final Progress progress) throws IOException {
        final CompletableFuture<HttpResponse<BodyQueue>> answer =
                client.sendAsync(request, info -> new BodyQueue());
        final Duration stall = settings.stall();
        final long end = System.nanoTime() + stall.toNanos();
        try {
            while (System.nanoTime() < end) {
                progress.check();
                try {
                    return answer.get(LOOK, TimeUnit.MILLISECONDS);
                } catch (final TimeoutException e) {
                    // looks whether to stop, and waits on
                }
            }
            throw new IOException("no answer within " + stall.toSeconds() + " s");
        } catch (final InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CancelledException();
        } catch (final ExecutionException e) {
            throw failure(request.uri(), e.getCause());
        } finally {
            answer.cancel(true);
        }
    }

    private static IOException failure(final URI address, final Throwable why) {
        if (why instanceof InpaintException said)
            throw said;
        for (Throwable each = why; each != null; each = each.getCause()) {
            if (each instanceof GeneralSecurityException)
                throw new InpaintException("The certificate of '" + address.getHost() + "' is not trusted: if your "
                        + "network inspects connections, have Java use the certificates of the system.", why);
            if (String.valueOf(each.getMessage()).contains("407"))
                throw Refusal.proxy(address);
        }
        if (why instanceof ConnectException)
            return new IOException("'" + address.getHost() + "' cannot be reached", why);
        return new IOException(String.valueOf(why.getMessage() == null ? why.getClass().getSimpleName()
                : why.getMessage()), why);
    }
}
