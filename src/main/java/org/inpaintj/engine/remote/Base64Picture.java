package org.inpaintj.engine.remote;

import java.util.Base64;

import org.inpaintj.core.InpaintException;

/** Pictures as texts, with or without {@code data:image/png;base64,} before them. */
public final class Base64Picture {

    private Base64Picture() {}

    public static String text(final byte[] bytes) {
        return Base64.getEncoder().encodeToString(bytes);
    }

    /** @throws InpaintException if a server's text is no such picture */
    public static byte[] bytes(final String text, final String server) {
        try {
            return Base64.getMimeDecoder().decode(text.startsWith("data:") ? text.substring(text.indexOf(',') + 1)
                    : text);
        } catch (final IllegalArgumentException e) {
            throw new InpaintException("The server '" + server + "' sent a picture that is cut off: try again.", e);
        }
    }
}
