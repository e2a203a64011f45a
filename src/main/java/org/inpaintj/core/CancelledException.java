package org.inpaintj.core;

/** Thrown by {@link Progress#check()} once the user has cancelled; passes through an engine untouched. */
public final class CancelledException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public CancelledException() {
        super("Cancelled", null, false, false);
    }
}
