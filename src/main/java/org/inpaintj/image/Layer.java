package org.inpaintj.image;

import java.util.ArrayList;
import java.util.List;

import org.inpaintj.engine.InpaintException;

import ij.ImagePlus;
import ij.Undo;
import ij.gui.ImageRoi;
import ij.gui.Overlay;
import ij.gui.Roi;
import ij.process.ColorProcessor;

/**
 * A result that lies over the image and changes none of its samples: an {@link ImageRoi} of the overlay, transparent
 * where nothing was painted, whose properties hold the exact samples, the selection and the {@link Provenance}. They
 * survive duplicating the image and saving it as TIFF. What is drawn is only a rendering.
 * <p>
 * The methods that change something do so on the event thread if there is a user interface.
 */
public final class Layer {

    private final ImagePlus imp;
    private final ImageRoi roi;
    private Patch patch;

    private Layer(final ImagePlus imp, final ImageRoi roi) {
        this.imp = imp;
        this.roi = roi;
    }

    /** The layers of an image, from the bottom to the top; those of all positions of a stack. */
    public static List<Layer> of(final ImagePlus imp) {
        final List<Layer> layers = new ArrayList<>();
        final Overlay overlay = imp.getOverlay();
        if (overlay != null)
            for (final Roi roi : overlay.toArray())
                if (roi instanceof ImageRoi element && Packing.isLayer(roi))
                    layers.add(new Layer(imp, element));
        return layers;
    }

    /** An element for a patch, not yet on any image. */
    static ImageRoi element(final ImagePlus imp, final Patch patch, final boolean visible) {
        final ColorProcessor picture = Display.render(imp, patch.samples(), patch.painted());
        final ImageRoi roi = new ImageRoi(patch.box().x(), patch.box().y(), picture);
        roi.setZeroTransparent(true);
        roi.setOpacity(visible ? 1 : 0);
        Packing.pack(patch, roi);
        roi.setName("InpaintJ " + patch.provenance().engine() + ", seed " + patch.provenance().seed());
        Position.set(roi, imp, patch.z(), patch.t());
        return roi;
    }

    /** The overlay element. */
    public ImageRoi roi() {
        return roi;
    }

    /** The engine and the seed, for lists. */
    public String title() {
        final Provenance p = provenance();
        return p.engine() + ", seed " + p.seed();
    }

    /** Slice and frame, 1-based. */
    public int[] position() {
        return Position.of(roi, imp);
    }

    /** @throws InpaintException if the properties are damaged */
    public Provenance provenance() {
        return Packing.provenance(roi);
    }

    /**
     * The exact samples, where the layer is now.
     *
     * @throws InpaintException if the properties are damaged
     */
    public Patch patch() {
        final int[] zt = position();
        if (patch == null)
            patch = Packing.unpack(roi, zt[0], zt[1]);
        return patch = patch.at(roi.getBounds().x, roi.getBounds().y, zt[0], zt[1]);
    }

    /** The macro line that makes it again from the same selection. */
    public String macro() {
        return provenance().macro();
    }

    public boolean visible() {
        return roi.getOpacity() > 0;
    }

    /** Shows the layer, rendered as the image is displayed now. */
    public void show() {
        Edt.run(() -> {
            final Patch p = patch();
            if (fits(p))
                roi.setProcessor(Display.render(imp, p.samples(), p.painted()));
            roi.setOpacity(1);
            imp.draw();
        });
    }

    public void hide() {
        Edt.run(() -> {
            roi.setOpacity(0);
            imp.draw();
        });
    }

    /** Takes the layer off the image; Edit > Undo brings it back. */
    public void discard() {
        Edt.run(() -> {
            Undo.setup(Undo.OVERLAY, imp);
            imp.getOverlay().remove(roi);
            imp.changes = true;
            imp.draw();
        });
    }

    /**
     * Writes the exact samples into the image and takes the layer off; undoable.
     *
     * @throws InpaintException if the image is a virtual stack or of another type than the layer
     */
    public void accept() {
        final Patch p = patch();
        if (!fits(p))
            throw new InpaintException("The layer was made for another type of image than '" + imp.getTitle()
                    + "' now is: convert the image back.");
        Edt.run(() -> {
            InPlace.write(imp, List.of(p));
            imp.getOverlay().remove(roi);
            imp.draw();
        });
    }

    /** True if the samples are of the image's type. */
    boolean fits(final Patch p) {
        return p.samples().depth() == Depth.of(imp) && p.samples().planes().size() == imp.getNChannels();
    }
}
