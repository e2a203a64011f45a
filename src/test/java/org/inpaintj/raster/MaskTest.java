package org.inpaintj.raster;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

import org.inpaintj.core.Box;
import org.inpaintj.core.Plane;

class MaskTest {

    private static final Mask CROSS = Mask.of(new Plane(new float[] {
            0, 0, 1, 0,
            0, 1, 0.5f, 0,
            0, 0, 0, 0 }, 4, 3));

    @Test
    void boundsHoldAllThatIsAboveZero() {
        assertEquals(new Box(1, 0, 2, 2), CROSS.bounds());
        assertArrayEquals(new float[] { 0, 1, 1, 0.5f }, CROSS.trim().values());
        assertEquals(new Box(3, 3, 0, 0), new Mask(new Box(3, 3, 2, 1), new float[2]).bounds());
        assertTrue(new Mask(new Box(3, 3, 2, 1), new float[2]).isEmpty());
    }

    @Test
    void overAnotherBoxCutsAndPads() {
        final Mask moved = CROSS.over(new Box(2, -1, 3, 3));
        assertArrayEquals(new float[] { 0, 0, 0, 1, 0, 0, 0.5f, 0, 0 }, moved.values());
        assertEquals(1, moved.at(2, 0));
        assertEquals(0, moved.at(1, 1));
        assertEquals(0, CROSS.over(new Box(10, 10, 2, 2)).bounds().width());
    }

    @Test
    void invertedTwiceIsTheSame() {
        final Mask part = CROSS.trim();
        assertArrayEquals(CROSS.values(), part.invert(4, 3).invert(4, 3).values());
        assertEquals(0.5f, part.invert(4, 3).at(2, 1));
        assertEquals(1, part.invert(4, 3).at(3, 2));
    }

    @Test
    void aWrongNumberOfValuesIsRefused() {
        assertThrows(IllegalArgumentException.class, () -> new Mask(new Box(0, 0, 2, 2), new float[3]));
    }
}
