package org.inpaintj.core;

/**
 * Something the user can act on. The message is one sentence that says what failed, on which file or value, and
 * what to do; it is shown as it is, without a stack trace.
 */
public class InpaintException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public InpaintException(final String message) {
        super(message);
    }

    public InpaintException(final String message, final Throwable cause) {
        super(message, cause);
    }
}
