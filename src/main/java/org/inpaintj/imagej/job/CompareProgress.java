package org.inpaintj.imagej.job;

import org.inpaintj.core.Progress;
import org.inpaintj.inpaint.ForwardingProgress;

/**
 * This progress shows the cells of a grid as one piece of work: their steps are counted through, those to come presumed
 * as long as the one at hand. A cell is finished even if the user is content with what there is, for a label must not
 * promise what was not run.
 */
final class CompareProgress extends ForwardingProgress {

    private final int cells;
    private String cell = "";
    private int done;
    private int before;
    private int length;

    /** @param cells that run */
    CompareProgress(final Progress to, final int cells) {
        super(to);
        this.cells = cells;
    }

    /** @param title of the next cell */
    void begin(final String title) {
        cell = "Cell " + (done + 1) + " of " + cells + " (" + title + ")";
        length = 0;
        super.step(before, before + cells - done, cell);
    }

    void finished() {
        done++;
        before += Math.max(1, length);
        super.share((double) done / cells);
    }

    @Override
    public void step(final int step, final int total, final String what) {
        length = total;
        super.step(before + step, before + total * (cells - done), cell + (what.isEmpty() ? "" : ": " + what));
    }

    @Override
    public void share(final double ofCell) {
        super.share((done + ofCell) / cells);
    }

    @Override
    public boolean finishRequested() {
        return false;
    }
}
