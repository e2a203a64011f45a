package org.inpaintj.params;

/** The record of a command or an engine that has no keys. */
public record NoParameters() {

    public static final Parameters<NoParameters> KEYS = new Parameters<>(new NoParameters());
}
