package org.inpaintj.imagej.layer;

import java.util.List;

import ij.ImagePlus;
import ij.gui.Roi;

import org.inpaintj.core.Box;
import org.inpaintj.imagej.image.ImageJTypes;
import org.inpaintj.imagej.image.ImageSource;
import org.inpaintj.imagej.image.StackPosition;
import org.inpaintj.inpaint.Patch;
import org.inpaintj.inpaint.samples.SampleDigest;
import org.inpaintj.inpaint.samples.Samples;

/**
 * This class tells whether the image still has the samples below a layer that it had when the layer was laid over it.
 * What is painted below a visible layer is neither shown nor seen by an engine, so the user is told. The digest stands
 * in a property of the layer's element; layers without one, and those that were moved, tell nothing.
 */
final class SamplesBelow {

    private static final String KEY = "inpaintj.below";

    private SamplesBelow() {}

    /** Remembers what lies below a layer now: in the image itself, and as it is seen with the visible layers below. */
    static void remember(final ImagePlus imp, final StackPosition position, final LayerRoi layer) {
        final List<Patch> seen = LayerStack.seen(Layer.of(imp), position);
        final String own = digest(imp, position, layer.patch(), List.of());
        layer.setProperty(KEY, place(layer.patch()) + " " + own + (seen.isEmpty() ? ""
                : " " + digest(imp, position, layer.patch(), seen)));
    }

    /** Gives the property of one element to another. */
    static void copy(final Roi from, final Roi to) {
        to.setProperty(KEY, from.getProperty(KEY));
    }

    /** True if something was painted below a layer that can be used. */
    static boolean hasChanged(final ImagePlus imp, final Layer layer) {
        final String known = layer.roi().getProperty(KEY);
        final Patch patch = layer.patch();
        if (known == null || !known.startsWith(place(patch) + " "))
            return false;
        // where a layer further down was accepted, the image has what was seen
        return !known.contains(digest(imp, layer.position(), patch, List.of()));
    }

    private static String place(final Patch patch) {
        return patch.box().x() + "," + patch.box().y();
    }

    /** Of the samples that a patch covers, with other patches over them. */
    private static String digest(final ImagePlus imp, final StackPosition position, final Patch patch,
            final List<Patch> over) {
        final Box box = patch.box().intersect(new Box(0, 0, imp.getWidth(), imp.getHeight()));
        final Samples samples = Samples.read(ImageJTypes.of(imp), ImageSource.planes(imp, position),
                imp.getWidth(), box);
        LayerStack.write(over, samples, box);
        final boolean[] covered = new boolean[box.width() * box.height()];
        for (int y = 0; y < box.height(); y++)
            System.arraycopy(patch.painted(), (box.y() - patch.box().y() + y) * patch.box().width() + box.x()
                    - patch.box().x(), covered, y * box.width(), box.width());
        final Samples all = samples.only(covered);
        if (all.type().isRgb())
            // ImageJ's files do not keep the byte that is no colour
            for (final Object plane : all.planes())
                for (int i = 0; i < covered.length; i++)
                    ((int[]) plane)[i] &= 0xffffff;
        return SampleDigest.of(all);
    }
}
