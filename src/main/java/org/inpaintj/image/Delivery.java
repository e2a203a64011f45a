package org.inpaintj.image;

import java.util.List;

import org.inpaintj.engine.Request.Target;

import ij.IJ;
import ij.ImagePlus;
import ij.Undo;
import ij.WindowManager;
import ij.gui.Overlay;

/** Puts a painting where the request wants it. */
public final class Delivery {

    private Delivery() {}

    /**
     * Adds the result to the captured image if that is still open and of the same type, and makes a new image
     * otherwise, so that nothing is lost. The first candidate is shown; the others follow as hidden layers, or as
     * slices of their own. Call it from any thread; once.
     *
     * @return the image that holds the result; a new one is not shown yet, see {@link #show}
     */
    public static ImagePlus deliver(final Painting painting) {
        final Source source = painting.capture().source();
        final Target target = painting.capture().request().target();
        final int[] place = source.find();
        if (place == null || target == Target.IMAGE)
            return newImage(painting, place);
        final ImagePlus imp = source.image();
        final List<Patch> patches = painting.candidates().stream()
                .map(p -> p.at(p.box().x(), p.box().y(), place[0], place[1])).toList();
        Edt.run(() -> {
            switch (target) {
                case SLICE -> NewSlice.insert(imp, patches);
                case INPLACE -> {
                    InPlace.write(imp, patches.subList(0, 1));
                    Titles.disclose(imp, patches.get(0).provenance());
                    addHidden(imp, patches.subList(1, patches.size()));
                }
                default -> addLayers(imp, patches);
            }
        });
        return imp;
    }

    /**
     * Shows a new image. In batch mode and without a user interface it is registered only, and does not become the
     * current image of the calling thread, where later commands would mistake it for the user's.
     */
    public static void show(final ImagePlus imp) {
        imp.show();
        if (IJ.getInstance() == null || !imp.isVisible())
            WindowManager.setTempCurrentImage(null);
    }

    /** @param place z and t of the source as it is now, or null if it is gone */
    private static ImagePlus newImage(final Painting painting, final int[] place) {
        final Source source = painting.capture().source();
        final List<Patch> patches = painting.candidates();
        final String title = Titles.inpainted(source.title());
        final ImagePlus out;
        final int[] zt;
        if (place == null || source.isVirtual()) {
            out = source.toImage(title);
            zt = new int[] { 1, 1 };
        } else {
            out = Copies.of(source.image(), title);
            zt = place;
        }
        Flatten.write(out, Layer.of(out).stream().filter(Layer::visible).toList());
        final List<Patch> moved = patches.stream().map(p -> p.at(p.box().x(), p.box().y(), zt[0], zt[1])).toList();
        moved.get(0).write(Source.planes(out, zt[0], zt[1]), out.getWidth(), out.getHeight());
        Titles.disclose(out, moved.get(0).provenance());
        addHidden(out, moved.subList(1, moved.size()));
        return out;
    }

    /** The first candidate visible and on top, so that one Edit > Undo takes it off. */
    private static void addLayers(final ImagePlus imp, final List<Patch> patches) {
        Undo.setup(Undo.OVERLAY_ADDITION, imp);
        addHidden(imp, patches.subList(1, patches.size()));
        add(imp, patches.get(0), true);
    }

    /** The last candidate at the bottom. */
    private static void addHidden(final ImagePlus imp, final List<Patch> patches) {
        for (int i = patches.size() - 1; i >= 0; i--)
            add(imp, patches.get(i), false);
    }

    private static void add(final ImagePlus imp, final Patch patch, final boolean visible) {
        final Overlay overlay = imp.getOverlay() == null ? new Overlay() : imp.getOverlay();
        overlay.add(Layer.element(imp, patch, visible));
        imp.setOverlay(overlay);
        imp.changes = true;
    }
}
