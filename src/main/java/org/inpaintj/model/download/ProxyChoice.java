package org.inpaintj.model.download;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.ProxySelector;
import java.net.SocketAddress;
import java.net.URI;
import java.util.List;
import java.util.Locale;

import org.inpaintj.core.InpaintException;

/**
 * The proxy that Java was told of, else the one in HTTPS_PROXY, HTTP_PROXY and NO_PROXY, in capitals or not. This
 * machine itself is reached without one.
 */
final class ProxyChoice extends ProxySelector {

    private final DownloadSettings settings;

    ProxyChoice(final DownloadSettings settings) {
        this.settings = settings;
    }

    @Override
    public List<Proxy> select(final URI address) {
        if (Addresses.isLoopback(address.getHost()))
            return List.of(Proxy.NO_PROXY);
        final ProxySelector java = ProxySelector.getDefault();
        final List<Proxy> known = java == null ? List.of() : java.select(address);
        if (known.stream().anyMatch(each -> each.type() != Proxy.Type.DIRECT))
            return known;
        final String named = either(address.getScheme().toLowerCase(Locale.ROOT) + "_proxy");
        return named.isEmpty() || isExcepted(address.getHost()) ? List.of(Proxy.NO_PROXY) : List.of(proxy(named));
    }

    private String either(final String name) {
        final String value = settings.variable(name);
        return value.isEmpty() ? settings.variable(name.toUpperCase(Locale.ROOT)) : value;
    }

    private boolean isExcepted(final String host) {
        for (final String each : either("no_proxy").split("[,\\s]+")) {
            final String rule = each.replaceFirst(":\\d+$", "").replaceFirst("^\\*?\\.", "").toLowerCase(Locale.ROOT);
            final String name = host.toLowerCase(Locale.ROOT);
            if (each.equals("*") || !rule.isEmpty() && (name.equals(rule) || name.endsWith("." + rule)))
                return true;
        }
        return false;
    }

    private static Proxy proxy(final String text) {
        try {
            final URI uri = URI.create(text.contains("://") ? text : "http://" + text);
            if (uri.getHost() != null)
                return new Proxy(Proxy.Type.HTTP, InetSocketAddress.createUnresolved(uri.getHost(),
                        uri.getPort() < 0 ? 80 : uri.getPort()));
        } catch (final IllegalArgumentException e) {
            // said below, without repeating what may hold a password
        }
        throw new InpaintException("HTTPS_PROXY or HTTP_PROXY is not right: give one such as "
                + "http://proxy.example.org:3128.");
    }

    @Override
    public void connectFailed(final URI address, final SocketAddress proxy, final IOException why) {}
}
