package org.inpaintj.imagej.sketch;

import java.util.Map;
import java.util.Optional;

import ij.ImagePlus;

import org.inpaintj.imagej.image.HostVersions;
import org.inpaintj.imagej.image.ImageSource;
import org.inpaintj.imagej.image.StackPosition;
import org.inpaintj.imagej.layer.Layer;
import org.inpaintj.imagej.layer.LayerCodec;
import org.inpaintj.imagej.layer.LayerHistory;
import org.inpaintj.inpaint.Patch;
import org.inpaintj.inpaint.Strokes;

/** The paint layer is the layer that holds what was painted by hand over one position of an image. */
public final class PaintLayer {

    private PaintLayer() {}

    /** The topmost one of a position that can be used, shown or hidden. */
    public static Optional<Layer> of(final ImagePlus imp, final StackPosition position) {
        return Layer.of(imp).stream().filter(layer -> layer.isSketch() && layer.isUsable()
                && layer.position().equals(position)).reduce((below, above) -> above);
    }

    /** What is painted there. */
    static Optional<Strokes> strokes(final ImagePlus imp, final StackPosition position) {
        return of(imp, position).map(layer -> Strokes.of(layer.patch()));
    }

    /** True if the position that is shown has one, and it is seen. */
    public static boolean isShown(final ImagePlus imp) {
        return of(imp, StackPosition.shown(imp)).filter(Layer::visible).isPresent();
    }

    /**
     * Puts strokes on top of a position's layers, in place of those that were there; one step of the layers' history.
     *
     * @param strokes empty takes the layer off
     */
    static void put(final ImagePlus imp, final StackPosition position, final Optional<Strokes> strokes) {
        final Optional<Layer> before = of(imp, position);
        if (isLike(before.map(layer -> Strokes.of(layer.patch())), strokes)) {
            before.filter(layer -> !layer.visible()).ifPresent(Layer::show);
            return;
        }
        final Optional<Patch> patch = strokes.map(made -> made.patch(new ImageSource(imp, position).info(),
                HostVersions.host()));
        // compressed here, on the caller's thread
        final Map<String, String> properties = patch.map(LayerCodec::pack).orElse(Map.of());
        LayerHistory.step(imp, () -> {
            before.ifPresent(Layer::remove);
            patch.ifPresent(made -> Layer.add(imp, made, properties, position, true));
            imp.draw();
        });
    }

    /** True if both paint the same, or nothing. */
    static boolean isLike(final Optional<Strokes> one, final Optional<Strokes> other) {
        return one.isPresent() == other.isPresent() && (one.isEmpty() || one.get().isLike(other.get()));
    }

    /**
     * Hides it, so that what was written below it is seen: a part of the change that has written it, and no step of the
     * layers' history, which would take the place of ImageJ's own Undo.
     */
    public static void hide(final ImagePlus imp, final StackPosition position) {
        of(imp, position).filter(Layer::visible).ifPresent(layer -> {
            layer.roi().setOpacity(0);
            imp.draw();
        });
    }
}
