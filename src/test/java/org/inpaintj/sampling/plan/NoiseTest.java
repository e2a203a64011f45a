package org.inpaintj.sampling.plan;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.util.Arrays;
import java.util.List;
import java.util.function.Supplier;

import org.junit.jupiter.api.Test;

import org.inpaintj.sampling.ImageNoise;
import org.inpaintj.sampling.ImageNoise.Variation;
import org.inpaintj.sampling.Philox;
import org.inpaintj.sampling.Slerp;

class NoiseTest {

    @Test
    void philoxDrawsAsCuda() {
        assertArrayEquals(new float[] { -0.92466f, -0.42534f, -2.64384f, 0.14518f, -0.12087f, -0.57973f, -0.62285f,
                -0.32839f }, Arrays.copyOf(new Philox(0).normal(12), 8), 6e-6f);
    }

    @Test
    void philoxDependsOnSeedCallAndPosition() {
        final Philox a = new Philox(5);
        final float[] first = a.normal(100);
        final float[] second = a.normal(3);
        assertArrayEquals(Arrays.copyOf(first, 7), new Philox(5).normal(7));
        assertFalse(Arrays.equals(Arrays.copyOf(first, 3), second));
        assertFalse(Arrays.equals(first, new Philox(5 + (1L << 32)).normal(100)));
    }

    @Test
    void philoxIsNormal() {
        final float[] x = new Philox(123).normal(200_000);
        double mean = 0;
        double square = 0;
        double fourth = 0;
        for (final float v : x) {
            mean += v / (double) x.length;
            square += v * v / (double) x.length;
            fourth += Math.pow(v, 4) / x.length;
        }
        assertEquals(0, mean, 0.01);
        assertEquals(1, square, 0.015);
        assertEquals(3, fourth, 0.1);
    }

    @Test
    void anImageIsTheSameAloneAndInABatch() {
        final Supplier<float[]> batch = ImageNoise.batch(List.of(image(7, Variation.NONE), image(8, Variation.NONE)));
        final ImageNoise alone = image(8, Variation.NONE);
        for (int call = 0; call < 3; call++)
            assertArrayEquals(alone.get(), Arrays.copyOfRange(batch.get(), 60, 120));
    }

    @Test
    void variationTurnsTheStartOnly() {
        final float[] low = image(1, Variation.NONE).get();
        final float[] high = image(2, Variation.NONE).get();
        assertArrayEquals(high, image(1, new Variation(2, 1)).get(), 1e-6f);
        assertArrayEquals(low, image(1, new Variation(2, 1e-9)).get(), 1e-6f);
        assertArrayEquals(low, image(1, new Variation(1, 0.3)).get(), 1e-6f);
        final ImageNoise varied = image(1, new Variation(2, 0.4));
        final ImageNoise plain = image(1, Variation.NONE);
        assertFalse(Arrays.equals(varied.get(), plain.get()));
        assertArrayEquals(plain.get(), varied.get());
    }

    @Test
    void slerpTurnsEachColumnByItsAngle() {
        // one channel, two rows, two columns: a right angle in the first column, none in the second
        final float[] mixed = Slerp.between(0.5, new float[] { 1, 2, 0, 0 }, new float[] { 0, 0, 1, 2 }, 1, 2, 2);
        final float half = (float) Math.sqrt(0.5);
        assertArrayEquals(new float[] { half, 2 * half, half, 2 * half }, mixed, 1e-6f);
    }

    @Test
    void slerpOfOppositeOrEqualColumnsIsFinite() {
        final float[] x = { 1, 1, 2, 2 };
        final float[] y = { 1, -3, 2, 5 };
        for (final float v : Slerp.between(0.25, x, y, 1, 2, 2))
            assertFalse(Float.isNaN(v));
    }

    private static ImageNoise image(final long seed, final Variation variation) {
        return new ImageNoise(seed, variation, 4, 3, 5);
    }
}
