package org.inpaintj.ui.candidates;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;

import ij.ImagePlus;
import ij.WindowManager;

import org.inpaintj.engine.Request;
import org.inpaintj.imagej.layer.Layer;
import org.inpaintj.imagej.layer.LayerHistory;
import org.inpaintj.ui.layer.LayerActions;
import org.inpaintj.ui.layer.LayerActions.Action;
import org.inpaintj.ui.run.CommandRecorder;
import org.inpaintj.ui.run.RunStarter;

/** Does to layers what a user wants, and records it as lines of <em>Layers...</em>. On the event thread. */
final class CandidateActions {

    private static final String COMMAND = "Layers...";
    private final RunStarter starter;

    CandidateActions(final RunStarter starter) {
        this.starter = starter;
    }

    /** Does something with a layer at once. */
    void act(final ImagePlus image, final Action action, final Layer layer) {
        final int number = number(image, layer);
        LayerActions.run(image, action, List.of(layer));
        record(image, Map.of("action", action.word(), "layer", Integer.toString(number)));
    }

    /** Takes a layer off and shows another one, as one step. */
    void discard(final ImagePlus image, final Layer layer, final Layer next) {
        LayerHistory.step(image, () -> {
            act(image, Action.DISCARD, layer);
            act(image, Action.ONLY, next);
        });
    }

    void undo(final ImagePlus image) {
        LayerHistory.undo(image);
        record(image, Map.of("action", Action.UNDO.word()));
    }

    /** Paints like a layer, with a seed that is drawn here, so that the recorded line paints the same. */
    void paint(final ImagePlus image, final Action action, final Layer layer) {
        final long last = Request.lastSeed(layer.provenance().candidates());
        final Map<String, String> keys = new LinkedHashMap<>();
        keys.put("action", action.word());
        keys.put("layer", Integer.toString(number(image, layer)));
        keys.put("seed", Long.toString(ThreadLocalRandom.current().nextLong(Math.max(1, last + 1))));
        starter.start(COMMAND, image, keys);
    }

    private static void record(final ImagePlus image, final Map<String, String> keys) {
        final Map<String, String> all = new LinkedHashMap<>();
        for (final String key : List.of("action", "layer"))
            if (keys.containsKey(key))
                all.put(key, keys.get(key));
        if (image != WindowManager.getCurrentImage())
            all.put("image", image.getTitle());
        CommandRecorder.record(COMMAND, all);
    }

    private static int number(final ImagePlus image, final Layer layer) {
        final List<Layer> layers = Layer.of(image);
        int number = 1;
        while (layers.get(number - 1).roi() != layer.roi())
            number++;
        return number;
    }
}
