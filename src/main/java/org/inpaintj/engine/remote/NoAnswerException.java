package org.inpaintj.engine.remote;

import org.inpaintj.core.InpaintException;

/** No usable answer came, so that what the server has done of the request may be unknown. */
public final class NoAnswerException extends InpaintException {

    private static final long serialVersionUID = 1L;

    private final boolean sent;

    /** @param sent whether any of the request can have reached the server */
    NoAnswerException(final String message, final boolean sent, final Throwable cause) {
        super(message, cause);
        this.sent = sent;
    }

    /** Whether the server can have got the request, and may have done what it asks for. */
    public boolean wasSent() {
        return sent;
    }
}
