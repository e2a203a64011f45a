package org.inpaintj.ij1;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.Rectangle;
import java.nio.file.Path;
import java.util.Random;

import ij.IJ;
import ij.ImagePlus;
import ij.gui.Overlay;
import ij.gui.Roi;
import ij.process.ImageProcessor;

import org.inpaintj.imagej.layer.Layer;
import org.inpaintj.imagej.output.LayerFlattener;

/** Images with something to remove, and whether it was removed from them and nothing else was touched. */
final class ImagePixels {

    private ImagePixels() {}

    /** 160 x 120 samples of noise, always the same, with a bright object that is selected. */
    static ImagePlus noise(final String title, final int bits, final int slices, final Roi object) {
        final ImagePlus imp = IJ.createImage(title, bits + "-bit black", 160, 120, slices);
        final Random random = new Random(7);
        for (int s = 1; s <= slices; s++) {
            final ImageProcessor plane = imp.getStack().getProcessor(s);
            for (int i = 0; i < plane.getPixelCount(); i++)
                plane.set(i, random.nextInt(40) + (object.contains(i % 160, i / 160) ? 200 : 60));
        }
        imp.setRoi(object);
        return imp;
    }

    static void overlay(final ImagePlus imp, final Roi... rois) {
        imp.setOverlay(new Overlay());
        for (final Roi roi : rois)
            imp.getOverlay().add(roi);
    }

    /** As TIFF under its title, with selection and overlay. */
    static void save(final ImagePlus imp, final Path folder) {
        assertTrue(IJ.saveAsTiff(imp, folder.resolve(imp.getTitle() + ".tif").toString()));
        imp.setTitle(imp.getTitle().replace(".tif", ""));
    }

    static ImagePlus open(final Path file) {
        final ImagePlus imp = IJ.openImage(file.toString());
        assertNotNull(imp, file + " is there");
        return imp;
    }

    /** In each slice much inside differs, and nothing outside. */
    static void assertOnlyInside(final ImagePlus source, final ImagePlus made, final Roi inside, final String log) {
        assertEquals(source.getBitDepth() + " " + source.getStackSize(), made.getBitDepth() + " "
                + made.getStackSize(), log);
        for (int s = 1; s <= source.getStackSize(); s++) {
            final ImageProcessor before = source.getStack().getProcessor(s), after = made.getStack().getProcessor(s);
            final int changed = differing(before, after, inside);
            assertTrue(changed > inside.getStatistics().pixelCount / 4, changed + " changed in slice " + s
                    + ": " + log);
            assertEquals(changed, differing(before, after, null), "changed outside too, in slice " + s + ": " + log);
        }
    }

    /** The samples are those of the source, under so many layers; written down, each shows within its own bounds. */
    static void assertLayersOnly(final ImagePlus source, final ImagePlus made, final int layers, final String log) {
        assertEquals(layers, Layer.of(made).size(), log);
        assertEquals(0, differing(source.getProcessor(), made.getProcessor(), null), log);
        final ImageProcessor flat = LayerFlattener.flatten(made, false).getProcessor(), rest = flat.duplicate();
        for (final Layer layer : Layer.of(made)) {
            final Rectangle bounds = layer.roi().getBounds();
            assertTrue(differing(made.getProcessor(), flat, new Roi(bounds)) > 0, "a layer changes nothing: " + log);
            for (int y = bounds.y; y < bounds.y + bounds.height; y++)
                for (int x = bounds.x; x < bounds.x + bounds.width; x++)
                    rest.set(x, y, made.getProcessor().get(x, y));
        }
        assertEquals(0, differing(made.getProcessor(), rest, null), log);
    }

    /** How many samples differ, all or those inside. */
    static int differing(final ImageProcessor one, final ImageProcessor other, final Roi inside) {
        int count = 0;
        for (int y = 0; y < one.getHeight(); y++)
            for (int x = 0; x < one.getWidth(); x++)
                if ((inside == null || inside.contains(x, y)) && one.get(x, y) != other.get(x, y))
                    count++;
        return count;
    }
}
