package org.inpaintj.imagej.roi;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.util.Random;

import org.junit.jupiter.api.Test;

import ij.ImagePlus;
import ij.WindowManager;
import ij.gui.Roi;
import ij.gui.ShapeRoi;
import ij.io.RoiDecoder;
import ij.io.RoiEncoder;
import ij.macro.Interpreter;
import ij.process.ByteProcessor;

import org.inpaintj.core.Box;
import org.inpaintj.imagej.layer.PackedText;
import org.inpaintj.raster.Mask;
import org.inpaintj.raster.tile.Brush;
import org.inpaintj.raster.tile.TileMask;

/** Masks become selections with their soft edge, and come back, through files and macros too. */
class SoftSelectionTest {

    private static final int WIDTH = 400, HEIGHT = 300;
    private static final Box IMAGE = new Box(0, 0, WIDTH, HEIGHT);

    private final ImagePlus imp = new ImagePlus("image", new ByteProcessor(WIDTH, HEIGHT));

    private static TileMask painted(final long seed, final double softness) {
        final Random random = new Random(seed);
        TileMask mask = TileMask.empty(WIDTH, HEIGHT);
        for (int i = 0; i < 9; i++) {
            final double[] path = new double[6];
            for (int k = 0; k < path.length; k++)
                path[k] = random.nextDouble() * (k % 2 == 0 ? WIDTH : HEIGHT);
            mask = mask.paint(new Brush(6 + random.nextInt(40), softness), path, i % 3 != 2);
        }
        return mask;
    }

    private static byte[] all(final TileMask mask) {
        return mask.values(IMAGE);
    }

    private static byte[] hard(final TileMask mask) {
        final byte[] values = all(mask);
        for (int i = 0; i < values.length; i++)
            values[i] = (byte) (values[i] < 0 ? 255 : 0);
        return values;
    }

    @Test
    void masksComeBackWithTheirSoftEdge() {
        for (int seed = 0; seed < 6; seed++)
            for (final double softness : new double[] { 0, 0.5, 1 }) {
                final TileMask mask = painted(seed, softness);
                final Roi roi = SoftSelection.of(mask).orElseThrow();
                assertEquals(mask.isHard(), roi.getProperty(SoftSelection.KEY) == null);
                assertArrayEquals(all(mask), all(SoftSelection.mask(roi, imp)));
                final Roi saved = RoiDecoder.openFromByteArray(RoiEncoder.saveAsByteArray(roi));
                assertArrayEquals(all(mask), all(SoftSelection.mask(saved, imp)));
                assertArrayEquals(all(mask), all(SoftSelection.mask((Roi) roi.clone(), imp)));
            }
        assertTrue(SoftSelection.of(TileMask.empty(WIDTH, HEIGHT)).isEmpty());
    }

    /** What every command repaints. */
    @Test
    void theMaskOfTheSelectionIsSoft() {
        final TileMask mask = painted(3, 1);
        imp.setRoi(SoftSelection.of(mask).orElseThrow());
        final Mask read = RoiToMask.of(imp), expected = mask.mask();
        assertEquals(expected.bounds(), read.bounds());
        assertArrayEquals(expected.values(), read.trim().values());
    }

    @Test
    void aMovedSelectionKeepsItAndAChangedOneDoesNot() {
        final TileMask mask = TileMask.empty(WIDTH, HEIGHT).paint(new Brush(41, 1), new double[] { 100, 90, 160, 110 },
                true);
        final Roi moved = SoftSelection.of(mask).orElseThrow();
        final int x = moved.getBounds().x, y = moved.getBounds().y;
        moved.setLocation(x + 30, y - 7);
        final TileMask there = SoftSelection.mask(moved, imp);
        assertEquals(mask.at(84, 95), there.at(114, 88));
        assertEquals(mask.bounds().x() + 30, there.bounds().x());
        assertEquals(mask.bounds().y() - 7, there.bounds().y());
        // partly beyond the border
        moved.setLocation(-20, y);
        imp.setRoi(moved);
        assertEquals(mask.at(100 + 22, 95) / 255f, RoiToMask.of(imp).at(122 - x - 20, 95), 1e-6);

        final Roi other = new Roi(x, y, moved.getBounds().width, moved.getBounds().height);
        other.setProperty(SoftSelection.KEY, moved.getProperty(SoftSelection.KEY));
        assertTrue(SoftSelection.mask(other, imp).isHard());
        imp.setRoi(other);
        assertEquals(1, RoiToMask.of(imp).at(x, y));
    }

