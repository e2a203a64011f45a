package org.inpaintj.ui;

import java.awt.EventQueue;
import java.awt.image.BufferedImage;
import java.awt.image.DataBufferInt;

import net.imglib2.RandomAccessibleInterval;
import net.imglib2.type.numeric.real.FloatType;

import ij.ImagePlus;
import ij.gui.ImageCanvas;
import ij.gui.ImageRoi;
import ij.gui.Overlay;

import org.inpaintj.inpaint.samples.Planes;

/**
 * A preview shows the intermediate result over the image while a job runs. It lives in the list that the canvas paints
 * above the image's own overlay, so that it never becomes a part of the user's overlay, of a mask or of a saved file.
 * Where the ROI Manager uses that list, there is no preview.
 */
public final class ResultPreview {

    private final ImagePlus image;
    private final OverlayLabels labels = new OverlayLabels();
    private Overlay shown;
    private boolean over;

    ResultPreview(final ImagePlus image) {
        this.image = image;
    }

    /**
     * Called on the worker thread.
     *
     * @param pixels as {@link org.inpaintj.imagej.job.InpaintJob#paint} offers them
     */
    void show(final RandomAccessibleInterval<FloatType> pixels) {
        if (image.getCanvas() == null)
            return;
        final ImageRoi roi = roi(pixels);
        EventQueue.invokeLater(() -> put(new Overlay(roi)));
    }

    /**
     * A picture for the list of the canvas.
     *
     * @param pixels as in {@link #show}
     */
    public static ImageRoi roi(final RandomAccessibleInterval<FloatType> pixels) {
        final int x = (int) pixels.min(0), y = (int) pixels.min(1);
        final BufferedImage picture = new BufferedImage((int) pixels.dimension(0), (int) pixels.dimension(1),
                BufferedImage.TYPE_INT_ARGB);
        final int[] argb = Planes.argb(pixels);
        System.arraycopy(argb, 0, ((DataBufferInt) picture.getRaster().getDataBuffer()).getData(), 0, argb.length);
        final ImageRoi roi = new ImageRoi(x, y, picture);
        // ImageJ saves the list of the canvas with an image that has no overlay, unless it is a single cursor.
        roi.setIsCursor(true);
        return roi;
    }

    private void put(final Overlay overlay) {
        final ImageCanvas canvas = image.getCanvas();
        if (canvas == null || over || canvas.getShowAllList() != shown)
            return;
        if (shown == null)
            labels.keep(image);
        shown = overlay;
        canvas.setShowAllList(overlay);
        canvas.repaint();
    }

    /** Takes the preview away; none can come back. Called on any thread. */
    void clear() {
        if (!EventQueue.isDispatchThread()) {
            EventQueue.invokeLater(this::clear);
            return;
        }
        over = true;
        final ImageCanvas canvas = image.getCanvas();
        if (canvas != null && shown != null && canvas.getShowAllList() == shown) {
            canvas.setShowAllList(null);
            canvas.repaint();
        }
        labels.restore(image);
        shown = null;
    }
}
