package org.inpaintj.imagej.image;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.awt.Color;
import java.awt.Rectangle;

import org.junit.jupiter.api.Test;

import ij.ImagePlus;
import ij.ImageStack;
import ij.gui.ImageRoi;
import ij.gui.Overlay;
import ij.gui.PolygonRoi;
import ij.gui.Roi;
import ij.process.ShortProcessor;

class ImageGeometryTest {

    private static ImagePlus image() {
        final ImagePlus imp = new ImagePlus("cells", new ShortProcessor(40, 30));
        imp.getCalibration().setUnit("micron");
        imp.getCalibration().pixelWidth = 0.5;
        imp.getCalibration().pixelHeight = 0.25;
        imp.getCalibration().xOrigin = 10;
        imp.setProperty("Info", "as acquired");
        imp.setDisplayRange(100, 900);
        final Overlay overlay = new Overlay();
        final Roi box = new Roi(4, 6, 8, 10);
        box.setName("nucleus");
        box.setStrokeColor(Color.RED);
        box.setProperty("cell", "7");
        overlay.add(box);
        overlay.add(new PolygonRoi(new float[] { 1, 9, 5 }, new float[] { 2, 2, 8 }, Roi.POLYGON));
        overlay.add(new ImageRoi(0, 0, new ShortProcessor(5, 5)));
        imp.setOverlay(overlay);
        return imp;
    }

    @Test
    void everyPointKeepsItsPhysicalPlace() {
        final ImagePlus made = ImageCopier.resized(image(), "large", ImageStack.create(80, 90, 1, 16),
                ImageGeometry.scaled(40, 30, 80, 90));
        assertEquals(0.25, made.getCalibration().pixelWidth);
        assertEquals(0.25 / 3, made.getCalibration().pixelHeight, 1e-15);
        assertEquals(image().getCalibration().getX(14), made.getCalibration().getX(28), 1e-12);
        assertEquals("micron", made.getCalibration().getUnit());
        assertEquals("as acquired", made.getInfoProperty());
        assertEquals(900, made.getDisplayRangeMax());
        assertEquals(2, made.getOverlay().size());
        final Roi box = made.getOverlay().get(0);
        assertEquals(new Rectangle(8, 18, 16, 30), box.getBounds());
        assertEquals("nucleus", box.getName());
        assertEquals(Color.RED, box.getStrokeColor());
        assertEquals("7", box.getProperty("cell"));
    }

    @Test
    void aLargerCanvasMovesWhatLiesOnTheImage() {
        final ImagePlus made = ImageCopier.resized(image(), "canvas", ImageStack.create(60, 60, 1, 16),
                ImageGeometry.moved(12, 20));
        assertEquals(image().getCalibration().getX(3), made.getCalibration().getX(15), 1e-12);
        assertEquals(new Rectangle(16, 26, 8, 10), made.getOverlay().get(0).getBounds());
        assertEquals(new Rectangle(13, 22, 8, 6), made.getOverlay().get(1).getBounds());
    }

    @Test
    void aScaleOfNothingIsRefused() {
        assertThrows(IllegalArgumentException.class, () -> new ImageGeometry(0, 1, 0, 0));
    }
}
