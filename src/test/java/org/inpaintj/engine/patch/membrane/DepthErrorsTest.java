package org.inpaintj.engine.patch.membrane;

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

    /**
     * Of a hole of 10 pixels that differ by 2 near its edge and 30 that differ by 4 deep in it; near the edge 100 erred
     * by 1.
     */
    private static double excess(final int triedDeep, final float error) {
        final DepthErrors tried = new DepthErrors(), hole = new DepthErrors();
        add(tried, 100, 1, 1);
        add(tried, triedDeep, error, 50);
        add(hole, 10, 2, 1);
        add(hole, 30, 4, 50);
        return hole.excess(tried);
    }

    @Test
    void theExcessWeighsDepthsAsTheHoleHasThem() {
        assertEquals(1 - (10 * 1 + 30 * 9) / (10 * 4 + 30 * 16.0), excess(50, 3), 1e-12);
    }

    @Test
    void depthsThatWereHardlyTriedDoNotCount() {
        assertEquals(0.75, excess(5, 9), 1e-12);
    }

    @Test
    void noDifferenceIsNoExcess() {
        final DepthErrors tried = new DepthErrors();
        add(tried, 100, 1, 1);
        assertEquals(0, new DepthErrors().excess(tried));
    }
}
