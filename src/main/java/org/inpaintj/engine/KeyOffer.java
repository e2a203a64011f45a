package org.inpaintj.engine;

/**
 * A key that an engine offers to set, for a dialog: what the user would get, and what it costs.
 *
 * @param key      as macros call it
 * @param value    to be set
 * @param sentence what it does and costs here, a full sentence
 */
public record KeyOffer(String key, String value, String sentence) {
}
