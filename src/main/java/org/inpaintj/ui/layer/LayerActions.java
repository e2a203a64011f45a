package org.inpaintj.ui.layer;

import java.util.List;
import java.util.Locale;

import ij.ImagePlus;

import org.inpaintj.core.InpaintException;
import org.inpaintj.engine.Task;
import org.inpaintj.imagej.job.InpaintJob;
import org.inpaintj.imagej.job.LayerReplay;
import org.inpaintj.imagej.layer.Layer;
import org.inpaintj.imagej.layer.LayerHistory;
import org.inpaintj.imagej.roi.MaskToRoi;
import org.inpaintj.inpaint.Provenance;
import org.inpaintj.job.JobListener;
import org.inpaintj.params.MacroLine;
import org.inpaintj.ui.InpaintTask;
import org.inpaintj.ui.run.PaintRun;

/** This class does to layers what can be done with them, for macros and for the window alike. */
public final class LayerActions {

    /** The names are words in macros. */
    public enum Action {
        LIST, SHOW, HIDE, ACCEPT, DISCARD, REPEAT, ONLY, KEEP, UNDO, AGAIN, VARIATION;

        /** The word in macros. */
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }

        /** Whether it is done to one layer, and never to all. */
        boolean one() {
            return this == ONLY || this == KEEP || this == AGAIN || this == VARIATION;
        }

        /** Whether something is painted. */
        boolean paints() {
            return this == REPEAT || this == AGAIN || this == VARIATION;
        }
    }

    /**
     * Who asks, for actions that paint.
     *
     * @param seed        of the first result of {@link Action#AGAIN} and {@link Action#VARIATION}; negative draws it
     * @param interactive whether that is a user at the screen
     * @param also        told of the jobs
     */
    public record Asker(long seed, boolean interactive, JobListener also) {
    }

    private LayerActions() {}

    /**
     * Does it and returns when it is done.
     *
     * @param number the layer, counted from 1 at the bottom; 0 means all
     * @throws InpaintException if there is no such layer or it cannot be done; then nothing has changed, but for layers
     *                          that were repeated before
     */
    public static void run(final ImagePlus image, final Action action, final int number, final Asker asker) {
        if (action == Action.UNDO)
            LayerHistory.undo(image);
        else if (number == 0 && action.one())
            throw new InpaintException("action=" + action.word() + " is for one "
                    + (action.paints() ? "layer" : "candidate") + ": name it with layer=NUMBER.");
        else if (action == Action.REPEAT)
            made(image, number).forEach(layer -> painting(image, layer, action, asker).await());
        else if (action.paints())
            made(image, number).forEach(layer -> {
                painting(image, layer, action, asker).await();
                // else they would be seen through what takes their place
                run(image, Action.HIDE, layer.candidates());
            });
        else
            run(image, action, action == Action.ACCEPT ? made(image, number) : chosen(image, number));
    }

    /** Does it with some layers, as one step for Undo. */
    public static void run(final ImagePlus image, final Action action, final List<Layer> layers) {
        if (action == Action.ACCEPT)
            layers.forEach(Layer::checkAcceptable);
        LayerHistory.step(image, () -> layers.forEach(layer -> run(layer, action)));
    }

    private static void run(final Layer layer, final Action action) {
        switch (action) {
            case SHOW -> layer.show();
            case HIDE -> layer.hide();
            case ACCEPT -> layer.accept();
            case DISCARD -> layer.discard();
            case ONLY -> {
                others(layer).forEach(Layer::hide);
                layer.show();
            }
            case KEEP -> {
                others(layer).forEach(Layer::discard);
                layer.show();
            }
            case LIST, REPEAT, UNDO, AGAIN, VARIATION -> throw new IllegalArgumentException(action.word());
        }
    }

    private static List<Layer> others(final Layer layer) {
        return layer.candidates().stream().filter(other -> other.roi() != layer.roi()).toList();
    }

    /** @param interactive whether a user wants it */
    static InpaintTask repeat(final ImagePlus image, final Layer layer, final boolean interactive,
            final JobListener also) {
        return painting(image, layer, Action.REPEAT, new Asker(-1, interactive, also));
    }

    private static InpaintTask painting(final ImagePlus image, final Layer layer, final Action action,
            final Asker asker) {
        final InpaintJob job = switch (action) {
            case AGAIN -> LayerReplay.again(image, layer, asker.seed);
            case VARIATION -> LayerReplay.variation(image, layer, asker.seed);
            default -> LayerReplay.of(image, layer);
        };
        final Provenance made = layer.provenance();
        return new InpaintTask(action == Action.REPEAT ? "Repeat layer" : action == Action.AGAIN ? "Layer again"
                : "Layer variation", new PaintRun(Task.of(made.task()).label(), MacroLine.parse(action == Action.REPEAT
                ? made.options() : job.request().macro()), job, MaskToRoi.of(layer.patch().selection()),
                asker.interactive), asker.also);
    }

    private static List<Layer> chosen(final ImagePlus image, final int number) {
        final List<Layer> layers = Layer.of(image);
        if (layers.isEmpty())
            throw new InpaintException("'" + image.getTitle() + "' has no layers: inpaint a selection first.");
        if (number > layers.size())
            throw new InpaintException("'" + image.getTitle() + "' has no layer " + number + ": it has "
                    + layers.size() + ".");
        return number == 0 ? layers : List.of(layers.get(number - 1));
    }

    /** Of all layers at once, a sketch is neither written into the image nor made again. */
    private static List<Layer> made(final ImagePlus image, final int number) {
        final List<Layer> made = chosen(image, number).stream().filter(layer -> number > 0 || !layer.isSketch())
                .toList();
        if (made.isEmpty())
            throw new InpaintException("'" + image.getTitle() + "' has no layer but a sketch: name it with "
                    + "layer=NUMBER.");
        return made;
    }
}
