package org.inpaintj.imagej.layer;

import java.awt.Graphics;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.WeakHashMap;
import java.util.function.Consumer;

import ij.ImagePlus;
import ij.gui.ImageCanvas;
import ij.gui.ImageRoi;

/**
 * How the layers of an image are drawn on its canvas for a while, whatever they are: held back, on one side of a line,
 * or one in place of others. No element changes: nothing of it is saved, flattened, recorded or taken back, and engines
 * see the layers as ever. Layers that {@link Layer#revive} leaves as they are, such as damaged ones, are drawn as ever.
 * On the event thread.
 */
public final class LayerView {

    private static final Map<ImagePlus, LayerView> VIEWS = Collections.synchronizedMap(new WeakHashMap<>());

    private boolean held;
    private OptionalDouble from = OptionalDouble.empty();
    /** Whether an element is drawn, for those for which it is decided otherwise. */
    private final Map<ImageRoi, Boolean> instead = new IdentityHashMap<>();

    private LayerView() {}

    /** Draws no layer, until that is taken back. */
    public static void hold(final ImagePlus imp, final boolean held) {
        change(imp, view -> view.held = held);
    }

    /** Draws layers only to the right of a column, in pixels of the image; everywhere if there is none. */
    public static void split(final ImagePlus imp, final OptionalDouble from) {
        change(imp, view -> view.from = from);
    }

    /** Draws one of some layers and none of the others, shown or hidden as they are. */
    public static void only(final ImagePlus imp, final ImageRoi shown, final List<ImageRoi> all) {
        change(imp, view -> {
            view.instead.clear();
            all.forEach(roi -> view.instead.put(roi, roi == shown));
        });
    }

    /** Draws all layers as they are again, but for those that are held back or split. */
    public static void asTheyAre(final ImagePlus imp) {
        if (VIEWS.containsKey(imp))
            change(imp, view -> view.instead.clear());
    }

    private static void change(final ImagePlus imp, final Consumer<LayerView> change) {
        Layer.revive(imp);
        final LayerView view = VIEWS.computeIfAbsent(imp, i -> new LayerView());
        change.accept(view);
        if (!view.held && view.from.isEmpty() && view.instead.isEmpty())
            VIEWS.remove(imp);
        imp.draw();
    }

    /** Of what an element is drawn on; null for none. */
    static LayerView of(final ImagePlus imp) {
        return imp == null ? null : VIEWS.get(imp);
    }

    /** How much an element is seen, 0 to 1. */
    double opacity(final LayerRoi roi) {
        final Boolean drawn = instead.get(roi);
        return held ? 0 : drawn == null ? roi.getOpacity() : drawn ? LayerSettings.opacity(roi) : 0;
    }

    /** What to draw on, to be disposed of. */
    Graphics part(final ImagePlus imp, final Graphics g) {
        final Graphics part = g.create();
        final ImageCanvas canvas = imp.getCanvas();
        if (from.isPresent() && canvas != null) {
            final int x = canvas.screenXD(from.getAsDouble());
            part.clipRect(x, 0, Math.max(0, canvas.getWidth() - x), canvas.getHeight());
        }
        return part;
    }
}
