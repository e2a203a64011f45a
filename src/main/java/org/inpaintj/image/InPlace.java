package org.inpaintj.image;

import java.util.List;

import org.inpaintj.engine.InpaintException;
import org.inpaintj.engine.Request.Target;

import ij.CompositeImage;
import ij.IJ;
import ij.ImagePlus;
import ij.Undo;
import ij.process.ImageProcessor;

/**
 * Writes patches into the samples of an image so that Edit > Undo takes them back. ImageJ remembers one plane, or a
 * composite as a whole up to 200 MB; beyond that there is no undo.
 */
final class InPlace {

    private InPlace() {}

    /**
     * @param patches all of one position, in the order to be written
     * @throws InpaintException if the image is a virtual stack
     */
    static void write(final ImagePlus imp, final List<Patch> patches) {
        Targets.check(imp, Target.INPLACE);
        final int z = patches.get(0).z(), t = patches.get(0).t();
        if (imp.getSlice() != z || imp.getFrame() != t)
            // ImageJ undoes on the plane that is shown only
            imp.setPosition(imp.getChannel(), z, t);
        remember(imp);
        final List<Object> planes = Source.planes(imp, z, t);
        for (final Patch patch : patches)
            patch.write(planes, imp.getWidth(), imp.getHeight());
        imp.changes = true;
        imp.updateAndDraw();
    }

    private static void remember(final ImagePlus imp) {
        if (imp.getNChannels() == 1) {
            final ImageProcessor ip = imp.getProcessor();
            ip.snapshot();
            Undo.setup(Undo.FILTER, imp);
            // together with the samples, undo brings back a layer that was accepted
            Undo.saveOverlay(imp);
            return;
        }
        final int mode = imp.getDisplayMode();
        if (imp instanceof CompositeImage composite && mode != IJ.COMPOSITE) {
            // ImageJ remembers all channels in this mode only
            composite.setMode(IJ.COMPOSITE);
            Undo.setup(Undo.TRANSFORM, imp);
            composite.setMode(mode);
        } else
            Undo.setup(Undo.TRANSFORM, imp);
    }
}
