package org.inpaintj.ui.run;

import java.util.Map;
import java.util.Optional;

import ij.gui.Roi;

import org.inpaintj.imagej.job.PaintJob;

/**
 * Something to be painted, as it was asked for.
 *
 * @param command     the label in the menu
 * @param keys        what the recorder writes for it: keys to texts, complete for making it again
 * @param paint       what is painted: its request, its image
 * @param selection   of the image when it was asked for, a copy
 * @param interactive whether a user asked for it at the screen, and not a macro or a script
 */
public record PaintRun(String command, Map<String, String> keys, PaintJob<?> paint, Optional<Roi> selection,
        boolean interactive) {

    public PaintRun {
        keys = Map.copyOf(keys);
    }

    /** Of a job as it is now. */
    public static PaintRun of(final String command, final Map<String, String> keys, final PaintJob<?> paint,
            final boolean interactive) {
        return new PaintRun(command, keys, paint, paint.image().map(image -> image.getRoi())
                .map(roi -> (Roi) roi.clone()), interactive);
    }
}
