package org.inpaintj.engine.remote;

import java.nio.charset.StandardCharsets;
import java.util.Base64;

/**
 * The key of a server: it goes into one header and nowhere else. Its text form does not show it.
 *
 * @param value empty if there is none
 */
public record Secret(String value) {

    /** Of a server that asks for none. */
    public static final Secret NONE = new Secret("");

    /** Shorter passwords are words that stand in any text. */
    private static final int LEAST = 4;

    public boolean isEmpty() {
        return value.isEmpty();
    }

    /** A server's own words without the secret, which it might repeat: as it is, as it is sent, or its password. */
    public String hide(final String text) {
        if (isEmpty())
            return text;
        final String coded = Base64.getEncoder().encodeToString(value.getBytes(StandardCharsets.UTF_8)),
                password = value.substring(value.indexOf(':') + 1);
        final String hidden = text.replace(value, "...").replace(coded, "...");
        return password.length() < LEAST ? hidden : hidden.replace(password, "...");
    }

    @Override
    public String toString() {
        return isEmpty() ? "no key" : "a key";
    }
}
