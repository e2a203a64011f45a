package org.inpaintj.serve.http;

import java.net.InetAddress;
import java.util.Set;

import org.inpaintj.core.InpaintException;

/**
 * Where a server listens and whom it lets in.
 *
 * @param address     of the network interface
 * @param port        0 for any that is free
 * @param credentials who is let in
 * @param hosts       names beside this machine's own that clients may call the server by, in lower case
 * @param origins     of web pages that may use it, such as {@code http://localhost:3000}
 */
public record HttpSettings(InetAddress address, int port, Credentials credentials, Set<String> hosts,
        Set<String> origins) {

    /**
     * @throws InpaintException if others than this machine could reach it without a key, or an origin is none
     */
    public HttpSettings {
        hosts = Set.copyOf(hosts);
        origins = Set.copyOf(origins);
        if (!address.isLoopbackAddress() && credentials.isOpen())
            throw new InpaintException("The server would answer everybody who can reach this machine: set a key in "
                    + "INPAINTJ_API_KEY, or USER:PASSWORD in INPAINTJ_API_AUTH, or leave out --listen.");
        for (final String origin : origins)
            if (!origin.matches("https?://[A-Za-z0-9.\\-\\[\\]:]+"))
                throw new InpaintException("'" + origin + "' is no origin of web pages: give a scheme, a host and a "
                        + "port, such as http://localhost:3000.");
    }

    /** For this machine alone and without a key, at a free port. */
    public static HttpSettings local() {
        return new HttpSettings(InetAddress.getLoopbackAddress(), 0, Credentials.NONE, Set.of(), Set.of());
    }

    /** The same for those who have credentials. */
    public HttpSettings with(final Credentials known) {
        return new HttpSettings(address, port, known, hosts, origins);
    }
}
