package org.inpaintj.command;

import java.util.Map;

import org.inpaintj.engine.Request;
import org.inpaintj.engine.Task;
import org.inpaintj.engine.Vocabulary;
import org.scijava.command.Command;
import org.scijava.plugin.Plugin;

/**
 * Repaints the selection without asking: with the settings chosen last in Inpaint Selection..., or with the embedded
 * engine. A macro states what it wants with the same keys, as the recorder writes them.
 */
@Plugin(type = Command.class, label = "Remove Object", visible = false, headless = true,
        description = "Removes what is selected, with the settings of last time and without a dialog")
public final class RemoveObject extends RequestCommand {

    /** The keys of a request, but the engine is the embedded one unless something else is asked for. */
    private static final Vocabulary<Request> KEYS = new Vocabulary<>(Request.of(Map.of("engine", "patch")));

    public RemoveObject() {
        super(KEYS, Task.INPAINT);
    }
}
