package org.inpaintj.engine.remote.service;

import java.net.URI;
import java.util.List;
import java.util.Locale;

import org.inpaintj.core.InpaintException;
import org.inpaintj.engine.remote.ServerAddress;

/**
 * To which of the addresses that an answer names something is sent. Whoever can make a service repeat a text could
 * otherwise have the key sent anywhere, or this machine ask others in its network.
 *
 * @param base  where the request went
 * @param hosts further ones that get the key, with those below them
 */
record ServiceHosts(ServerAddress base, List<String> hosts) {

    /** @throws InpaintException if the key does not go there */
    URI keyed(final String text) {
        final URI uri = uri(text);
        if (!isBase(uri) && !(isSafe(uri) && hosts.stream().anyMatch(host -> isBelow(name(uri), host))))
            throw refused(uri, "gets the key");
        return uri;
    }

    /** @throws InpaintException if it is not on the Internet, and not the service itself */
    URI open(final String text) {
        final URI uri = uri(text);
        if (!isBase(uri) && !isSafe(uri))
            throw refused(uri, "is asked");
        return uri;
    }

    private static URI uri(final String text) {
        try {
            final URI uri = URI.create(text);
            if (uri.getHost() != null && uri.getScheme() != null && uri.getUserInfo() == null)
                return uri;
        } catch (final IllegalArgumentException e) {
            // said below
        }
        throw new InpaintException("The service answered with an address that is none: look there for what it has "
                + "done, before you ask again.");
    }

    private static InpaintException refused(final URI uri, final String what) {
        return new InpaintException("The service answered with an address on '" + uri.getHost() + "', which is not one "
                + "that " + what + ": look there for what it has done, before you ask again.");
    }

    private boolean isBase(final URI uri) {
        return uri.getScheme().equalsIgnoreCase(base.uri().getScheme())
                && uri.getHost().equalsIgnoreCase(base.uri().getHost()) && uri.getPort() == base.uri().getPort();
    }

    private static boolean isSafe(final URI uri) {
        return uri.getScheme().equalsIgnoreCase("https") && !ServerAddress.isPrivate(uri.getHost())
                && (uri.getPort() < 0 || uri.getPort() == 443);
    }

    private static String name(final URI uri) {
        return uri.getHost().toLowerCase(Locale.ROOT);
    }

    private static boolean isBelow(final String name, final String host) {
        return name.equals(host) || name.endsWith("." + host);
    }
}
