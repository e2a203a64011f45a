package org.inpaintj.ui.run;

import java.util.Map;
import java.util.Optional;

import ij.gui.Roi;

import org.inpaintj.imagej.job.PaintJob;

/** A run that paints. */
public final class PaintRun extends CommandRun {

    private final PaintJob<?> paint;

    /**
     * @param paint what is painted: its request, its image
     * @see CommandRun
     */
    public PaintRun(final String command, final Map<String, String> keys, final PaintJob<?> paint,
            final Optional<Roi> selection, final boolean interactive) {
        super(command, keys, paint.image(), selection, interactive);
        this.paint = paint;
    }

    /** Of a job as it is now. */
    public static PaintRun of(final String command, final Map<String, String> keys, final PaintJob<?> paint,
            final boolean interactive) {
        return new PaintRun(command, keys, paint, selected(paint.image()), interactive);
    }

    public PaintJob<?> paint() {
        return paint;
    }

    @Override
    public String engine() {
        return paint.engineName();
    }

    @Override
    public String model() {
        return paint.request().model();
    }
}
