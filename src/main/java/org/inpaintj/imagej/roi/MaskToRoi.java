package org.inpaintj.imagej.roi;

import java.util.Optional;

import ij.ImagePlus;
import ij.gui.Roi;
import ij.plugin.filter.ThresholdToSelection;
import ij.process.ByteProcessor;
import ij.process.ImageProcessor;

import org.inpaintj.core.Box;
import org.inpaintj.raster.Mask;

/**
 * This class goes between masks and ImageJ's selections, to the pixel: holes, several parts, single pixels and those
 * that touch at corners come back as they went in.
 */
public final class MaskToRoi {

    private MaskToRoi() {}

    /**
     * The selection of the pixels of at least one half: a rectangle or a polygon where that is exact, else a composite.
     *
     * @return a new selection in pixels of the image, or empty if there is no such pixel
     */
    public static Optional<Roi> of(final Mask mask) {
        final Mask m = mask.trim();
        final Box box = m.box();
        final ByteProcessor ip = new ByteProcessor(Math.max(1, box.width()), Math.max(1, box.height()));
        int count = 0;
        for (int i = 0; i < m.values().length; i++)
            if (m.values()[i] >= 0.5f) {
                ip.set(i, 255);
                count++;
            }
        if (count == 0)
            return Optional.empty();
        if (count == m.values().length)
            return Optional.of(new Roi(box.x(), box.y(), box.width(), box.height()));
        ip.setThreshold(255, 255, ImageProcessor.NO_LUT_UPDATE);
        final Roi roi = new ThresholdToSelection().convert(ip);
        roi.setLocation(box.x() + roi.getBounds().x, box.y() + roi.getBounds().y);
        return Optional.of(roi);
    }

    /**
     * What any selection covers of an image: areas as ImageJ fills them, lines as it draws them, points as one pixel
     * each.
     *
     * @param imp whose size and shown plane count
     */
    public static Mask mask(final Roi roi, final ImagePlus imp) {
        return RoiToMask.mask(roi, new Box(0, 0, imp.getWidth(), imp.getHeight()), imp.getCurrentSlice());
    }
}
