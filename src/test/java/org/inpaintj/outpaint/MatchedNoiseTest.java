package org.inpaintj.outpaint;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.Random;

import org.junit.jupiter.api.Test;

/** What holds for any picture; the numbers are those of OutpaintGoldenTest. */
class MatchedNoiseTest {

    private static final int WIDTH = 64, HEIGHT = 48;

    private final boolean[] masked = new boolean[WIDTH * HEIGHT], measured = new boolean[WIDTH * HEIGHT];

    MatchedNoiseTest() {
        Arrays.fill(measured, true);
        for (int i = 0; i < masked.length; i++)
            masked[i] = i % WIDTH < 20;
    }

    private double[] picture(final long seed) {
        final Random random = new Random(seed);
        final double[] out = new double[WIDTH * HEIGHT];
        for (int i = 0; i < out.length; i++)
            out[i] = masked[i] ? 0 : 0.3 + 0.2 * Math.sin(i % WIDTH / 3.0) + 0.1 * random.nextDouble();
        return out;
    }

    private double[][] fill(final double jitter, final double[]... channels) {
        return new MatchedNoise(channels, masked, measured, WIDTH, HEIGHT).fill(1, jitter);
    }

    @Test
    void whatIsKnownStaysAndTheRestHasItsValues() {
        final double[] picture = picture(1);
        final double[] made = fill(0.5, picture, picture(2), picture(3))[0];
        final double[] known = new double[picture.length], noise = new double[picture.length];
        int k = 0, n = 0;
        for (int i = 0; i < made.length; i++)
            if (masked[i])
                noise[n++] = made[i];
            else {
                assertEquals(picture[i], made[i]);
                known[k++] = picture[i];
            }
        Arrays.sort(known, 0, k);
        Arrays.sort(noise, 0, n);
        for (final double share : new double[] { 0.05, 0.25, 0.5, 0.75, 0.95, 1 })
            assertEquals(known[(int) Math.ceil(share * k) - 1], noise[(int) Math.ceil(share * n) - 1], 2e-3);
        assertTrue(noise[0] >= known[0]);
    }

    /** As three of them would be without colour variation. */
    @Test
    void oneChannelTakesTheMeanOfThree() {
        final double[] picture = picture(4);
        final double[] alone = fill(0.7, picture)[0];
        for (final double[] of : fill(0, picture, picture.clone(), picture.clone()))
            assertArrayEquals(of, alone, 1e-9);
        assertArrayEquals(alone, fill(0, picture)[0], "one channel has no colour");
    }

    @Test
    void channelsBeyondThreeHaveNoiseOfTheirOwn() {
        final double[][] made = fill(1, picture(1), picture(1), picture(1), picture(1));
        assertEquals(4, made.length);
        assertTrue(Math.abs(made[3][5] - made[0][5]) + Math.abs(made[3][90] - made[1][90]) > 1e-3);
    }

    @Test
    void whatWasNotMeasuredIsNotLearntFrom() {
        final double[] picture = picture(5);
        for (int i = 30; i < 40; i++) {
            picture[10 * WIDTH + i] = 0.99;
            measured[10 * WIDTH + i] = false;
        }
        final double[] made = fill(0, picture)[0];
        for (int i = 0; i < made.length; i++)
            assertTrue(!masked[i] || made[i] < 0.7, "at " + i);
    }
}
