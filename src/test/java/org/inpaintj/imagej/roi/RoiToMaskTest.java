package org.inpaintj.imagej.roi;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

import ij.IJ;
import ij.ImagePlus;
import ij.gui.Arrow;
import ij.gui.Line;
import ij.gui.OvalRoi;
import ij.gui.Overlay;
import ij.gui.PointRoi;
import ij.gui.PolygonRoi;
import ij.gui.Roi;
import ij.gui.RotatedRectRoi;
import ij.gui.ShapeRoi;
import ij.gui.TextRoi;
import ij.gui.Wand;
import ij.process.ByteProcessor;

import org.inpaintj.core.InpaintException;
import org.inpaintj.raster.Mask;

/** Masks of selections against drawings of what ImageJ would fill or draw. */
class RoiToMaskTest {

    private static final int SIZE = 9;

    @Test
    void areas() {
        assertEquals(drawing("", ".##", ".##"), of(new Roi(1, 1, 2, 2)));
        assertEquals(drawing("###", "###"), of(new Roi(-2, -3, 5, 5)));
        assertEquals(drawing(".##.", "####", "####", ".##."), of(new OvalRoi(0, 0, 4, 4)));
        assertEquals(drawing("####", "####", "###", "#"), of(new PolygonRoi(new int[] { 0, 4, 4, 0 },
                new int[] { 0, 0, 2, 4 }, 4, Roi.POLYGON)));
        assertEquals(drawing("", ".####", ".####", ".####"), of(new RotatedRectRoi(1, 2.5, 5, 2.5, 3)));
    }

    @Test
    void holesAndRegions() {
        final ShapeRoi frame = new ShapeRoi(new Roi(0, 0, 4, 4)).not(new ShapeRoi(new Roi(1, 1, 2, 2)));
        assertEquals(drawing("####", "#..#", "#..#", "####"), of(frame));
        assertEquals(drawing("##...##", "##...##"), of(new ShapeRoi(new Roi(0, 0, 2, 2)).or(
                new ShapeRoi(new Roi(5, 0, 2, 2)))));
    }

    @Test
    void tracedByTheWand() {
        final ByteProcessor ip = new ByteProcessor(SIZE, SIZE);
        ip.setColor(200);
        ip.fillRect(2, 1, 3, 2);
        ip.set(2, 3, 200);
        final Wand wand = new Wand(ip);
        wand.autoOutline(3, 1, 200, 200);
        assertEquals(drawing("", "..###", "..###", "..#"),
                of(new PolygonRoi(wand.xpoints, wand.ypoints, wand.npoints, Roi.TRACED_ROI)));
    }

    @Test
    void pointsAreOnePixelEach() {
        final PointRoi points = new PointRoi(1, 0);
        points.addPoint(3.9, 1.2);
        points.addPoint(20, 20);
        assertEquals(drawing(".#", "...#"), of(points));
    }

    @Test
    void pointsOfOtherSlicesDoNotCount() {
        final ImagePlus imp = IJ.createImage("stack", "8-bit black", SIZE, SIZE, 3);
        final PointRoi points = new PointRoi();
        imp.setSlice(2);
        points.addPoint(imp, 1, 1);
        imp.setSlice(3);
        points.addPoint(imp, 4, 4);
        imp.setRoi(points);
        final Mask mask = RoiToMask.of(imp);
        assertEquals(1, mask.at(4, 4));
        assertEquals(0, mask.at(1, 1));
    }

    @Test
    void linesAreAsWideAsTheyAreDrawn() {
        assertEquals(drawing("", ".####"), of(new Line(1, 1, 4, 1)));
        assertEquals(drawing("#", ".#", "..#"), of(new Line(0, 0, 2, 2)));
        final Line thick = new Line(1, 3, 5, 3);
        thick.setStrokeWidth(3);
        assertEquals(drawing("", "", ".#####", ".#####", ".#####"), of(thick));
        final PolygonRoi bent = new PolygonRoi(new int[] { 0, 3, 3 }, new int[] { 1, 1, 3 }, 3, Roi.POLYLINE);
        assertEquals(drawing("", "####", "...#", "...#"), of(bent));
        bent.setStrokeWidth(3);
        final String wide = of(bent);
        assertTrue(wide.startsWith("####") && wide.chars().filter(c -> c == '#').count() > 12, wide);
        assertEquals(drawing("#", ".#", "#"), of(new PolygonRoi(new int[] { 0, 1, 0 }, new int[] { 0, 1, 2 }, 3,
                Roi.ANGLE)));
        assertTrue(of(new Arrow(0, 4, 7, 4)).contains("########."));
    }

    @Test
    void textIsItsBox() {
        final TextRoi text = new TextRoi(1, 1, "a");
        assertEquals(of(new Roi(text.getBounds())), of(text));
    }

    @Test
    void nothingSelectedIsExplainedAndTheOverlayIsNeverTheMask() {
        final ImagePlus imp = IJ.createImage("cells.tif", "8-bit black", SIZE, SIZE, 1);
        imp.setOverlay(new Overlay(new Roi(1, 1, 3, 3)));
        assertEquals("Nothing is selected in 'cells.tif': draw a selection around what is to be repainted.",
                error(imp));
        for (final Roi outside : new Roi[] { new Roi(20, 2, 5, 5), new OvalRoi(-9, -9, 4, 4), new Line(-5, 20, -1, 30),
                new PointRoi(-1, 3) }) {
            imp.setRoi(outside);
            assertEquals("The selection does not cover any pixel of 'cells.tif': draw it inside the image.",
                    error(imp));
        }
    }

    private static String error(final ImagePlus imp) {
        return assertThrows(InpaintException.class, () -> RoiToMask.of(imp)).getMessage();
    }

    /** The mask, one line a row. */
    private static String of(final Roi roi) {
        final ImagePlus imp = IJ.createImage("image", "8-bit black", SIZE, SIZE, 1);
        imp.setRoi(roi);
        final Mask mask = RoiToMask.of(imp);
        final StringBuilder out = new StringBuilder();
        for (int y = 0; y < SIZE; y++) {
            for (int x = 0; x < SIZE; x++)
                out.append(mask.at(x, y) > 0 ? '#' : '.');
            out.append('\n');
        }
        return out.toString();
    }

    private static String drawing(final String... rows) {
        final StringBuilder out = new StringBuilder();
        for (int y = 0; y < SIZE; y++)
            out.append((y < rows.length ? rows[y] : "") + ".".repeat(SIZE - (y < rows.length ? rows[y].length() : 0)))
                    .append('\n');
        return out.toString();
    }
}
