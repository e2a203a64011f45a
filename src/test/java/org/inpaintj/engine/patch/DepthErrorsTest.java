package org.inpaintj.engine.patch;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Arrays;

import org.junit.jupiter.api.Test;

class DepthErrorsTest {

    private static void add(final DepthErrors to, final int count, final float difference, final int squaredDepth) {
        final float[] differences = new float[count];
        Arrays.fill(differences, difference);
        final int[] pixels = new int[count], squared = { squaredDepth };
        to.add(differences, pixels, squared);
    }

    @Test
    void theExcessWeighsDepthsAsTheHoleHasThem() {
        final DepthErrors tried = new DepthErrors(), hole = new DepthErrors();
        add(tried, 100, 1, 1);
        add(tried, 50, 3, 50);
        add(hole, 10, 2, 1);
        add(hole, 30, 4, 50);
        assertEquals(1 - (10 * 1 + 30 * 9) / (10 * 4 + 30 * 16.0), hole.excess(tried), 1e-12);
    }

    @Test
    void depthsThatWereHardlyTriedDoNotCount() {
        final DepthErrors tried = new DepthErrors(), hole = new DepthErrors();
        add(tried, 100, 1, 1);
        add(tried, 5, 9, 50);
        add(hole, 10, 2, 1);
        add(hole, 30, 4, 50);
        assertEquals(0.75, hole.excess(tried), 1e-12);
    }

    @Test
    void noDifferenceIsNoExcess() {
        final DepthErrors tried = new DepthErrors();
        add(tried, 100, 1, 1);
        assertEquals(0, new DepthErrors().excess(tried));
    }
}
