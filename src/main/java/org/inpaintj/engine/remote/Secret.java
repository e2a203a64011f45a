package org.inpaintj.engine.remote;

/**
 * The key of a server: it goes into one header and nowhere else. Its text form does not show it.
 *
 * @param value empty if there is none
 */
public record Secret(String value) {

    /** Of a server that asks for none. */
    public static final Secret NONE = new Secret("");

    public boolean isEmpty() {
        return value.isEmpty();
    }

    /** A server's own words without the secret, which it might repeat. */
    public String hide(final String text) {
        return isEmpty() ? text : text.replace(value, "...");
    }

    @Override
    public String toString() {
        return isEmpty() ? "no key" : "a key";
    }
}
