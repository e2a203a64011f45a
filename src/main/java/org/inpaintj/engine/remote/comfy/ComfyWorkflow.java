package org.inpaintj.engine.remote.comfy;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Set;

import com.google.gson.JsonObject;

import org.inpaintj.core.InpaintException;
import org.inpaintj.core.JsonConfig;
import org.inpaintj.engine.remote.MarkedJson;

/** A graph of the user's own, as ComfyUI exports it for its API, with marks where values belong. */
final class ComfyWorkflow {

    private ComfyWorkflow() {}

    /** @throws InpaintException if it cannot be read, is of another kind, or lacks the picture or the mask */
    static JsonObject read(final String file) {
        final JsonConfig json;
        try {
            json = JsonConfig.read(Path.of(file.strip()));
        } catch (final InvalidPathException e) {
            throw new InpaintException("The workflow '" + file + "' is no path of a file: give one.", e);
        }
        final JsonObject graph = new JsonObject();
        for (final String id : json.keys()) {
            if (!json.isObject(id) || json.child(id).text("class_type", "").isEmpty())
                throw new InpaintException("The workflow '" + file + "' is not in the form for the API: in ComfyUI, "
                        + "export it with 'Export (API)'.");
            graph.add(id, json.raw(id));
        }
        final Set<String> marks = MarkedJson.marks(graph);
        for (final String needed : new String[] { "image", "mask" })
            if (!marks.contains(needed) && !marks.contains(needed + "_text"))
                throw new InpaintException("The workflow '" + file + "' has no input with the value %" + needed
                        + "%: write it where the " + needed + "'s file name belongs.");
        return graph;
    }
}
