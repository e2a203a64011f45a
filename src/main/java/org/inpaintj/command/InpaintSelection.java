package org.inpaintj.command;

import java.util.ArrayList;
import java.util.List;

import org.inpaintj.engine.Engine;
import org.inpaintj.engine.Engines;
import org.inpaintj.engine.Request;
import org.scijava.command.Command;
import org.scijava.plugin.Plugin;

/** Asks how, and repaints the selection of the active image. */
@Plugin(type = Command.class, menuPath = "Plugins>InpaintJ>Inpaint Selection...", headless = true,
        description = "Repaints the selection so that it fits its surroundings")
public final class InpaintSelection extends RequestCommand {

    public InpaintSelection() {
        super(Request.KEYS);
    }

    @Override
    public List<String> shown() {
        return meaningful();
    }

    @Override
    public List<String> choices(final String key) {
        if (!key.equals("engine"))
            return super.choices(key);
        final List<String> engines = new ArrayList<>(List.of("auto"));
        Engines.available().stream().map(Engine::id).forEach(engines::add);
        return engines;
    }
}
