package org.inpaintj.serve.http;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;

import org.inpaintj.core.InpaintException;
import org.inpaintj.core.Sha256;

/**
 * Who is let in: users with passwords by HTTP's basic authentication, and keys as bearer tokens. Only digests are kept,
 * and they are compared in the same time whatever is sent. Immutable.
 */
public final class Credentials {

    /** Everybody. */
    public static final Credentials NONE = new Credentials(List.of());

    private final List<byte[]> accepted;

    private Credentials(final List<byte[]> accepted) {
        this.accepted = accepted;
    }

    /**
     * Reads them as the WebUI does.
     *
     * @param users {@code USER:PASSWORD}, and more of them behind commas; empty for none
     * @param key   a key of its own; empty for none
     * @throws InpaintException if a user has no password
     */
    public static Credentials of(final String users, final String key) {
        final List<byte[]> accepted = new ArrayList<>();
        for (final String user : users.strip().split(",")) {
            if (user.isBlank())
                continue;
            final int colon = user.indexOf(':');
            if (colon < 1 || colon == user.strip().length() - 1)
                throw new InpaintException("The authentication is not USER:PASSWORD: name both, with a colon between "
                        + "them.");
            accepted.add(digest("basic " + Base64.getEncoder()
                    .encodeToString(user.strip().getBytes(StandardCharsets.UTF_8))));
        }
        if (!key.isBlank())
            accepted.add(digest("bearer " + key.strip()));
        return accepted.isEmpty() ? NONE : new Credentials(accepted);
    }

    /** True if everybody is let in. */
    public boolean isOpen() {
        return accepted.isEmpty();
    }

    /** @param header the value of the header Authorization; null if there is none */
    boolean admits(final String header) {
        if (isOpen())
            return true;
        final int space = header == null ? -1 : header.indexOf(' ');
        final byte[] sent = digest(space < 0 ? "" : header.substring(0, space).toLowerCase(Locale.ROOT) + " "
                + header.substring(space).strip());
        boolean known = false;
        for (final byte[] each : accepted)
            known |= MessageDigest.isEqual(each, sent);
        return known;
    }

    private static byte[] digest(final String text) {
        final Sha256 sha = new Sha256();
        sha.add(text.getBytes(StandardCharsets.UTF_8));
        return sha.hex().getBytes(StandardCharsets.US_ASCII);
    }

    @Override
    public String toString() {
        return isOpen() ? "open" : accepted.size() + " accepted";
    }
}
