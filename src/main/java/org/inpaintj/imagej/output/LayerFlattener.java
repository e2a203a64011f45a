package org.inpaintj.imagej.output;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import ij.ImagePlus;

import org.inpaintj.core.InpaintException;
import org.inpaintj.imagej.image.EventThread;
import org.inpaintj.imagej.image.ImageCopier;
import org.inpaintj.imagej.image.ImageSource;
import org.inpaintj.imagej.image.ImageTitles;
import org.inpaintj.imagej.image.StackPosition;
import org.inpaintj.imagej.layer.Layer;
import org.inpaintj.imagej.layer.LayerStack;
import org.inpaintj.inpaint.Patch;
import org.inpaintj.inpaint.Provenance;

/** The flattener writes the exact samples of the visible layers into an image. */
public final class LayerFlattener {

    private LayerFlattener() {}

    /**
     * Flattens the visible layers of all positions, from the bottom to the top. Hidden layers stay layers.
     *
     * @param inPlace true to write into the image itself (undoable, but in a stack of single-channel planes for the
     *                last position only), false for a copy in memory
     * @return the image, or the copy, which is not shown
     * @throws InpaintException if no layer is visible, one is damaged or does not fit the image, or {@code inPlace} is
     *         asked of a
     *                          virtual stack; then nothing has changed
     */
    public static ImagePlus flatten(final ImagePlus imp, final boolean inPlace) {
        final List<Layer> layers = LayerStack.visible(imp);
        if (layers.isEmpty())
            throw new InpaintException("'" + imp.getTitle() + "' has no visible layer to flatten: inpaint a selection "
                    + "first, or show a layer.");
        layers.forEach(Layer::checkUsable);
        if (!inPlace) {
            final ImagePlus copy = ImageCopier.of(imp, ImageTitles.inpainted(imp.getTitle()));
            write(copy);
            return copy;
        }
        final Map<StackPosition, List<Patch>> patches = new LinkedHashMap<>();
        layers.forEach(l -> patches.computeIfAbsent(l.position(), at -> LayerStack.seen(layers, at)));
        final List<Provenance> provenances = patches.values().stream().flatMap(List::stream).map(Patch::provenance)
                .toList();
        EventThread.run(() -> {
            InPlaceWriter.write(imp, patches);
            provenances.forEach(provenance -> ImageTitles.disclose(imp, provenance));
            layers.forEach(Layer::remove);
        });
        return imp;
    }

    /**
     * What the user should know before the visible layers are flattened: where one covers a later change of the image.
     */
    public static List<String> notes(final ImagePlus imp) {
        return LayerStack.visible(imp).stream().map(Layer::changedBelow).filter(note -> !note.isEmpty()).toList();
    }

    /** Flattens an image that nobody shows or undoes, but for layers that cannot be used. */
    public static void write(final ImagePlus imp) {
        for (final Layer layer : LayerStack.visible(imp).stream().filter(Layer::isUsable).toList()) {
            final Patch seen = layer.seen();
            seen.write(ImageSource.planes(imp, layer.position()), imp.getWidth(), imp.getHeight());
            ImageTitles.disclose(imp, seen.provenance());
            layer.remove();
        }
        if (imp.getOverlay() != null && imp.getOverlay().size() == 0)
            imp.setOverlay(null);
        // a composite may have been rendered already
        imp.updateAndDraw();
    }
}
