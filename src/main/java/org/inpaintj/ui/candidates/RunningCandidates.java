package org.inpaintj.ui.candidates;

import java.awt.Image;
import java.util.ArrayList;
import java.util.List;

import javax.swing.ImageIcon;

import ij.ImagePlus;
import ij.gui.ImageCanvas;
import ij.gui.ImageRoi;
import ij.gui.Overlay;

import org.inpaintj.language.Translation;
import org.inpaintj.ui.OverlayLabels;
import org.inpaintj.ui.ResultPreview;
import org.inpaintj.ui.run.FinishedCandidate;
import org.inpaintj.ui.run.PaintRun;

/**
 * Candidates that are finished while others of their run are painted. One of them can be looked at in the image; then
 * it stands in the list of the canvas, as the preview of the job does. On the event thread.
 */
final class RunningCandidates {

    private final List<Running> all = new ArrayList<>();
    /** Null where there are none. */
    private PaintRun run;
    private ImagePlus image;
    private final OverlayLabels labels = new OverlayLabels();
    private Overlay shown;
    /** The preview of the job, which comes back. */
    private Overlay before;
    private int looked = -1;

    /**
     * A candidate to be looked at.
     *
     * @param roi  what is laid over the image
     * @param icon the same, small
     */
    record Running(FinishedCandidate made, ImageRoi roi, ImageIcon icon) {

        /** Draws it, which takes a while where it is large: not on the event thread. */
        static Running of(final FinishedCandidate made) {
            final ImageRoi roi = ResultPreview.roi(made.picture());
            final Image picture = roi.getProcessor().getBufferedImage();
            final double scale = (double) CandidateTile.side()
                    / Math.max(picture.getWidth(null), picture.getHeight(null));
            return new Running(made, roi, new ImageIcon(picture.getScaledInstance(
                    Math.max(1, (int) (picture.getWidth(null) * scale)),
                    Math.max(1, (int) (picture.getHeight(null) * scale)), Image.SCALE_SMOOTH)));
        }
    }

    /** Adds one, once however often it is told of. */
    void add(final PaintRun of, final ImagePlus on, final Running drawn) {
        if (run != of)
            clear();
        run = of;
        image = on;
        if (all.stream().noneMatch(running -> running.made == drawn.made))
            all.add(drawn);
    }

    int size() {
        return all.size();
    }

    CandidateRow.Look look(final int place) {
        final Running running = all.get(place);
        return new CandidateRow.Look(Translation.of("{0}: seed {1}", running.made.number(),
                running.made.seed()), running.icon, place == looked, place == looked);
    }

    /** Shows one in the image; the one that is shown goes. */
    void toggle(final int place) {
        final int next = place == looked ? -1 : place;
        hide(true);
        final ImageCanvas canvas = image.getCanvas();
        if (next < 0 || canvas == null)
            return;
        looked = next;
        before = canvas.getShowAllList();
        labels.keep(image);
        shown = new Overlay(all.get(next).roi);
        canvas.setShowAllList(shown);
        canvas.repaint();
    }

    /** Takes it off the image. */
    void hide(final boolean running) {
        final ImageCanvas canvas = image == null ? null : image.getCanvas();
        if (canvas != null && shown != null && canvas.getShowAllList() == shown) {
            canvas.setShowAllList(running ? before : null);
            labels.restore(image);
            canvas.repaint();
        }
        shown = null;
        before = null;
        looked = -1;
    }

    /** Forgets all, if they are of a run that has ended; others may have been cancelled while they waited. */
    void end(final PaintRun ended) {
        if (run == ended)
            clear();
    }

    /** Forgets all. */
    void clear() {
        hide(false);
        all.clear();
        run = null;
        image = null;
    }
}
