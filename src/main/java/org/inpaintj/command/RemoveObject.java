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
import org.inpaintj.params.MacroLine;
import org.inpaintj.params.Parameters;

/**
 * Repaints the selection without asking and without a prompt: with the embedded engine, or with the eraser that was
 * used last in Inpaint Selection..., and with the settings of last time that mean something to them. A macro states
 * what it wants with the same keys, as the recorder writes them; a prompt among them is not painted.
 */
@Plugin(type = Command.class, label = "Remove Object", visible = false, headless = true,
        description = "Removes what is selected, with the embedded engine or the eraser used last and without a dialog")
public final class RemoveObject extends RequestCommand {

    /** The keys of a request, but the engine is the embedded one unless something else is asked for. */
    private static final Parameters<Request> KEYS = new Parameters<>(Request.of(Map.of("engine", "patch")));
    /** Where ImageJ's preferences keep the eraser. */
    private static final String ERASER = "inpaintj.eraser";
    private static final List<String> TEXTS = List.of("prompt", "negative", "styles", "stylebook");
    /** The settings of a model with a prompt that mean something to other engines. */
    private static final List<String> COMMON = List.of("seed", "candidates", "blur", "refine", "segmenter", "area",
            "padding", "grow", "spill", "target", "tone", "device", "background");

    public RemoveObject() {
        super(KEYS, Task.INPAINT);
    }

    /** Takes an engine without a prompt that a user has chosen for the times to come. */
    static void use(final Request request) {
        final String engine = Engines.of(request).id();
        if (!Engines.get(engine).capabilities().prompt())
            Prefs.set(ERASER, MacroLine.format(Map.of("engine", engine, "model", request.model())));
    }

    @Override
    protected void recalled() {
        final Map<String, String> now = values(), all = new LinkedHashMap<>(defaults());
        now.keySet().removeAll(TEXTS);
        now.keySet().removeAll(List.of("preset", "invert"));
        if (Engines.of(now()).capabilities().prompt()) {
            now.keySet().retainAll(COMMON);
            now.putAll(MacroLine.parse(Prefs.get(ERASER, "")));
        }
        all.putAll(now);
        assign(all);
    }

    @Override
    protected PaintJob commission(final Request request) {
        final Map<String, String> texts = request.values();
        texts.keySet().retainAll(TEXTS);
        texts.values().removeIf(String::isBlank);
        if (!texts.isEmpty())
            IJ.log("Remove Object paints no prompt, so " + String.join(" and ", texts.keySet())
                    + (texts.size() == 1 ? " was" : " were") + " not used: Inpaint Selection... paints it.");
        texts.replaceAll((key, text) -> "");
        return super.commission(KEYS.with(request, texts));
    }

    @Override
    protected String remedy() {
        return "open one and select what is to be removed.";
    }
}
