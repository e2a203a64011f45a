package org.inpaintj.command;

import org.inpaintj.params.Parameters;

/** The settings of a command that has none. */
public record NoParameters() {

    static final Parameters<NoParameters> KEYS = new Parameters<>(new NoParameters());
}
