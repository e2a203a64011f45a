package org.inpaintj.image;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.inpaintj.engine.InpaintException;

import ij.ImagePlus;

/** Writes the exact samples of the visible layers into an image. */
public final class Flatten {

    private Flatten() {}

    /**
     * Flattens the visible layers of all positions, from the bottom to the top. Hidden layers stay layers.
     *
     * @param inPlace true to write into the image itself (undoable for the position written last), false for a copy
     * @return the image, or the copy, which is not shown
     * @throws InpaintException if no layer is visible, one does not fit the image, or {@code inPlace} is asked of a
     *                          virtual stack; then nothing has changed
     */
    public static ImagePlus flatten(final ImagePlus imp, final boolean inPlace) {
        final List<Layer> layers = Layer.of(imp).stream().filter(Layer::visible).toList();
        if (layers.isEmpty())
            throw new InpaintException("'" + imp.getTitle() + "' has no visible layer to flatten: inpaint a selection "
                    + "first, or show a layer.");
        for (final Layer layer : layers)
            if (!layer.fits(layer.patch()))
                throw new InpaintException("The layer '" + layer.title() + "' was made for another type of image than '"
                        + imp.getTitle() + "' now is: convert the image back, or discard the layer.");
        if (!inPlace) {
            final ImagePlus copy = Copies.of(imp, Titles.inpainted(imp.getTitle()));
            write(copy, Layer.of(copy).stream().filter(Layer::visible).toList());
            return copy;
        }
        final Map<List<Integer>, List<Patch>> positions = new LinkedHashMap<>();
        for (final Layer layer : layers)
            positions.computeIfAbsent(List.of(layer.position()[0], layer.position()[1]), k -> new ArrayList<>())
                    .add(layer.patch());
        Edt.run(() -> {
            positions.values().forEach(patches -> InPlace.write(imp, patches));
            layers.forEach(layer -> imp.getOverlay().remove(layer.roi()));
            layers.forEach(layer -> Titles.disclose(imp, layer.provenance()));
            imp.updateAndDraw();
        });
        return imp;
    }

    /** Writes layers into an image that nobody shows or undoes. */
    static void write(final ImagePlus imp, final List<Layer> layers) {
        for (final Layer layer : layers) {
            final Patch patch = layer.patch();
            patch.write(Source.planes(imp, patch.z(), patch.t()), imp.getWidth(), imp.getHeight());
            imp.getOverlay().remove(layer.roi());
            Titles.disclose(imp, layer.provenance());
        }
        if (imp.getOverlay() != null && imp.getOverlay().size() == 0)
            imp.setOverlay(null);
    }
}
