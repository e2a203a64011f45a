package org.inpaintj.ui.layer;

import java.util.List;
import java.util.Locale;
import java.util.Set;

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
        LIST, SHOW, HIDE, ACCEPT, DISCARD, REPEAT, ONLY, KEEP, OPACITY, RENAME, MOVE, UNDO, AGAIN, VARIATION;

        /** The word in macros. */
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }

        /** Whether it is done to one layer, and never to all. */
        boolean one() {
            return Set.of(ONLY, KEEP, RENAME, MOVE, AGAIN, VARIATION).contains(this);
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

    /**
     * What some actions need beside a layer.
     *
     * @param opacity above 0, up to 1
     * @param to      the number that a layer gets, from 1
     * @param label   what the user calls it
     */
    public record Values(double opacity, int to, String label) {

        /** For actions that need none. */
        public static final Values NONE = new Values(1, 0, "");
    }

    private LayerActions() {}

    /**
     * Does it and returns when it is done.
     *
     * @param number the layer, counted from 1 at the bottom; 0 means all
     * @param values of the actions that have some
     * @throws InpaintException if there is no such layer or it cannot be done; then nothing has changed, but for layers
     *                          that were repeated before
     */
    public static void run(final ImagePlus image, final Action action, final int number, final Values values,
            final Asker asker) {
        if (action == Action.UNDO)
            LayerHistory.undo(image);
        else if (number == 0 && action.one())
            throw new InpaintException("action=" + action.word() + " is for one "
                    + (action == Action.ONLY || action == Action.KEEP ? "candidate" : "layer")
                    + ": name it with layer=NUMBER.");
        else if (action == Action.REPEAT)
            made(image, number).forEach(layer -> painting(image, layer, action, asker).await());
        else if (action.paints())
            made(image, number).forEach(layer -> {
                painting(image, layer, action, asker).await();
                // else they would be seen through what takes their place
                run(image, Action.HIDE, layer.candidates());
            });
        else if (action == Action.MOVE && (values.to < 1 || values.to > Layer.of(image).size()))
            throw new InpaintException("action=move needs to=NUMBER, from 1, the lowest, to "
                    + Layer.of(image).size() + ".");
        else
            run(image, action, values, action == Action.ACCEPT ? made(image, number) : chosen(image, number));
    }

    /** The same of an action that needs no values. */
    public static void run(final ImagePlus image, final Action action, final int number, final JobListener also) {
        run(image, action, number, Values.NONE, new Asker(-1, false, also));
    }

    /** Does it with some layers, as one step for Undo. */
    static void run(final ImagePlus image, final Action action, final Values values, final List<Layer> layers) {
        if (action == Action.ACCEPT)
            layers.forEach(Layer::checkAcceptable);
        LayerHistory.step(image, () -> layers.forEach(layer -> run(layer, action, values)));
    }

    /** The same of an action that needs no values. */
    public static void run(final ImagePlus image, final Action action, final List<Layer> layers) {
        run(image, action, Values.NONE, layers);
    }

    private static void run(final Layer layer, final Action action, final Values values) {
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
            case OPACITY -> layer.setOpacity(values.opacity);
            case RENAME -> layer.rename(values.label);
            case MOVE -> layer.move(values.to);
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
