package org.inpaintj.imagej.roi;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;

import org.junit.jupiter.api.Test;

import ij.IJ;
import ij.ImagePlus;
import ij.gui.Line;
import ij.gui.OvalRoi;
import ij.gui.PointRoi;
import ij.gui.PolygonRoi;
import ij.gui.Roi;
import ij.gui.ShapeRoi;

import org.inpaintj.core.InpaintException;
import org.inpaintj.core.Progress;
import org.inpaintj.imagej.image.DisplayedImage;
import org.inpaintj.model.folder.ModelFixture;
import org.inpaintj.segment.BoundingBox;
import org.inpaintj.segment.SegmentPrompt;
import org.inpaintj.segment.sam.ImageEmbedding;
import org.inpaintj.segment.sam.SamModel;
import org.inpaintj.segment.sam.Segmenter;

class RoiPromptTest {

    private static RoiPrompt of(final Roi roi) {
        final ImagePlus imp = IJ.createImage("cells", "8-bit ramp", 40, 30, 3);
        imp.setSlice(2);
        imp.setRoi(roi);
        return RoiPrompt.of(imp);
    }

    private static SegmentPrompt.Point on(final double x, final double y) {
        return new SegmentPrompt.Point(x, y, true);
    }

    @Test
    void aRectangleIsABoxInsideTheImage() {
        assertEquals(new RoiPrompt(List.of(), Optional.of(new BoundingBox(5, 6, 15, 26)), Optional.empty()),
                of(new Roi(5, 6, 10, 20)));
        assertEquals(Optional.of(new BoundingBox(0, 0, 40, 10)), of(new Roi(-5, -5, 100, 15)).box());
        assertEquals(Optional.of(new BoundingBox(1.25, 2.5, 4.5, 5)), of(new Roi(1.25, 2.5, 3.25, 2.5)).box());
    }

    @Test
    void pointsLieOnTheObjectAndThoseOfOtherCountersBesideIt() {
        assertEquals(List.of(on(3, 4)), of(new PointRoi(3, 4)).points());
        final PointRoi several = new PointRoi(3, 4);
        several.setCounter(1);
        several.addPoint(10, 11);
        several.setCounter(0);
        several.addPoint(39.9, 29.5);
        assertEquals(List.of(on(3, 4), new SegmentPrompt.Point(10, 11, false), on(39, 29)), of(several).points());
    }

    @Test
    void pointsOfOtherSlicesSayNothing() {
        final ImagePlus imp = IJ.createImage("cells", "8-bit ramp", 40, 30, 3);
        imp.setSlice(1);
        final PointRoi points = new PointRoi(3, 4, imp);
        imp.setSlice(2);
        points.addPoint(imp, 7, 8);
        points.addPoint(imp, 9, 9);
        imp.setRoi(points);
        assertEquals(List.of(on(7, 8), on(9, 9)), RoiPrompt.of(imp).points());
    }

    @Test
    void pointsBesideAnythingAreExplained() {
        final PointRoi beside = new PointRoi();
        beside.setCounter(2);
        beside.addPoint(5, 5);
        assertTrue(assertThrows(InpaintException.class, () -> of(beside)).getMessage().contains("with counter 0"));
    }

    @Test
    void linesAreStrokesOverTheObject() {
        assertEquals(List.of(on(2, 3), on(20, 9)), of(new Line(2, 3, 20, 9)).points());
        assertEquals(List.of(on(1, 1), on(9, 1), on(9, 20)), of(new PolygonRoi(new int[] { 1, 9, 9 },
                new int[] { 1, 1, 20 },
                3, Roi.POLYLINE)).points());
        final List<SegmentPrompt.Point> free = of(new PolygonRoi(new float[] { 1, 20, 38 }, new float[] { 5, 5, 5 }, 3,
                Roi.FREELINE)).points();
        assertEquals(12, free.size());
        assertEquals(on(1, 5), free.get(0));
        assertTrue(free.get(11).x() >= 37 && free.stream().allMatch(p -> p.y() == 5), free.toString());
    }

    /** Two parts, one with a hole in its middle. */
    @Test
    void otherAreasAreABoxAndAShape() {
        final ShapeRoi ring = new ShapeRoi(new OvalRoi(2, 2, 20, 20)).not(new ShapeRoi(new Roi(10, 10, 4, 4)));
        final RoiPrompt both = of(ring.or(new ShapeRoi(new Roi(30, 20, 5, 5))));
        assertEquals(Optional.of(new BoundingBox(2, 2, 35, 25)), both.box());
        assertEquals(1, both.shape().orElseThrow().at(32, 22));
        assertEquals(0, both.shape().orElseThrow().at(11, 11));
        assertEquals(Optional.of(new BoundingBox(0, 0, 8, 8)), of(new OvalRoi(-8, -8, 16, 16)).box(),
                "cut to the image");
    }

    @Test
    void aModelThatTakesNoShapeGetsItsInnermostPoint() {
        for (final String name : new String[] { "edge-sam", "sam" })
            try (Segmenter segmenter = new Segmenter(SamModel.read(ModelFixture.of(name).folder()))) {
                final ImagePlus imp = IJ.createImage("cells", "8-bit ramp", 40, 30, 1);
                imp.setRoi(new OvalRoi(4, 6, 11, 11));
                final ImageEmbedding embedding = segmenter.embed(DisplayedImage.of(imp), Progress.NONE);
                final SegmentPrompt prompt = RoiPrompt.of(imp).prompt(segmenter, embedding);
                assertEquals(segmenter.model().takesMasks(), prompt.mask().isPresent(), name);
                assertEquals(segmenter.model().takesMasks() ? List.of() : List.of(on(9, 11)), prompt.points(), name);
                assertEquals(Optional.of(new BoundingBox(4, 6, 15, 17)), prompt.box());
                assertTrue(segmenter.segment(embedding, prompt, Progress.NONE).candidates().size() > 0);
            }
    }

    @Test
    void nothingSelectedIsExplained() {
        assertTrue(assertThrows(InpaintException.class, () -> of(null)).getMessage()
                .startsWith("Nothing is selected in"));
        assertTrue(assertThrows(InpaintException.class, () -> of(new Roi(50, 50, 9, 9))).getMessage()
                .contains("does not cover any pixel"));
    }
}
