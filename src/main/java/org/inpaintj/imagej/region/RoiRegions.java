package org.inpaintj.imagej.region;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

import ij.ImagePlus;
import ij.gui.ImageRoi;
import ij.gui.Roi;
import ij.gui.TextRoi;
import ij.plugin.frame.RoiManager;

import org.inpaintj.core.InpaintException;
import org.inpaintj.imagej.image.StackPosition;
import org.inpaintj.imagej.roi.MaskToRoi;
import org.inpaintj.imagej.roi.RoiToMask;
import org.inpaintj.raster.ConnectedComponents;
import org.inpaintj.raster.Mask;
import org.inpaintj.repair.Region;

/** This source makes regions of ImageJ's selections, which are only read. */
public final class RoiRegions {

    private RoiRegions() {}

    /**
     * The parts of the image's selection that do not touch, not even at corners.
     *
     * @throws InpaintException if nothing is selected
     */
    public static List<Region> selection(final ImagePlus imp) {
        final Mask mask = RoiToMask.of(imp);
        final String name = imp.getRoi().getName();
        return ConnectedComponents.parts(mask).stream()
                .map(part -> Region.of(name == null ? "" : name, 1, part)).toList();
    }

    /**
     * The selections of the overlay at the position shown, without images and texts.
     *
     * @throws InpaintException if there are none
     */
    public static List<Region> overlay(final ImagePlus imp) {
        final List<Region> regions = of(imp.getOverlay() == null ? new Roi[0] : imp.getOverlay().toArray(), imp);
        if (regions.isEmpty())
            throw new InpaintException("The overlay of '" + imp.getTitle()
                    + "' holds no selection at the position shown: add "
                    + "one with Image > Overlay > Add Selection, or name another source.");
        return regions;
    }

    /**
     * The selections of the ROI Manager that lie at the position shown or at all.
     *
     * @throws InpaintException if there are none
     */
    public static List<Region> manager(final ImagePlus imp) {
        final RoiManager manager = RoiManager.getInstance2();
        final List<Region> regions = of(manager == null ? new Roi[0] : manager.getRoisAsArray(), imp);
        if (regions.isEmpty())
            throw new InpaintException("The ROI Manager holds no selection for the position of '" + imp.getTitle()
                    + "' that is shown: add one, or name another source.");
        return regions;
    }

    private static List<Region> of(final Roi[] rois, final ImagePlus imp) {
        final List<Region> regions = new ArrayList<>();
        final StackPosition shown = StackPosition.shown(imp);
        for (final Roi roi : Arrays.asList(rois)) {
            if (roi instanceof ImageRoi || roi instanceof TextRoi || !StackPosition.of(imp, roi).equals(shown))
                continue;
            final Mask mask = MaskToRoi.mask(roi, imp);
            if (!mask.isEmpty())
                regions.add(region(roi, mask));
        }
        return regions;
    }

    /** With the phrase and the score that a detector gave it, or its name. */
    private static Region region(final Roi roi, final Mask mask) {
        final List<SelectionProvenance> records = SelectionProvenance.of(roi);
        if (records.size() == 1 && !records.get(0).phrase().isEmpty())
            return Region.of(records.get(0).phrase(), records.get(0).found(), mask);
        return Region.of(roi.getName() == null ? "" : roi.getName(), 1, mask);
    }
}
