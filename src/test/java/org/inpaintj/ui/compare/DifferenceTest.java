package org.inpaintj.ui.compare;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Random;

import org.junit.jupiter.api.Test;

import ij.IJ;
import ij.ImagePlus;
import ij.gui.Roi;

import org.inpaintj.core.Box;
import org.inpaintj.imagej.job.InpaintJobs;
import org.inpaintj.imagej.layer.Layer;

/** How much pictures differ. */
class DifferenceTest {

    @Test
    void channelsAreComparedEachByItself() {
        final Difference found = Difference.of(new int[] { 0xff102030, 0x000000, 0xffffff },
                new int[] { 0x00122030, 0x000300, 0xfffff0 });
        assertEquals(15, found.most());
        assertEquals(17, found.factor());
        assertArrayEquals(new int[] { 2 * 17 << 16, 3 * 17 << 8, 15 * 17 }, found.pixels());
    }

    @Test
    void nothingIsNothing() {
        final Difference found = Difference.of(new int[] { 0x123456 }, new int[] { 0xff123456 });
        assertEquals(0, found.most());
        assertEquals(1, found.factor());
        assertArrayEquals(new int[1], found.pixels());
    }

    @Test
    void theFactorNeverClipsAndHasALimit() {
        assertEquals(1, Difference.of(new int[] { 0 }, new int[] { 0x000080 }).factor());
        assertEquals(2, Difference.of(new int[] { 0 }, new int[] { 0x00007f }).factor());
        assertEquals(Difference.MOST, Difference.of(new int[] { 0 }, new int[] { 0x010000 }).factor());
        final Random random = new Random(5);
        for (int round = 0; round < 50; round++) {
            final int spread = 1 + random.nextInt(255);
            final int[] a = new int[30], b = new int[30];
            for (int i = 0; i < a.length; i++)
                for (int shift = 0; shift <= 16; shift += 8) {
                    a[i] |= random.nextInt(spread) << shift;
                    b[i] |= random.nextInt(spread) << shift;
                }
            final Difference found = Difference.of(a, b);
            for (int i = 0; i < a.length; i++)
                for (int shift = 0; shift <= 16; shift += 8) {
                    final int plain = Math.abs((a[i] >> shift & 255) - (b[i] >> shift & 255));
                    assertEquals(found.factor() * plain, found.pixels()[i] >> shift & 255);
                    assertTrue(plain <= found.most());
                }
        }
    }

    @Test
    void picturesOfTwoSizesAreNone() {
        assertThrows(IllegalArgumentException.class, () -> Difference.of(new int[2], new int[3]));
    }

    /** A ramp of 8 bits is shown as it is. */
    @Test
    void visibleLayersAreComparedWithTheImage() {
        final ImagePlus imp = IJ.createImage("ramp", "8-bit ramp", 256, 40, 1);
        assertTrue(LayerDifference.of(imp).isEmpty());
        imp.setRoi(new Roi(100, 10, 8, 6));
        InpaintJobs.deliver(imp, "engine", "patch", "seed", "1", "candidates", "2");
        final Layer layer = Layer.of(imp).get(1);
        final LayerDifference found = LayerDifference.of(imp).orElseThrow();
        assertEquals(layer.patch().box(), found.box());
        final byte[] filled = (byte[]) layer.patch().samples().planes().get(0);
        final Box box = found.box();
        for (int y = 0; y < box.height(); y++)
            for (int x = 0; x < box.width(); x++) {
                final int i = y * box.width() + x;
                final int plain = layer.patch().painted()[i] ? Math.abs((filled[i] & 255)
                        - imp.getProcessor().get(box.x() + x, box.y() + y)) : 0;
                assertEquals(found.factor() * plain, found.picture().getRGB(x, y) & 255);
            }
        layer.setOpacity(0.5);
        final int most = LayerDifference.of(imp).orElseThrow().most();
        assertEquals(found.most() / 2.0, most, 1, "a faded layer makes half the difference");
        layer.hide();
        assertTrue(LayerDifference.of(imp).isEmpty(), "what is hidden makes no difference");
    }
}
