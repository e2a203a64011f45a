package org.inpaintj.imagej.roi;

import java.awt.geom.Rectangle2D;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import ij.ImagePlus;
import ij.gui.PointRoi;
import ij.gui.Roi;
import ij.process.FloatPolygon;

import org.inpaintj.core.Box;
import org.inpaintj.core.InpaintException;
import org.inpaintj.raster.DistanceTransform;
import org.inpaintj.raster.Mask;
import org.inpaintj.segment.BoundingBox;
import org.inpaintj.segment.SegmentPrompt;
import org.inpaintj.segment.sam.ImageEmbedding;
import org.inpaintj.segment.sam.Segmenter;

/**
 * This prompt is what a selection says about the object that is meant:
 * <ul>
 * <li>a rectangle is a box around it;
 * <li>points lie on it; those of a multi-point selection that are counted by another counter than 0 lie beside it;
 * <li>a line, straight or not, lies on it from end to end: its corners are points on it, or points along it;
 * <li>any other area is a rough outline: a box around it, and its shape for models that take one, else its innermost
 * point.
 * </ul>
 *
 * @param points clicks, as {@link SegmentPrompt} counts
 * @param box    around the object
 * @param shape  roughly the object; empty if nothing is known of it
 */
public record RoiPrompt(List<SegmentPrompt.Point> points, Optional<BoundingBox> box, Optional<Mask> shape) {

    /** Points along a line, at most. */
    private static final int ALONG = 12;

    /** @throws InpaintException if there is no selection, or none of it lies in the image */
    public static RoiPrompt of(final ImagePlus imp) {
        // explains what is wrong with the selection, if something is
        final Mask mask = RoiToMask.of(imp);
        final Roi roi = imp.getRoi();
        if (roi instanceof PointRoi clicks)
            return new RoiPrompt(clicks(clicks, imp), Optional.empty(), Optional.empty());
        if (!roi.isArea())
            return new RoiPrompt(along(roi, imp), Optional.empty(), Optional.empty());
        if (roi.getType() == Roi.RECTANGLE && roi.getCornerDiameter() == 0) {
            final Rectangle2D.Double r = roi.getFloatBounds();
            return new RoiPrompt(List.of(), Optional.of(new BoundingBox(Math.max(0, r.x), Math.max(0, r.y),
                    Math.min(imp.getWidth(), r.x + r.width), Math.min(imp.getHeight(), r.y + r.height))),
                    Optional.empty());
        }
        return new RoiPrompt(List.of(), Optional.of(BoundingBox.of(mask.bounds())), Optional.of(mask));
    }

    /** For an embedding of the whole image. */
    public SegmentPrompt prompt(final Segmenter segmenter, final ImageEmbedding embedding) {
        if (shape.isEmpty())
            return new SegmentPrompt(points, box, Optional.empty());
        return segmenter.model().takesMasks()
                ? new SegmentPrompt(points, box, Optional.of(segmenter.logits(embedding, shape.get())))
                : new SegmentPrompt(List.of(innermost(shape.get())), box, Optional.empty());
    }

    private static List<SegmentPrompt.Point> clicks(final PointRoi roi, final ImagePlus imp) {
        final FloatPolygon p = roi.getFloatPolygon();
        final List<SegmentPrompt.Point> out = new ArrayList<>();
        for (int i = 0; i < p.npoints; i++) {
            final int position = roi.getPointPosition(i);
            if (position == 0 || position == imp.getCurrentSlice())
                add(out, p.xpoints[i], p.ypoints[i], roi.getCounter(i) == 0, imp);
        }
        if (out.stream().noneMatch(SegmentPrompt.Point::include))
            throw new InpaintException("All points are counted by another counter than 0, so they all lie beside "
                    + "the object: set at least one point on it with counter 0.");
        return out;
    }

    private static List<SegmentPrompt.Point> along(final Roi roi, final ImagePlus imp) {
        final FloatPolygon p = roi.getType() == Roi.FREELINE ? roi.getInterpolatedPolygon(1, true)
                : roi.getFloatPolygon();
        final int count = Math.min(ALONG, p.npoints);
        final List<SegmentPrompt.Point> out = new ArrayList<>();
        for (int k = 0; k < count; k++) {
            final int i = count == 1 ? 0 : Math.round((float) k * (p.npoints - 1) / (count - 1));
            add(out, p.xpoints[i], p.ypoints[i], true, imp);
        }
        if (out.isEmpty())
            throw new InpaintException("No corner of the line lies in '" + imp.getTitle()
                    + "': draw it inside the image.");
        return out;
    }

    /** The pixel that a place of a selection lies in; none outside the image. */
    private static void add(final List<SegmentPrompt.Point> out, final float x, final float y, final boolean include,
            final ImagePlus imp) {
        final double column = Math.floor(x), row = Math.floor(y);
        if (column >= 0 && row >= 0 && column < imp.getWidth() && row < imp.getHeight())
            out.add(new SegmentPrompt.Point(column, row, include));
    }

    /** The pixel of a mask that is farthest from its outline. */
    private static SegmentPrompt.Point innermost(final Mask mask) {
        final Box box = mask.bounds().grow(1);
        final float[] values = mask.over(box).values();
        final float[] depth = DistanceTransform.to(i -> values[i] < 0.5f, box.width(), box.height()).values();
        int deepest = 0;
        for (int i = 0; i < depth.length; i++)
            if (depth[i] > depth[deepest])
                deepest = i;
        return new SegmentPrompt.Point(box.x() + deepest % box.width(), box.y() + deepest / box.width(), true);
    }
}
