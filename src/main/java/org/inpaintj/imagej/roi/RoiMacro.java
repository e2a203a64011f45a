package org.inpaintj.imagej.roi;

import java.awt.Point;
import java.awt.Polygon;
import java.awt.Rectangle;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

import ij.gui.Roi;
import ij.gui.ShapeRoi;
import ij.process.ImageProcessor;

/** Writes selections made of whole pixels as lines of ImageJ's macro language, which select the same pixels. */
public final class RoiMacro {

    /** Of a selection that is written, and characters of its soft edge. */
    private static final int MOST_PARTS = 200, MOST_CORNERS = 20_000, MOST_TEXT = 200_000;

    /** One closed outline, and how many others lie around it. */
    private record Part(Roi roi, int depth) {
    }

    private RoiMacro() {}

    /**
     * Lines that make the selection, whatever was selected before.
     *
     * @return each with its line break; empty if the selection has too many corners for a macro
     */
    public static Optional<String> lines(final Roi roi) {
        final List<Part> parts = parts(roi);
        final String soft = roi.getProperty(SoftSelection.KEY);
        if (parts.size() > MOST_PARTS || soft != null && soft.length() > MOST_TEXT
                || parts.stream().mapToInt(part -> part.roi.getPolygon().npoints).sum() > MOST_CORNERS)
            return Optional.empty();
        final StringBuilder text = new StringBuilder();
        for (final Part part : parts) {
            if (text.length() > 0)
                text.append("setKeyDown(\"").append(part.depth % 2 == 0 ? "shift" : "alt").append("\"); ");
            text.append(line(part.roi)).append('\n');
        }
        if (soft != null)
            text.append("Roi.setProperty(\"").append(SoftSelection.KEY).append("\", \"").append(soft)
                    .append("\");\n");
        return Optional.of(text.toString());
    }

    private static String line(final Roi roi) {
        final Rectangle r = roi.getBounds();
        if (roi.getType() == Roi.RECTANGLE)
            return "makeRectangle(" + r.x + ", " + r.y + ", " + r.width + ", " + r.height + ");";
        final Polygon p = roi.getPolygon();
        return "makeSelection(\"polygon\", " + array(p.xpoints, p.npoints) + ", " + array(p.ypoints, p.npoints) + ");";
    }

    private static String array(final int[] values, final int count) {
        return Arrays.stream(values, 0, count).mapToObj(Integer::toString)
                .collect(Collectors.joining(",", "newArray(", ")"));
    }

    /** What is added before what is cut out of it, and so on inwards. */
    private static List<Part> parts(final Roi roi) {
        if (!(roi instanceof ShapeRoi shape))
            return List.of(new Part(roi, 0));
        final Roi[] rois = shape.getRois();
        if (rois.length > MOST_PARTS)
            return Arrays.stream(rois).map(each -> new Part(each, 0)).toList();
        final List<Part> parts = new ArrayList<>();
        for (final Roi part : rois) {
            final Point inside = inside(part);
            parts.add(new Part(part, (int) Arrays.stream(rois)
                    .filter(other -> other != part && other.contains(inside.x, inside.y)).count()));
        }
        parts.sort(Comparator.comparingInt(Part::depth));
        return parts;
    }

    /** A pixel of an outline. */
    private static Point inside(final Roi roi) {
        final Rectangle r = roi.getBounds();
        final ImageProcessor mask = roi.getMask();
        int at = 0;
        while (mask != null && at < mask.getPixelCount() - 1 && mask.get(at) == 0)
            at++;
        return new Point(r.x + at % r.width, r.y + at / r.width);
    }
}
