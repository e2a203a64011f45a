package org.inpaintj.params;

import java.util.Map;

/**
 * Implemented by an enum that is the type of a key: a word of it gives its values to other keys, where they are not
 * given themselves.
 */
public interface Recipe {

    /** Keys to values as text; empty if the word means nothing for others. */
    Map<String, String> recipe();
}
