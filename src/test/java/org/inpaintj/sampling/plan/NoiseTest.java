package org.inpaintj.sampling.plan;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.util.Arrays;
import java.util.List;
import java.util.function.Supplier;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import org.inpaintj.sampling.ImageNoise;
import org.inpaintj.sampling.ImageNoise.Canvas;
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

    /** The WebUI's ENSD: the start is the seed's, all that follows another seed's from its beginning. */
    @Test
    void aSeedDeltaChangesWhatFollows() {
        final ImageNoise noise = new ImageNoise(7, Variation.NONE, Canvas.SAME, 31337, 4, 3, 5);
        final Philox seed = new Philox(7), other = new Philox(7 + 31337);
        assertArrayEquals(seed.normal(60), noise.get());
        for (int call = 0; call < 3; call++)
            assertArrayEquals(other.normal(60), noise.get());
    }

    /** Against the indices written out: rows and columns of the other size around the common middle. */
    @ParameterizedTest
    @CsvSource({ "4, 6", "8, 5", "3, 9", "2, 2", "11, 12", "7, 7", "1, 20" })
    void aResizedSeedKeepsItsMiddle(final int high, final int wide) {
        final int height = 7, width = 7;
        for (final double strength : new double[] { 0, 0.3 }) {
            final float[] made = new ImageNoise(5, new Variation(6, strength), new Canvas(high, wide), 0, 2, height,
                    width).get();
            float[] small = new Philox(5).normal(2 * high * wide);
            if (strength > 0)
                small = Slerp.between(strength, small, new Philox(6).normal(small.length), 2, high, wide);
            // the noise of the size itself is without the second seed
            final float[] full = high == height && wide == width ? small : new Philox(5).normal(2 * height * width);
            final int top = (int) Math.floor((height - high) / 2.0), left = (int) Math.floor((width - wide) / 2.0);
            for (int c = 0; c < 2; c++)
                for (int y = 0; y < height; y++)
                    for (int x = 0; x < width; x++) {
                        final int fromY = y - top, fromX = x - left;
                        // with an odd difference the last row and column of a larger size stay out
                        final boolean inside = fromY >= 0 && fromY < high && fromX >= 0 && fromX < wide
                                && (top >= 0 || y < high + 2 * top) && (left >= 0 || x < wide + 2 * left);
                        assertEquals(inside ? small[(c * high + fromY) * wide + fromX]
                                : full[(c * height + y) * width + x], made[(c * height + y) * width + x]);
                    }
        }
    }

    /** Later noise is that of the size itself. */
    @Test
    void aResizedSeedGoesOnAsUsual() {
        final ImageNoise resized = new ImageNoise(5, Variation.NONE, new Canvas(2, 3), 0, 4, 3, 5), plain = image(5,
                Variation.NONE);
        assertFalse(Arrays.equals(resized.get(), plain.get()));
        assertArrayEquals(plain.get(), resized.get());
        final ImageNoise half = new ImageNoise(5, Variation.NONE, new Canvas(0, 3), 0, 4, 3, 5);
        assertArrayEquals(image(5, Variation.NONE).get(), half.get());
    }

    private static ImageNoise image(final long seed, final Variation variation) {
        return new ImageNoise(seed, variation, 4, 3, 5);
    }
}
