package org.inpaintj.image;

import java.util.List;

import org.inpaintj.engine.Box;

import ij.ImagePlus;

/** What an image looks like with its visible layers. */
final class Layers {

    private Layers() {}

    /** The samples of a box with some patches written over them. */
    static Samples composed(final Source source, final Box box, final List<Patch> seen) {
        final Samples out = Samples.read(source.depth(), source.planes(), source.bounds().width(), box);
        write(seen, out, box);
        return out;
    }

    /** Writes patches over the samples of a box. */
    static void write(final List<Patch> patches, final Samples into, final Box box) {
        for (final Patch patch : patches) {
            final Box place = patch.box().relativeTo(box);
            patch.samples().write(patch.painted(), into.planes(), box.width(), box.height(), place.x(), place.y());
        }
    }

    /** What is seen of some layers at a position: the visible ones of the image's type, from the bottom to the top. */
    static List<Patch> seen(final List<Layer> layers, final Position position) {
        return layers.stream().filter(l -> l.visible() && l.position().equals(position) && l.fits()).map(Layer::patch)
                .toList();
    }

    /** The layers of the image under one of them, from the bottom to the top. */
    static List<Layer> below(final ImagePlus imp, final Layer layer) {
        return Layer.of(imp).stream().takeWhile(other -> other.roi() != layer.roi()).toList();
    }

    /** The visible layers of an image, from the bottom to the top. */
    static List<Layer> visible(final ImagePlus imp) {
        return Layer.of(imp).stream().filter(Layer::visible).toList();
    }
}
