package org.inpaintj.serve.http;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import com.sun.net.httpserver.Headers;

import org.inpaintj.core.ThisMachine;

/**
 * Decides by its headers whether a request is let in, before its body is read. A web page that a user looks at may
 * send requests to this machine, and by a name of its own that it lets point here (DNS rebinding) even read what is
 * answered; so both the name that was called and the page that asks are looked at.
 */
final class RequestGuard {

    private static final String OTHER_HOST = "This server is not known by that name: call it by its address, or start "
            + "it with --allow-host NAME.";
    private static final String OTHER_PAGE = "Web pages of other origins may not use this server: start it with "
            + "--cors-origin ORIGIN to allow one.";
    private static final String NO_KEY = "This server asks for a key: send it by basic or bearer authentication.";

    private static final Set<String> OWN = Set.of("localhost", "127.0.0.1", "[::1]");

    private final HttpSettings settings;
    private final int port;

    /** @param port at which the server really listens */
    RequestGuard(final HttpSettings settings, final int port) {
        this.settings = settings;
        this.port = port;
    }

    /**
     * @return the origin that the answer is to allow to read it; empty for none
     * @throws ApiException 403 or 401
     */
    Optional<String> admit(final String method, final Headers headers) {
        final String host = host(headers);
        final Optional<String> page = origin(host, headers);
        if (method.equals("OPTIONS") && page.isPresent())
            return page;
        if (!settings.credentials().admits(only(headers, "Authorization")))
            throw ApiException.of(401, NO_KEY,
                    Map.of("WWW-Authenticate", "Basic realm=\"InpaintJ\", charset=\"UTF-8\""));
        return page;
    }

    private String host(final Headers headers) {
        final String sent = only(headers, "Host");
        final String host = sent == null ? "" : sent.strip().toLowerCase(Locale.ROOT);
        final int colon = host.lastIndexOf(':');
        final boolean numbered = colon > host.lastIndexOf(']');
        final String name = numbered ? host.substring(0, colon) : host;
        if (settings.hosts().contains(name))
            return host;
        final boolean here = host.equals(name + ":" + port) || port == 80 && !numbered;
        // nobody can let a number point elsewhere; none is looked up
        final boolean ours = OWN.contains(name)
                || !settings.address().isLoopbackAddress() && ThisMachine.isNumber(name);
        if (!here || !ours)
            throw ApiException.of(403, OTHER_HOST);
        return host;
    }

    private Optional<String> origin(final String host, final Headers headers) {
        final String origin = only(headers, "Origin");
        if (origin != null) {
            if (settings.origins().contains(origin))
                return Optional.of(origin);
            if (!origin.equalsIgnoreCase("http://" + host) && !origin.equalsIgnoreCase("https://" + host))
                throw ApiException.of(403, OTHER_PAGE);
            return Optional.empty();
        }
        final String site = only(headers, "Sec-Fetch-Site");
        if (site != null && !site.equals("none") && !site.equals("same-origin"))
            throw ApiException.of(403, OTHER_PAGE);
        return Optional.empty();
    }

    /** A header; null if there is none, and what fits nothing if there are several. */
    private static String only(final Headers headers, final String name) {
        final List<String> all = headers.get(name);
        return all == null || all.isEmpty() ? null : all.size() > 1 ? "?" : all.get(0);
    }
}
