package org.inpaintj.imagej.layer;

import org.inpaintj.core.InpaintException;

/** This exception is thrown where what a layer's element carries cannot be used. */
final class DamagedLayerException extends InpaintException {

    private static final long serialVersionUID = 1L;

    private final String reason;

    /** @param reason what is wrong with it, to be put in brackets */
    DamagedLayerException(final String reason, final Exception cause) {
        super(sentence("A layer", reason), cause);
        this.reason = reason;
    }

    String reason() {
        return reason;
    }

    /** What to tell of a layer that is called so. */
    static String sentence(final String layer, final String reason) {
        return layer + " is damaged (" + reason + "), so it cannot be used: discard it.";
    }
}
