package org.inpaintj.command;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.scijava.command.Command;
import org.scijava.plugin.Plugin;

import ij.IJ;
import ij.Prefs;

import org.inpaintj.engine.Request;
import org.inpaintj.engine.Task;
import org.inpaintj.engines.Engines;
import org.inpaintj.imagej.job.PaintJob;
import org.inpaintj.params.KeyGroup;
import org.inpaintj.params.MacroLine;
import org.inpaintj.params.Parameters;

/**
 * Remove Object repaints the selection without asking and without a prompt: with the embedded engine, or with the
 * eraser that was used last in Inpaint Selection..., and with the settings of last time that mean something to them. A
 * macro states what it wants with the same keys, as the recorder writes them; a prompt among them is not painted.
 */
@Plugin(type = Command.class, label = "Remove Object", visible = false, headless = true,
        description = "Removes what is selected, with the embedded engine or the eraser used last and without a dialog")
public final class RemoveObject extends RequestCommand {

    /** Where ImageJ's preferences keep the eraser. */
    private static final String ERASER = "inpaintj.eraser";
    public RemoveObject() {
        super(embedded(), Task.INPAINT, "");
    }

    /** The keys of a request, but the engine is the embedded one unless something else is asked for. */
    private static Parameters<Request> embedded() {
        return new Parameters<>(Engines.found().request(Map.of("engine", Engines.found().embedded().id())));
    }

    /** Takes an engine without a prompt that a user has chosen for the times to come. */
    static void use(final Request request) {
        final String engine = Engines.found().of(request).id();
        if (!Engines.found().get(engine).capabilities().prompt())
            Prefs.set(ERASER, MacroLine.format(Map.of("engine", engine, "model", request.model())));
    }

    @Override
    protected void recalled() {
        final Map<String, String> now = values(), all = new LinkedHashMap<>(defaults());
        now.keySet().removeIf(key -> key.equals("invert") || is(key, KeyGroup.PROMPT, KeyGroup.PRESET));
        if (Engines.found().of(now()).capabilities().prompt()) {
            now.keySet().removeIf(key -> !Request.COMMON.has(key)
                    || is(key, KeyGroup.ENGINE, KeyGroup.SAMPLING) || key.equals("memory"));
            now.putAll(MacroLine.parse(Prefs.get(ERASER, "")));
        }
        all.putAll(now);
        assign(all);
    }

    private boolean is(final String key, final KeyGroup... groups) {
        return List.of(groups).contains(keys().describe(key).group());
    }

    @Override
    protected PaintJob<?> paintJob(final Request request) {
        final Map<String, String> texts = request.values();
        texts.entrySet().removeIf(e -> !is(e.getKey(), KeyGroup.PROMPT) || e.getValue().isBlank());
        if (!texts.isEmpty())
            IJ.log("Remove Object paints no prompt, so " + String.join(" and ", texts.keySet())
                    + (texts.size() == 1 ? " was" : " were") + " not used: Inpaint Selection... paints it.");
        return super.paintJob(request.without(texts.keySet()));
    }

    @Override
    protected String remedy() {
        return "open one and select what is to be removed.";
    }
}
