package org.inpaintj.ui.compare;

import java.awt.image.BufferedImage;
import java.awt.image.DataBufferInt;
import java.util.List;
import java.util.Optional;

import ij.ImagePlus;

import org.inpaintj.core.Box;
import org.inpaintj.core.InpaintException;
import org.inpaintj.imagej.image.ImageSource;
import org.inpaintj.imagej.image.LutRenderer;
import org.inpaintj.imagej.image.StackPosition;
import org.inpaintj.imagej.layer.Layer;
import org.inpaintj.imagej.layer.LayerStack;
import org.inpaintj.inpaint.HeapCheck;
import org.inpaintj.inpaint.Patch;

/**
 * What the visible layers of a position change, as the image shows its samples.
 *
 * @param box     the part of the image that they cover
 * @param picture of the differences there
 * @param factor  by which these are brighter than they are
 * @param most    the largest of them, of 255
 */
record LayerDifference(Box box, BufferedImage picture, int factor, int most) {

    /**
     * Any thread, while nothing else changes the image.
     *
     * @return empty if no layer is seen at the position that is shown
     * @throws InpaintException if the Java heap cannot hold it
     */
    static Optional<LayerDifference> of(final ImagePlus image) {
        final ImageSource source = new ImageSource(image, StackPosition.shown(image));
        final List<Patch> seen = LayerStack.drawn(Layer.of(image), StackPosition.shown(image));
        final Optional<Box> box = seen.stream().map(Patch::box).reduce(Box::span)
                .map(all -> all.intersect(source.bounds())).filter(all -> !all.isEmpty());
        return box.map(part -> {
            HeapCheck.check(part);
            final Difference difference = Difference.of(
                    (int[]) LutRenderer.render(image, LayerStack.composed(source, part, List.of())).getPixels(),
                    (int[]) LutRenderer.render(image, LayerStack.composed(source, part, seen)).getPixels());
            final BufferedImage out = new BufferedImage(part.width(), part.height(), BufferedImage.TYPE_INT_RGB);
            System.arraycopy(difference.pixels(), 0, ((DataBufferInt) out.getRaster().getDataBuffer()).getData(), 0,
                    difference.pixels().length);
            return new LayerDifference(part, out, difference.factor(), difference.most());
        });
    }

    /** The layers that are drawn on the position that is shown, sketches too, from the bottom to the top. */
    static List<Layer> seen(final ImagePlus image) {
        return Layer.of(image).stream().filter(layer -> layer.visible()
                && layer.position().equals(StackPosition.shown(image)) && layer.isUsable()).toList();
    }
}
