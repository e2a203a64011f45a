package org.inpaintj.ui.compare;

import java.awt.EventQueue;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;

import javax.swing.Timer;

import ij.ImagePlus;
import ij.gui.ImageCanvas;
import ij.gui.ImageRoi;

import org.inpaintj.core.InpaintException;
import org.inpaintj.imagej.image.EventThread;
import org.inpaintj.imagej.image.StackPosition;
import org.inpaintj.imagej.layer.Layer;
import org.inpaintj.language.Translation;

/** How an image shows before and after: not at all, on the two sides of a line, or as their difference. */
public final class BeforeAfterView {

    /** The names are words in macros. */
    public enum View {
        /** What comes after the one at hand: a line, the difference, none. */
        NEXT, SPLIT, DIFFERENCE, OFF;

        private View next() {
            return this == OFF ? SPLIT : this == SPLIT ? DIFFERENCE : OFF;
        }
    }

    private static final int POLL = 200;
    private static final Map<ImagePlus, BeforeAfterView> VIEWS = new IdentityHashMap<>();

    private final ImagePlus image;
    private final ImageCanvas canvas;
    private final View view;
    private final SplitOverlay split;
    private final DifferenceOverlay difference;
    private final Timer clock = new Timer(POLL, event -> look());
    private List<Object> seen = List.of();

    private BeforeAfterView(final ImagePlus image, final View view, final double line) {
        this.image = image;
        this.view = view;
        canvas = image.getCanvas();
        split = view == View.SPLIT ? new SplitOverlay(image, line) : null;
        difference = view == View.DIFFERENCE ? new DifferenceOverlay(image) : null;
    }

    /**
     * Shows a view on an image that is shown; called on any thread.
     *
     * @throws InpaintException if the image has no layers, or no window
     */
    public static void show(final ImagePlus image, final View view) {
        EventThread.run(() -> change(image, view));
    }

    /** The view that an image shows; on the event thread. */
    public static View of(final ImagePlus image) {
        final BeforeAfterView now = VIEWS.get(image);
        return now == null ? View.OFF : now.view;
    }

    private static void change(final ImagePlus image, final View wanted) {
        final View next = wanted == View.NEXT ? of(image).next() : wanted;
        if (next != View.OFF && Layer.of(image).isEmpty())
            throw new InpaintException(Translation.of(
                    "'{0}' has no layers, so there is no before and after: inpaint a selection first.",
                    image.getTitle()));
        if (next != View.OFF && image.getCanvas() == null)
            throw new InpaintException(Translation.of(
                    "'{0}' has no window, so there is no before and after: show it first.", image.getTitle()));
        final BeforeAfterView before = VIEWS.remove(image);
        if (before != null)
            before.end();
        if (next == View.OFF)
            return;
        Layer.revive(image);
        final BeforeAfterView now = new BeforeAfterView(image, next, image.getWidth() / 2.0);
        VIEWS.put(image, now);
        now.begin();
    }

    private void begin() {
        if (split != null)
            split.begin();
        look();
        clock.start();
    }

    private void end() {
        clock.stop();
        if (split != null)
            split.end();
        if (difference != null)
            difference.end();
    }

    /** Where the image has become another, or has lost its window, it ends; what has changed is computed anew. */
    private void look() {
        if (image.getCanvas() != canvas || image.getProcessor() == null || Layer.of(image).isEmpty()) {
            EventQueue.invokeLater(() -> {
                if (VIEWS.get(image) == this)
                    change(image, View.OFF);
            });
            return;
        }
        if (difference == null)
            return;
        final List<Object> now = new ArrayList<>(List.of(Layer.look(image), StackPosition.shown(image)));
        for (final Layer layer : LayerDifference.seen(image)) {
            now.add(new Same(layer.roi()));
            now.add(layer.roi().getBounds());
            now.add(layer.opacity());
        }
        if (!now.equals(seen)) {
            seen = now;
            difference.compute();
        }
    }

    /** An element by identity: ImageJ calls two of the same bounds equal. */
    private record Same(ImageRoi roi) {

        @Override
        public boolean equals(final Object other) {
            return other instanceof Same same && same.roi == roi;
        }

        @Override
        public int hashCode() {
            return System.identityHashCode(roi);
        }
    }
}
