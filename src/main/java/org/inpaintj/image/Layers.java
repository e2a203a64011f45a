package org.inpaintj.image;

import java.awt.Rectangle;
import java.util.List;

import org.inpaintj.engine.Box;

import ij.ImagePlus;

/** What an image looks like with its visible layers. */
final class Layers {

    private Layers() {}

    /** The samples of a box with the visible ones of some layers written over them. */
    static Samples composed(final Source source, final Box box, final List<Layer> layers) {
        final Samples out = Samples.read(source.depth(), source.planes(), source.bounds().width(), box);
        for (final Layer layer : layers)
            if (isSeen(layer, source, box)) {
                final Patch patch = layer.patch();
                final Box place = patch.box().relativeTo(box);
                patch.samples().write(patch.painted(), out.planes(), box.width(), box.height(), place.x(), place.y());
            }
        return out;
    }

    /** True if a visible one of some layers reaches into a box. */
    static boolean cover(final List<Layer> layers, final Source source, final Box box) {
        return layers.stream().anyMatch(layer -> isSeen(layer, source, box));
    }

    /** The layers of the image under one of them, from the bottom to the top. */
    static List<Layer> below(final ImagePlus imp, final Layer layer) {
        return Layer.of(imp).stream().takeWhile(other -> other.roi() != layer.roi()).toList();
    }

    /** The visible layers of an image, from the bottom to the top. */
    static List<Layer> visible(final ImagePlus imp) {
        return Layer.of(imp).stream().filter(Layer::visible).toList();
    }

    private static boolean isSeen(final Layer layer, final Source source, final Box box) {
        final Rectangle r = layer.roi().getBounds();
        return layer.visible() && layer.position().equals(source.position())
                && !new Box(r.x, r.y, r.width, r.height).intersect(box).isEmpty() && layer.fits();
    }
}
