package org.inpaintj.model.download;

import org.inpaintj.core.InpaintException;

/** The own disk is full or failed: another address is of no use, and what has come stays. */
final class NoRoomException extends InpaintException {

    private static final long serialVersionUID = 1L;

    NoRoomException(final String message, final Throwable cause) {
        super(message, cause);
    }
}
