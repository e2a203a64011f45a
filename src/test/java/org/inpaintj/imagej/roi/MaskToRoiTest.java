package org.inpaintj.imagej.roi;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.Random;

import org.junit.jupiter.api.Test;

import ij.IJ;
import ij.ImagePlus;
import ij.gui.Roi;
import ij.io.RoiDecoder;
import ij.io.RoiEncoder;

import org.inpaintj.core.Box;
import org.inpaintj.raster.Mask;

/** Masks to selections and back, pixel by pixel. */
class MaskToRoiTest {

    private static final int WIDTH = 37, HEIGHT = 23;

    @Test
    void everyMaskComesBackAsItWas() throws IOException {
        final Random random = new Random(20);
        final ImagePlus imp = IJ.createImage("", WIDTH, HEIGHT, 1, 8);
        for (int round = 0; round < 1000; round++) {
            final Box box = box(random);
            final float[] values = new float[box.width() * box.height()];
            // from scattered pixels, which touch at corners, over blocks to nearly full, which has holes
            final double share = random.nextDouble();
            final int block = 1 + random.nextInt(4);
            final boolean[] blocks = new boolean[values.length];
            for (int i = 0; i < blocks.length; i++)
                blocks[i] = random.nextDouble() < share;
            for (int i = 0; i < values.length; i++)
                values[i] = blocks[i / box.width() / block * box.width() + i % box.width() / block] ? 1 : 0;
            final Mask mask = new Mask(box, values);
            final float[] expected = mask.over(new Box(0, 0, WIDTH, HEIGHT)).values();
            if (mask.isEmpty()) {
                assertTrue(MaskToRoi.of(mask).isEmpty());
                continue;
            }
            final Roi roi = MaskToRoi.of(mask).orElseThrow();
            check(expected, roi, imp, "round " + round);
            final Box bounds = mask.bounds();
            assertEquals(bounds, new Box(roi.getBounds().x, roi.getBounds().y, roi.getBounds().width,
                    roi.getBounds().height));
            check(expected, new RoiDecoder(RoiEncoder.saveAsByteArray(roi), "").getRoi(), imp, "saved, round " + round);
        }
    }

    private static Box box(final Random random) {
        final int x = random.nextInt(WIDTH), y = random.nextInt(HEIGHT);
        return new Box(x, y, 1 + random.nextInt(WIDTH - x), 1 + random.nextInt(HEIGHT - y));
    }

    private static void check(final float[] expected, final Roi roi, final ImagePlus imp, final String what) {
        assertArrayEquals(expected, MaskToRoi.mask(roi, imp).over(new Box(0, 0, WIDTH, HEIGHT)).values(), what);
        // as ImageJ itself sees it
        for (int i = 0; i < expected.length; i++)
            assertEquals(expected[i] == 1, roi.contains(i % WIDTH, i / WIDTH), what + ", pixel " + i);
    }

    @Test
    void plainShapesStayPlain() {
        assertEquals(Roi.RECTANGLE, type("##", "##"));
        assertEquals(Roi.TRACED_ROI, type("#.", "##"));
        assertEquals(Roi.COMPOSITE, type("###", "#.#", "###"));
        assertEquals(Roi.COMPOSITE, type("#.#"));
    }

    private static int type(final String... rows) {
        final float[] values = new float[rows.length * rows[0].length()];
        for (int i = 0; i < values.length; i++)
            values[i] = rows[i / rows[0].length()].charAt(i % rows[0].length()) == '#' ? 1 : 0;
        return MaskToRoi.of(new Mask(new Box(3, 4, rows[0].length(), rows.length), values)).orElseThrow().getType();
    }
}
