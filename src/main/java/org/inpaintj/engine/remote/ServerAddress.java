package org.inpaintj.engine.remote;

import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.util.List;
import java.util.Locale;

import org.inpaintj.core.InpaintException;
import org.inpaintj.core.ThisMachine;

/**
 * Where a server is. Plain http is for this machine and for networks that nobody outside can see; everything else is
 * https. Immutable.
 *
 * @param uri scheme, host, port and the path that all requests begin with, without a slash at its end
 */
public record ServerAddress(URI uri) {

    /**
     * The address in a text of the user's.
     *
     * @throws InpaintException if it is none, or carries a user, a password or a query, or would go unencrypted over
     *                          the Internet
     */
    public static ServerAddress of(final String text) {
        final String stripped = text.strip().replaceFirst("/+$", "");
        try {
            final URI uri = URI.create(stripped);
            final String scheme = String.valueOf(uri.getScheme()).toLowerCase(Locale.ROOT);
            if (List.of("http", "https").contains(scheme) && uri.getHost() != null && uri.getUserInfo() == null
                    && uri.getQuery() == null && uri.getFragment() == null) {
                final ServerAddress address = new ServerAddress(uri);
                if (scheme.equals("http") && !isPrivate(uri.getHost()))
                    throw new InpaintException("The image would go to '" + uri.getHost() + "' unencrypted: give an "
                            + "address that begins with https, or one of this machine or of the local network.");
                return address;
            }
        } catch (final IllegalArgumentException e) {
            // said below, as of any other text; it is not repeated, for it may hold a password
        }
        throw new InpaintException("The address of the server is not right: give one such as http://127.0.0.1:7860, "
                + "without a user, a password or anything behind a question mark.");
    }

    /** Host and port, for messages and records. */
    public String name() {
        return uri.getHost() + (uri.getPort() < 0 ? "" : ":" + uri.getPort());
    }

    /** The address of a route, which begins with a slash. */
    public URI route(final String path) {
        return URI.create(uri + path);
    }

    /** The address of a WebSocket, encrypted where the server is. */
    public URI socket(final String path) {
        return URI.create(uri.toString().replaceFirst("(?i)^http", "ws") + path);
    }

    /** Whether it is this machine, by its number or its name. */
    public boolean isLocal() {
        return ThisMachine.is(uri.getHost());
    }

    /** Whether a secret may go there: over https, or without leaving the machine. */
    public boolean keepsSecrets() {
        return uri.getScheme().equalsIgnoreCase("https") || isLocal();
    }

    /** This machine, a number that is not routed on the Internet, or a name that only a local network gives. */
    public static boolean isPrivate(final String host) {
        if (ThisMachine.is(host))
            return true;
        if (!ThisMachine.isNumber(host))
            return !host.contains(".") || host.toLowerCase(Locale.ROOT).endsWith(".local");
        final InetAddress number = number(host);
        return number.isSiteLocalAddress() || number.isLinkLocalAddress()
                || number.getAddress().length == 16 && (number.getAddress()[0] & 0xfe) == 0xfc;
    }

    /** Of a host that is a number, so that no name is looked up. */
    private static InetAddress number(final String host) {
        try {
            return InetAddress.getByName(host);
        } catch (final IOException e) {
            throw new IllegalArgumentException(host, e);
        }
    }
}
