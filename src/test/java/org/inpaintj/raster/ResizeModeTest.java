package org.inpaintj.raster;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.SplittableRandom;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import org.inpaintj.core.Box;
import org.inpaintj.core.Plane;

/** Where resized pictures lie. */
class ResizeModeTest {

    /** The first three are those of the guide: 1344 x 1008 to 1544 x 1008. */
    @ParameterizedTest
    @CsvSource({ "JUST,1344,1008,1544,1008,0,0,1544,1008", "CROP,1344,1008,1544,1008,0,-75,1544,1158",
        "FILL,1344,1008,1544,1008,100,0,1344,1008", "FILL,900,500,512,512,0,114,512,284",
        "CROP,512,284,900,500,0,0,901,500", "FILL,3,4000,64,64,32,0,1,64", "CROP,4000,3,2,64,-42665,0,85333,64",
        "FILL,7,7,5,5,0,0,5,5", "CROP,7,7,5,5,0,0,5,5" })
    void theInnerPictureIsThatOfTheWebui(final ResizeMode mode, final int width, final int height, final int wide,
            final int high, final int x, final int y, final int inWidth, final int inHeight) {
        assertEquals(new Box(x, y, inWidth, inHeight), mode.inner(width, height, wide, high));
    }

    @Test
    void itFitsOrCovers() {
        final SplittableRandom random = new SplittableRandom(4);
        for (int run = 0; run < 500; run++) {
            final int[] s = random.ints(4, 1, 60).toArray();
            final Box all = new Box(0, 0, s[2], s[3]);
            final Box fill = ResizeMode.FILL.inner(s[0], s[1], s[2], s[3]);
            assertEquals(fill, fill.intersect(all));
            assertTrue(fill.width() == s[2] || fill.height() == s[3]);
            final Box crop = ResizeMode.CROP.inner(s[0], s[1], s[2], s[3]);
            assertEquals(all, crop.intersect(all), crop + " over " + all);
            assertTrue(crop.width() == s[2] || crop.height() == s[3]);
        }
    }

    /** By hand: 1.125 e - 0.125 i on either side, also where a picture has one pixel only, which has no slope. */
    @Test
    void whatIsLeftIsFilledByTheSlopeOfTheEdges() {
        final Letterbox box = filled(4, 1, 4, 5);
        assertEquals(new Box(0, 2, 4, 1), box.inner());
        assertArrayEquals(new float[] { 1, 2, 3, 4, 1, 2, 3, 4, 1, 2, 3, 4, 1, 2, 3, 4, 1, 2, 3, 4 },
                box.extrapolate(new Plane(new float[] { 1, 2, 3, 4 }, 4, 1)).values());
        assertArrayEquals(new float[] { 7, 7, 8, 16, 0, -2, -2 }, filled(3, 1, 7, 1)
                .extrapolate(new Plane(new float[] { 8, 16, 0 }, 3, 1)).values());
        final Plane both = new Letterbox(2, 2, new Box(1, 1, 2, 2), new Box(0, 0, 4, 4))
                .extrapolate(new Plane(new float[] { 8, 16, 24, 32 }, 2, 2));
        assertArrayEquals(new float[] { 5, 6, 14, 15, 7, 8, 16, 17, 23, 24, 32, 33, 25, 26, 34, 35 }, both.values());
    }

    private static Letterbox filled(final int width, final int height, final int wide, final int high) {
        return new Letterbox(width, height, ResizeMode.FILL.inner(width, height, wide, high),
                new Box(0, 0, wide, high));
    }
}
