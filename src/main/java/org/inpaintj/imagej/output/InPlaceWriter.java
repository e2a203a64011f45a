package org.inpaintj.imagej.output;

import java.util.List;
import java.util.Map;

import ij.CompositeImage;
import ij.IJ;
import ij.ImagePlus;
import ij.Undo;

import org.inpaintj.core.InpaintException;
import org.inpaintj.engine.Request.Target;
import org.inpaintj.imagej.image.ImageJTypes;
import org.inpaintj.imagej.image.ImageSource;
import org.inpaintj.imagej.image.StackPosition;
import org.inpaintj.imagej.image.TargetCheck;
import org.inpaintj.inpaint.Patch;

/**
 * This writer puts patches into the samples of an image so that Edit > Undo takes them back. ImageJ remembers the shown
 * plane, or all of a multi-channel image if that has at most 200 MB; beyond that there is no undo.
 */
public final class InPlaceWriter {

    private static final long MOST_REMEMBERED = 209715200;

    private InPlaceWriter() {}

    /**
     * On the event thread.
     *
     * @param patches in the order to be written
     * @throws InpaintException if the image is a virtual stack
     */
    public static void write(final ImagePlus imp, final Map<StackPosition, List<Patch>> patches) {
        TargetCheck.check(imp, Target.INPLACE);
        if (imp.getNChannels() > 1)
            rememberAll(imp);
        patches.forEach((position, here) -> {
            if (imp.getNChannels() == 1) {
                position.show(imp);
                rememberShown(imp);
            }
            final List<Object> planes = ImageSource.planes(imp, position);
            for (final Patch patch : here)
                patch.write(planes, imp.getWidth(), imp.getHeight());
        });
        imp.changes = true;
        imp.updateAndDraw();
    }

    /** True if Edit > Undo will be able to take back what is written to one position. */
    public static boolean undoable(final ImagePlus imp) {
        return imp.getNChannels() > 1 ? (long) imp.getSizeInBytes() < MOST_REMEMBERED
                : planeBytes(imp) < free() / 2;
    }

    private static void rememberShown(final ImagePlus imp) {
        if (!undoable(imp)) {
            imp.getProcessor().setSnapshotPixels(null);
            Undo.setup(Undo.NOTHING, imp);
            return;
        }
        imp.getProcessor().snapshot();
        Undo.setup(Undo.FILTER, imp);
        // together with the samples, undo brings back a layer that was accepted
        Undo.saveOverlay(imp);
    }

    private static void rememberAll(final ImagePlus imp) {
        final int mode = imp.getDisplayMode();
        if (imp instanceof CompositeImage composite && mode != IJ.COMPOSITE) {
            // ImageJ remembers all channels in this mode only
            composite.setMode(IJ.COMPOSITE);
            Undo.setup(Undo.TRANSFORM, imp);
            composite.setMode(mode);
        } else
            Undo.setup(Undo.TRANSFORM, imp);
    }

    private static long planeBytes(final ImagePlus imp) {
        return (long) ImageJTypes.of(imp).bytes() * imp.getWidth() * imp.getHeight();
    }

    private static long free() {
        final Runtime java = Runtime.getRuntime();
        return java.maxMemory() - java.totalMemory() + java.freeMemory();
    }
}
