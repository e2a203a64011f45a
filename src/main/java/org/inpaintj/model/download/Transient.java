package org.inpaintj.model.download;

import java.io.IOException;
import java.time.Duration;

/** A failure that may be over after a while. */
final class Transient extends IOException {

    private static final long serialVersionUID = 1L;

    private final Duration wait;

    /** @param wait how long the server asks to wait; zero if it says nothing */
    Transient(final String why, final Duration wait) {
        super(why);
        this.wait = wait;
    }

    Duration pause() {
        return wait;
    }
}