    @Test
    void whatCannotBeReadIsLeftOut() {
        final TileMask mask = painted(2, 0.8);
        final Roi roi = SoftSelection.of(mask).orElseThrow();
        final byte[] huge = ByteBuffer.allocate(16).putInt(0).putInt(0).putInt(1 << 20).putInt(1 << 20).array();
        final byte[] wrapped = ByteBuffer.allocate(20).putInt(0).putInt(0).putInt(65537).putInt(65535 * 2 + 2).array();
        for (final String text : new String[] { "", "%%%", PackedText.text(new byte[3]), PackedText.text(huge),
            PackedText.text(wrapped), roi.getProperty(SoftSelection.KEY).substring(0, 40) }) {
            final Roi damaged = (Roi) SoftSelection.of(mask).orElseThrow();
            damaged.setProperty(SoftSelection.KEY, text);
            assertArrayEquals(hard(mask), all(SoftSelection.mask(damaged, imp)), text);
            imp.setRoi(damaged);
            for (final float value : RoiToMask.of(imp).values())
                assertTrue(value == 0 || value == 1, text);
        }
    }

    @Test
    void aLargeSoftEdgeIsNotKept() {
        final TileMask mask = TileMask.empty(20_000, 20_000).paint(new Brush(9, 1), new double[] { 10, 10 }, true)
                .paint(new Brush(9, 1), new double[] { 9_000, 9_000 }, true);
        assertFalse(SoftSelection.keeps(mask));
        final Roi roi = SoftSelection.of(mask).orElseThrow();
        assertNull(roi.getProperty(SoftSelection.KEY));
        assertTrue(roi.contains(9_000, 9_000) && roi.contains(10, 10));
        assertTrue(SoftSelection.keeps(TileMask.of(20_000, 20_000, new Box(0, 0, 19_000, 19_000), null)));
    }

    /** Holes, islands in holes, single pixels and those that touch at corners. */
    @Test
    void theLinesOfAMacroSelectTheSame() {
        for (int seed = 0; seed < 8; seed++) {
            TileMask mask = painted(seed, seed % 2);
            mask = mask.paint(new Brush(1, 0), new double[] { 3, 3 }, true)
                    .paint(new Brush(1, 0), new double[] { 4, 4 }, true);
            for (int size = 90; size > 10; size -= 20)
                mask = mask.paint(new Brush(size, 0), new double[] { 200, 150 }, size % 40 == 10);
            final Roi roi = SoftSelection.of(mask).orElseThrow();
            assertTrue(roi instanceof ShapeRoi);
            assertArrayEquals(all(mask), all(SoftSelection.mask(run(RoiText.macro(RoiText.of(roi))), imp)));
        }
        final Roi box = SoftSelection.of(TileMask.of(WIDTH, HEIGHT, new Box(9, 8, 7, 6), null)).orElseThrow();
        assertEquals("makeRectangle(9, 8, 7, 6);", RoiText.macro(RoiText.of(box)));
        final TileMask soft = TileMask.of(WIDTH, HEIGHT, new Box(9, 8, 3, 1), new byte[] { -1, -1, 9 });
        final Roi edge = SoftSelection.of(soft).orElseThrow();
        edge.setProperty("note", "mine");
        RoiText.of(edge);
        assertEquals("mine", edge.getProperty("note"), "the selection keeps its properties");
        assertEquals(Roi.RECTANGLE, edge.getType());
        assertArrayEquals(all(soft), all(SoftSelection.mask(run(RoiText.macro(RoiText.of(edge))), imp)));
    }

    private Roi run(final String lines) {
        imp.setRoi(1, 1, 50, 50);
        WindowManager.setTempCurrentImage(imp);
        try {
            new Interpreter().run(lines);
            return imp.getRoi();
        } finally {
            WindowManager.setTempCurrentImage(null);
        }
    }
}
