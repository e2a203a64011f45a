package org.inpaintj.image;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import org.inpaintj.engine.Request.Target;
import org.inpaintj.engine.Task;

import ij.IJ;
import ij.ImagePlus;
import ij.ImageStack;
import ij.Undo;
import ij.WindowManager;

/** Puts a painting where the request wants it. */
public final class Delivery {

    private Delivery() {}

    /**
     * Adds the result to the captured image if that is still open and of the same type, and makes a new image
     * otherwise, so that nothing is lost. The first candidate is shown; the others follow as hidden layers, or as
     * slices of their own. What was made from a prompt alone is a new image with a slice a candidate. Call it from any
     * thread; once.
     *
     * @return the image that holds the result; a new one is not shown yet, see {@link #show}
     */
    public static ImagePlus deliver(final Painting painting) {
        if (painting.capture().task() == Task.TEXT_TO_IMAGE)
            return stack(painting);
        final Target target = painting.capture().request().target();
        final List<Patch> patches = painting.candidates();
        final List<Map<String, String>> properties = new ArrayList<>();
        for (int k = 0; k < patches.size(); k++)
            // compressed here, on the caller's thread
            properties.add(target == Target.SLICE || target != Target.LAYER && k == 0 ? Map.of()
                    : Packing.pack(patches.get(k)));
        final ImagePlus[] out = new ImagePlus[1];
        Edt.run(() -> out[0] = deliver(painting.capture().source(), target, patches, properties));
        return out[0] != null ? out[0] : newImage(painting.capture(), patches, properties);
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

    /** To the captured image; null if it must be a new one. */
    private static ImagePlus deliver(final Source source, final Target target, final List<Patch> patches,
            final List<Map<String, String>> properties) {
        final Position position = source.find();
        if (position == null || target == Target.IMAGE)
            return null;
        final ImagePlus imp = source.image();
        switch (target) {
            case SLICE -> NewSlice.insert(imp, position, patches);
            case INPLACE -> {
                InPlace.write(imp, Map.of(position, List.of(patches.get(0))));
                Titles.disclose(imp, patches.get(0).provenance());
                addOthers(imp, position, patches, properties);
            }
            default -> {
                Undo.setup(Undo.OVERLAY_ADDITION, imp);
                addOthers(imp, position, patches, properties);
                // on top, so that one Edit > Undo takes it off
                Layer.add(imp, patches.get(0), properties.get(0), position, true);
            }
        }
        return imp;
    }

    /** An image of its own, each candidate a slice. */
    private static ImagePlus stack(final Painting painting) {
        final Source source = painting.capture().source();
        final ImageStack stack = new ImageStack(source.bounds().width(), source.bounds().height());
        for (final Patch patch : painting.candidates()) {
            final Object plane = source.depth().copy(source.planes().get(0));
            patch.write(List.of(plane), stack.getWidth(), stack.getHeight());
            stack.addSlice("seed " + patch.provenance().seed(), plane);
        }
        final ImagePlus out = new ImagePlus(source.title(), stack);
        painting.candidates().forEach(patch -> Titles.disclose(out, patch.provenance()));
        return out;
    }

    /** All candidates but the first, hidden, the last at the bottom. */
    private static void addOthers(final ImagePlus imp, final Position position, final List<Patch> patches,
            final List<Map<String, String>> properties) {
        for (int k = patches.size() - 1; k > 0; k--)
            Layer.add(imp, patches.get(k), properties.get(k).isEmpty() ? Packing.pack(patches.get(k))
                    : properties.get(k), position, false);
    }

    private static ImagePlus newImage(final Capture capture, final List<Patch> patches,
            final List<Map<String, String>> properties) {
        final Source source = capture.source();
        final Position found = source.find();
        final String title = Titles.inpainted(source.title());
        final boolean alone = found == null || source.isVirtual();
        final ImagePlus out = alone ? source.toImage(title) : Copies.of(source.image(), title);
        final Position position = alone ? new Position(1, 1) : found;
        if (alone)
            capture.seen().forEach(patch -> write(out, position, patch));
        else
            Flatten.write(out);
        write(out, position, patches.get(0));
        addOthers(out, position, patches, properties);
        out.updateAndDraw();
        return out;
    }

    private static void write(final ImagePlus imp, final Position position, final Patch patch) {
        patch.write(Source.planes(imp, position), imp.getWidth(), imp.getHeight());
        Titles.disclose(imp, patch.provenance());
    }
}
