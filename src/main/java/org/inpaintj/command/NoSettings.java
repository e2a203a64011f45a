package org.inpaintj.command;

import org.inpaintj.engine.Vocabulary;

/** The settings of a command that has none. */
public record NoSettings() {

    static final Vocabulary<NoSettings> KEYS = new Vocabulary<>(new NoSettings());
}
