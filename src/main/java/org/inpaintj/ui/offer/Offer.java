package org.inpaintj.ui.offer;

import java.nio.file.Path;
import java.util.Optional;

/**
 * What may be picked for an input instead of typing it.
 *
 * @param name    what it is called
 * @param text    of the input; empty for what only says something
 * @param picture a file that shows what it makes
 */
public record Offer(String name, String text, Optional<Path> picture) {

    /** One without a picture. */
    public Offer(final String name, final String text) {
        this(name, text, Optional.empty());
    }
}
