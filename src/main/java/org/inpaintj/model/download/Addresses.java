package org.inpaintj.model.download;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.UnknownHostException;
import java.util.Locale;

import org.inpaintj.core.InpaintException;

/** Which addresses may be contacted, and how they are written in messages: without queries, which may hold tokens. */
final class Addresses {

    private static final int PUBLIC = 0, PRIVATE = 1, LINK = 2, LOOPBACK = 3;

    private Addresses() {}

    /** @throws InpaintException if a text is no address of a server */
    static URI parse(final String text) {
        try {
            final URI uri = new URI(text.strip());
            if (uri.getScheme() != null && uri.getHost() != null)
                return uri;
        } catch (final URISyntaxException e) {
            // said below, as of any other text
        }
        throw new InpaintException("An address is not right: give one such as https://example.org/model.onnx.");
    }

    /** An address for messages. */
    static String shown(final URI address) {
        final String text = address.getScheme() + "://" + address.getHost()
                + (address.getPort() < 0 ? "" : ":" + address.getPort()) + address.getRawPath();
        return text.length() > 300 ? text.substring(0, 300) + "..." : text;
    }

    /** Whether both are on the same server, so that one may be told what the other may. */
    static boolean sameServer(final URI a, final URI b) {
        return a.getScheme().equalsIgnoreCase(b.getScheme()) && a.getHost().equalsIgnoreCase(b.getHost())
                && port(a) == port(b);
    }

    private static int port(final URI address) {
        return address.getPort() >= 0 ? address.getPort() : address.getScheme().equalsIgnoreCase("https") ? 443 : 80;
    }

    /**
     * Checks an address before it is contacted.
     *
     * @param first the address that somebody gave
     * @param next  the same, or what the server at the first sends on to
     * @throws InpaintException if it is unencrypted, has a user in it, or leads further into the own network
     */
    static void check(final URI first, final URI next) {
        final String scheme = String.valueOf(next.getScheme()).toLowerCase(Locale.ROOT);
        if (next.getHost() == null || next.getRawUserInfo() != null
                || !scheme.equals("https") && !(scheme.equals("http") && isLoopback(next.getHost())))
            throw new InpaintException("The address '" + scheme + "://" + next.getHost()
                    + "' is refused: only https is used, without a user or a password in the address.");
        if (!sameServer(first, next) && rank(next.getHost()) > rank(first.getHost()))
            throw new InpaintException("'" + first.getHost() + "' sends on to '" + next.getHost()
                    + "', which lies in your own network: give that address itself if you trust it.");
    }

    /** Whether a host is this machine, by its number or its name, without asking anybody. */
    static boolean isLoopback(final String host) {
        final boolean literal = host.matches("[\\d.]+|\\[.*]");
        return host.equalsIgnoreCase("localhost") || literal && rank(host) == LOOPBACK;
    }

    /** How near a host is. One that has no address here is far: a proxy may know it. */
    private static int rank(final String host) {
        int nearest = PUBLIC;
        try {
            for (final InetAddress each : InetAddress.getAllByName(host))
                nearest = Math.max(nearest, rank(each));
        } catch (final UnknownHostException e) {
            return PUBLIC;
        }
        return nearest;
    }

    private static int rank(final InetAddress address) {
        final byte[] b = address.getAddress();
        final boolean uniqueLocal = address instanceof Inet6Address && (b[0] & 0xfe) == 0xfc;
        final boolean carrier = b.length == 4 && (b[0] & 0xff) == 100 && (b[1] & 0xc0) == 64;
        return address.isLoopbackAddress() || address.isAnyLocalAddress() ? LOOPBACK
                : address.isLinkLocalAddress() || address.isMulticastAddress() ? LINK
                : address.isSiteLocalAddress() || uniqueLocal || carrier ? PRIVATE : PUBLIC;
    }
}
