package org.inpaintj.imagej.job;

import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;

import ij.ImagePlus;
import ij.ImageStack;
import ij.WindowManager;

import org.inpaintj.engine.Request.Target;
import org.inpaintj.engine.Task;
import org.inpaintj.imagej.image.EventThread;
import org.inpaintj.imagej.image.ImageCopier;
import org.inpaintj.imagej.image.ImageSource;
import org.inpaintj.imagej.image.ImageTitles;
import org.inpaintj.imagej.image.StackPosition;
import org.inpaintj.imagej.layer.Layer;
import org.inpaintj.imagej.layer.LayerCodec;
import org.inpaintj.imagej.layer.LayerHistory;
import org.inpaintj.imagej.output.InPlaceWriter;
import org.inpaintj.imagej.output.LayerFlattener;
import org.inpaintj.imagej.output.SliceInserter;
import org.inpaintj.imagej.sketch.PaintLayer;
import org.inpaintj.inpaint.Patch;

/** This class puts a result where the request wants it. */
public final class Delivery {

    private Delivery() {}

    /**
     * Adds the result to the image that was repainted if that is still open and of the same type, and makes a new image
     * otherwise, so that nothing is lost. The first candidate is shown; the others follow as hidden layers, or as
     * slices of their own. What lies below them is shown in any case: layers of their own, or written with each. What
     * was made from a prompt alone is a new image with a slice a candidate. Call it from any thread; once.
     *
     * @return the image that holds the result; a new one is not shown yet, see {@link #show}
     */
    public static ImagePlus deliver(final InpaintResult result) {
        if (result.job().task() == Task.TEXT_TO_IMAGE)
            return stack(result);
        final Target target = result.job().request().target();
        final List<Patch> patches = result.candidates();
        // compressed here, on the caller's thread
        final Map<Patch, Map<String, String>> properties = new IdentityHashMap<>();
        if (target == Target.LAYER)
            result.below().forEach(patch -> properties.put(patch, LayerCodec.pack(patch)));
        for (int k = target == Target.LAYER ? 0 : 1; k < patches.size() && target != Target.SLICE; k++)
            properties.put(patches.get(k), LayerCodec.pack(patches.get(k)));
        final ImagePlus[] out = new ImagePlus[1];
        EventThread.run(() -> out[0] = deliver(result, target, properties));
        return out[0] != null ? out[0] : newImage(result, properties);
    }

    /**
     * Shows a new image on a thread that jobs share. In batch mode and without a user interface it is registered only,
     * and does not become the current image of that thread, where later jobs would mistake it for the user's.
     */
    public static void show(final ImagePlus imp) {
        imp.show();
        WindowManager.setTempCurrentImage(null);
    }

    /** To the image that was repainted; null if it must be a new one. */
    private static ImagePlus deliver(final InpaintResult result, final Target target,
            final Map<Patch, Map<String, String>> properties) {
        final ImageSource source = result.job().source();
        final StackPosition position = source.find();
        if (position == null || target == Target.IMAGE)
            return null;
        final ImagePlus imp = source.image();
        final Patch first = result.candidates().get(0);
        switch (target) {
            case SLICE -> SliceInserter.insert(imp, position, result.below(), result.candidates());
            case INPLACE -> {
                final List<Patch> written = new ArrayList<>(result.below());
                written.add(first);
                InPlaceWriter.write(imp, Map.of(position, written));
                PaintLayer.hide(imp, position);
                written.forEach(patch -> ImageTitles.disclose(imp, patch.provenance()));
                addOthers(imp, position, result.candidates(), properties);
            }
            default -> {
                LayerHistory.step(imp, () -> {
                    result.below().forEach(patch -> Layer.add(imp, patch, properties.get(patch), position, true));
                    addOthers(imp, position, result.candidates(), properties);
                    Layer.add(imp, first, properties.get(first), position, true);
                });
            }
        }
        return imp;
    }

    /** An image of its own, each candidate a slice. */
    private static ImagePlus stack(final InpaintResult result) {
        final ImageSource source = result.job().source();
        final ImageStack stack = new ImageStack(source.bounds().width(), source.bounds().height());
        for (final Patch patch : result.candidates()) {
            final Object plane = source.type().copy(source.planes().get(0));
            patch.write(List.of(plane), stack.getWidth(), stack.getHeight());
            stack.addSlice("seed " + patch.provenance().seed(), plane);
        }
        final ImagePlus out = new ImagePlus(source.title(), stack);
        result.candidates().forEach(patch -> ImageTitles.disclose(out, patch.provenance()));
        return out;
    }

    /** All candidates but the first, hidden, the last at the bottom. */
    private static void addOthers(final ImagePlus imp, final StackPosition position, final List<Patch> patches,
            final Map<Patch, Map<String, String>> properties) {
        for (int k = patches.size() - 1; k > 0; k--)
            Layer.add(imp, patches.get(k), properties.computeIfAbsent(patches.get(k), LayerCodec::pack), position,
                    false);
    }

    private static ImagePlus newImage(final InpaintResult result, final Map<Patch, Map<String, String>> properties) {
        final InpaintJob job = result.job();
        final ImageSource source = job.source();
        final StackPosition found = source.find();
        final String title = ImageTitles.inpainted(source.title());
        final boolean alone = found == null || source.isVirtual();
        final ImagePlus out = alone ? source.toImage(title) : ImageCopier.of(source.image(), title);
        final StackPosition position = alone ? new StackPosition(1, 1) : found;
        if (alone)
            job.seen().forEach(patch -> write(out, position, patch));
        else {
            LayerFlattener.write(out);
            result.below().forEach(patch -> write(out, position, patch));
        }
        write(out, position, result.candidates().get(0));
        PaintLayer.hide(out, position);
        addOthers(out, position, result.candidates(), properties);
        out.updateAndDraw();
        return out;
    }

    private static void write(final ImagePlus imp, final StackPosition position, final Patch patch) {
        patch.write(ImageSource.planes(imp, position), imp.getWidth(), imp.getHeight());
        ImageTitles.disclose(imp, patch.provenance());
    }
}
