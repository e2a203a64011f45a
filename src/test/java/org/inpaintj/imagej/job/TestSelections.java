package org.inpaintj.imagej.job;

import java.util.SplittableRandom;

import ij.gui.EllipseRoi;
import ij.gui.Line;
import ij.gui.OvalRoi;
import ij.gui.PointRoi;
import ij.gui.PolygonRoi;
import ij.gui.Roi;
import ij.gui.RotatedRectRoi;
import ij.gui.ShapeRoi;
import ij.gui.TextRoi;

/** A selection of every kind, partly outside the image now and then. */
enum TestSelections {

    RECTANGLE, ROUNDED, ROTATED, OVAL, ELLIPSE, POLYGON, FREEHAND, TRACED, HOLES, REGIONS, TEXT, POINTS, LINE,
    THICK_LINE, SEGMENTED, FREE_LINE;

    Roi make(final int width, final int height, final SplittableRandom random) {
        final int x = random.nextInt(-3, width - 2), y = random.nextInt(-3, height - 2);
        final int w = random.nextInt(1, width), h = random.nextInt(1, height);
        return switch (this) {
            case RECTANGLE -> new Roi(x, y, w, h);
            case ROUNDED -> new Roi(x, y, w, h, 4);
            case ROTATED -> new RotatedRectRoi(x, y, x + w, y + h, 3);
            case OVAL -> new OvalRoi(x, y, w, h);
            case ELLIPSE -> new EllipseRoi(x, y, x + w + 2, y + h, 0.5);
            case POLYGON -> polygon(x, y, w, h, Roi.POLYGON);
            case FREEHAND -> polygon(x, y, w, h, Roi.FREEROI);
            case TRACED -> polygon(x, y, w, h, Roi.TRACED_ROI);
            case HOLES -> new ShapeRoi(new Roi(x, y, w + 3, h + 3)).not(new ShapeRoi(new Roi(x + 1, y + 1, w, h)));
            case REGIONS -> new ShapeRoi(new Roi(0, 0, 2, 2)).or(new ShapeRoi(new OvalRoi(x, y, w, h)));
            case TEXT -> new TextRoi(x, y, "Hi");
            case POINTS -> points(width, height, random);
            case LINE -> new Line(x, y, x + w, y + h);
            case THICK_LINE -> {
                final Line line = new Line(x, y, x + w, y + h);
                line.setStrokeWidth(3);
                yield line;
            }
            case SEGMENTED -> {
                final PolygonRoi line = polygon(x, y, w, h, Roi.POLYLINE);
                line.setStrokeWidth(2);
                yield line;
            }
            case FREE_LINE -> polygon(x, y, w, h, Roi.FREELINE);
        };
    }

    private static PolygonRoi polygon(final int x, final int y, final int w, final int h, final int type) {
        return new PolygonRoi(new int[] { x, x + w, x + w / 2, x }, new int[] { y, y + h / 2, y + h, y + h / 3 }, 4,
                type);
    }

    private static PointRoi points(final int width, final int height, final SplittableRandom random) {
        final PointRoi points = new PointRoi(random.nextInt(width), random.nextInt(height));
        for (int i = random.nextInt(3); i > 0; i--)
            points.addPoint(random.nextInt(width) + 0.3, random.nextInt(height) + 0.9);
        return points;
    }
}
