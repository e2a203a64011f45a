package org.inpaintj.command;

import java.util.List;

import org.inpaintj.engine.Request;
import org.inpaintj.engine.Task;
import org.scijava.command.Command;
import org.scijava.plugin.Plugin;

/** Asks how, and repaints the selection of the active image. */
@Plugin(type = Command.class, label = "Inpaint Selection...", visible = false, headless = true,
        description = "Repaints the selection so that it fits its surroundings")
public final class InpaintSelection extends RequestCommand {

    public InpaintSelection() {
        super(Request.KEYS, Task.INPAINT);
    }

    @Override
    public List<String> shown() {
        return meaningful();
    }
}
