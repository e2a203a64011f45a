package org.inpaintj.ui.form;

import java.awt.Color;
import java.awt.EventQueue;
import java.util.Optional;

import ij.ImagePlus;
import ij.gui.ImageCanvas;
import ij.gui.Overlay;
import ij.gui.Roi;

import org.inpaintj.core.Box;
import org.inpaintj.imagej.roi.MaskToRoi;
import org.inpaintj.raster.Mask;
import org.inpaintj.ui.OverlayLabels;

/**
 * The outline of what a model will see of an image, while a dialog asks for it. It lives in the list that the canvas
 * paints above the image's own overlay, so that it never becomes a part of the user's overlay or of a saved file, and
 * does not mark the image as changed. Where the ROI Manager or a running job uses that list, there is no outline.
 */
final class RegionOutline implements AutoCloseable {

    private static final Color COLOUR = new Color(0xff, 0x99, 0x00);

    /** Null where there is none. */
    private final ImagePlus image;
    private final OverlayLabels labels = new OverlayLabels();
    private Overlay shown;
    private boolean closed;

    RegionOutline(final ImagePlus image) {
        this.image = image;
    }

    /**
     * Draws the outline of a region, in pixels of the image, or of what was found in it, or none. On any thread.
     *
     * @param found comes before the region
     */
    void show(final Optional<Box> region, final Optional<Mask> found) {
        final Optional<Roi> outline = found.flatMap(MaskToRoi::of)
                .or(() -> region.map(box -> new Roi(box.x(), box.y(), box.width(), box.height())));
        EventQueue.invokeLater(() -> put(outline.map(RegionOutline::overlay).orElse(null)));
    }

    private static Overlay overlay(final Roi roi) {
        roi.setStrokeColor(COLOUR);
        // ImageJ saves the list of the canvas with an image that has no overlay, unless it is a single cursor
        roi.setIsCursor(true);
        return new Overlay(roi);
    }

    private void put(final Overlay overlay) {
        final ImageCanvas canvas = image == null ? null : image.getCanvas();
        if (canvas == null || canvas.getShowAllList() != shown || closed && overlay != null)
            return;
        if (shown == null)
            labels.keep(image);
        shown = overlay;
        canvas.setShowAllList(overlay);
        if (overlay == null)
            labels.restore(image);
        canvas.repaint();
    }

    /** Takes the outline away; none can come back. On any thread. */
    @Override
    public void close() {
        EventQueue.invokeLater(() -> {
            closed = true;
            put(null);
        });
    }
}
