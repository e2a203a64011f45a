package org.inpaintj.imagej.roi;

import java.awt.BasicStroke;
import java.awt.Point;
import java.awt.Rectangle;
import java.awt.geom.Path2D;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

import ij.ImagePlus;
import ij.gui.Line;
import ij.gui.PointRoi;
import ij.gui.Roi;
import ij.gui.ShapeRoi;
import ij.process.ByteProcessor;
import ij.process.FloatPolygon;
import ij.process.ImageProcessor;

import org.inpaintj.core.Box;
import org.inpaintj.core.InpaintException;
import org.inpaintj.inpaint.HeapCheck;
import org.inpaintj.raster.Mask;

/**
 * This class turns any selection of ImageJ into a mask: areas as ImageJ fills them, with their holes; lines as ImageJ
 * draws them, with their width; points as one pixel each. The soft edge of a {@link SoftSelection} counts. Overlays
 * are never looked at.
 */
public final class RoiToMask {

    private RoiToMask() {}

    /**
     * The mask of the image's selection, inside the image.
     *
     * @throws InpaintException if there is no selection, or none of it lies in the image
     */
    public static Mask of(final ImagePlus imp) {
        final Roi roi = imp.getRoi();
        if (roi == null)
            throw new InpaintException("Nothing is selected in '" + imp.getTitle()
                    + "': draw a selection around what is to be repainted.");
        final Box image = new Box(0, 0, imp.getWidth(), imp.getHeight());
        final Mask mask = mask(roi, image, imp.getCurrentSlice());
        if (mask.box().isEmpty() || mask.isEmpty())
            throw new InpaintException("The selection does not cover any pixel of '" + imp.getTitle()
                    + "': draw it inside the image.");
        return mask;
    }

    /** What a selection covers of an image; of points those that lie on a plane of the stack, 1-based, or on all. */
    public static Mask mask(final Roi roi, final Box image, final int slice) {
        if (roi instanceof PointRoi points)
            return points(points, image, slice);
        if (roi.isLine())
            return line(roi, image);
        final Rectangle r = roi.getBounds();
        final Box box = new Box(r.x, r.y, r.width, r.height);
        final Box inside = box.intersect(image);
        HeapCheck.check(inside);
        final Mask mask = new Mask(inside, new float[inside.width() * inside.height()]);
        if (inside.isEmpty())
            return mask;
        final ImageProcessor shape = roi.getMask();
        if (shape == null)
            Arrays.fill(mask.values(), 1);
        else
            copy(shape, r.x, r.y, mask);
        return SoftSelection.soften(roi, mask, image);
    }

    private static Mask points(final PointRoi roi, final Box image, final int slice) {
        final FloatPolygon p = roi.getFloatPolygon();
        final List<Point> pixels = new ArrayList<>();
        final Rectangle bounds = new Rectangle(-1, -1);
        for (int i = 0; i < p.npoints; i++) {
            final int x = (int) Math.floor(p.xpoints[i]), y = (int) Math.floor(p.ypoints[i]);
            final int position = roi.getPointPosition(i);
            if ((position == 0 || position == slice) && x >= 0 && y >= 0 && x < image.width() && y < image.height()) {
                pixels.add(new Point(x, y));
                bounds.add(new Rectangle(x, y, 1, 1));
            }
        }
        if (pixels.isEmpty())
            return new Mask(new Box(0, 0, 0, 0), new float[0]);
        final Box box = new Box(bounds.x, bounds.y, bounds.width, bounds.height);
        HeapCheck.check(box);
        final Mask mask = new Mask(box, new float[box.width() * box.height()]);
        for (final Point pixel : pixels)
            mask.values()[(pixel.y - box.y()) * box.width() + pixel.x - box.x()] = 1;
        return mask;
    }

    private static Mask line(final Roi roi, final Box image) {
        final double width = Math.max(1, roi.getStrokeWidth());
        final Rectangle r = roi.getBounds();
        final Box box = new Box(r.x, r.y, r.width, r.height).grow((int) Math.ceil(width) + 1).intersect(image);
        HeapCheck.check(box);
        final Mask mask = new Mask(box, new float[box.width() * box.height()]);
        if (box.isEmpty())
            return mask;
        final double[][] p = vertices(roi);
        // the thinnest line first: however the stroke falls between pixel centres, the line has no gaps
        final ByteProcessor thin = new ByteProcessor(box.width(), box.height());
        thin.setColor(255);
        for (int i = 0; i < p.length; i++) {
            final int x = (int) Math.floor(p[i][0]) - box.x(), y = (int) Math.floor(p[i][1]) - box.y();
            if (i == 0)
                thin.moveTo(x, y);
            thin.lineTo(x, y);
        }
        copy(thin, box.x(), box.y(), mask);
        if (width > 1)
            copy(stroke(p, width), mask);
        return mask;
    }

    /** A line of a width, which ends with its last pixels. */
    private static ShapeRoi stroke(final double[][] p, final double width) {
        final Path2D path = new Path2D.Double();
        final int last = p.length - 1;
        final double[] start = beyond(p[Math.min(1, last)], p[0]), end = beyond(p[Math.max(0, last - 1)], p[last]);
        path.moveTo(start[0], start[1]);
        for (int i = 1; i < last; i++)
            path.lineTo(p[i][0], p[i][1]);
        path.lineTo(end[0], end[1]);
        return new ShapeRoi(new BasicStroke((float) width, BasicStroke.CAP_BUTT, BasicStroke.JOIN_ROUND)
                .createStrokedShape(path));
    }

    /** Half a pixel further, coming from another point. */
    private static double[] beyond(final double[] from, final double[] to) {
        final double length = Math.hypot(to[0] - from[0], to[1] - from[1]);
        return length == 0 ? to
                : new double[] { to[0] + (to[0] - from[0]) / 2 / length, to[1] + (to[1] - from[1]) / 2 / length };
    }

    /** The corners, at the centres of the pixels they were drawn on. */
    private static double[][] vertices(final Roi roi) {
        if (roi instanceof Line line)
            return new double[][] { { line.x1d + 0.5, line.y1d + 0.5 }, { line.x2d + 0.5, line.y2d + 0.5 } };
        final FloatPolygon p = roi.getFloatPolygon();
        final double[][] out = new double[p.npoints][];
        for (int i = 0; i < out.length; i++)
            out[i] = new double[] { p.xpoints[i] + 0.5, p.ypoints[i] + 0.5 };
        return out;
    }

    private static void copy(final Roi area, final Mask mask) {
        final ImageProcessor shape = area.getMask();
        if (shape != null)
            copy(shape, area.getBounds().x, area.getBounds().y, mask);
    }

    /** Sets the mask to 1 wherever a shape at (x, y) is not 0. */
    private static void copy(final ImageProcessor shape, final int x, final int y, final Mask mask) {
        final Box box = mask.box();
        final Box common = new Box(x, y, shape.getWidth(), shape.getHeight()).intersect(box);
        for (int row = common.y(); row < common.y() + common.height(); row++)
            for (int column = common.x(); column < common.x() + common.width(); column++)
                if (shape.get(column - x, row - y) != 0)
                    mask.values()[(row - box.y()) * box.width() + column - box.x()] = 1;
    }
}
