package org.inpaintj.engine.diffusion;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.google.gson.JsonObject;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import org.inpaintj.core.Plane;
import org.inpaintj.engine.diffusion.soft.LatentMask;
import org.inpaintj.engine.diffusion.soft.SoftGoldens;

class LatentMaskTest {

    private static final int SIZE = 512;

    /** The WebUI's numbers for a square of 256 px in the middle of 512 px: a strong blur shrinks what is repainted. */
    @ParameterizedTest
    @CsvSource({ "0, 1024", "4, 1024", "8, 1020", "16, 1012", "64, 816" })
    void aBlurredSquareMasksTheWebUisSamples(final int sigma, final int samples) {
        float[] mask = new float[SIZE * SIZE];
        for (int i = 0; i < mask.length; i++)
            mask[i] = inside(i / SIZE) && inside(i % SIZE) ? 1 : 0;
        if (sigma > 0)
            mask = turned(blurred(turned(blurred(mask, sigma)), sigma));
        int count = 0;
        for (final float v : new LatentMask(new Plane(mask, SIZE, SIZE), 8).values(false))
            count += (int) v;
        assertEquals(samples, count);
    }

    @Test
    void theGreysOfSoftInpaintingArePillows() {
        for (final JsonObject golden : SoftGoldens.of("latent_masks")) {
            final float[] greys = new LatentMask(SoftGoldens.picture(golden, "picture"), 8).greys(false);
            for (int i = 0; i < greys.length; i++)
                greys[i] *= 255;
            assertArrayEquals(SoftGoldens.floats(golden, "out"), greys, 1e-4f);
        }
    }

    /** What is too faint for every sample is not lost: it masks those that it touches, as much as it is. */
    @Test
    void aFaintMaskMasksWhatItTouches() {
        final float[] mask = new float[16 * 16];
        mask[5 * 16 + 9] = 3 / 255f;
        assertArrayEquals(new float[] { 0, 3 / 255f, 0, 0 }, new LatentMask(new Plane(mask, 16, 16), 8).greys(false));
        mask[0] = 0.25f;
        assertArrayEquals(new float[] { 0.25f, 0, 0, 0 }, new LatentMask(new Plane(mask, 16, 16), 8).greys(true));
    }

    private static boolean inside(final int at) {
        return at >= SIZE / 4 && at < SIZE * 3 / 4;
    }

    /** Along the rows, in steps of 1/255, cut at 2.5 sigma. */
    private static float[] blurred(final float[] plane, final double sigma) {
        final int reach = (int) (2.5 * sigma + 0.5);
        final double[] kernel = new double[2 * reach + 1];
        double sum = 0;
        for (int i = -reach; i <= reach; i++)
            sum += kernel[i + reach] = Math.exp(-i * i / (2 * sigma * sigma));
        final float[] out = new float[plane.length];
        for (int i = 0; i < plane.length; i++) {
            double value = 0;
            for (int k = -reach; k <= reach; k++)
                value += kernel[k + reach] / sum * plane[i / SIZE * SIZE + mirrored(i % SIZE + k)];
            out[i] = Math.round(255 * value) / 255f;
        }
        return out;
    }

    private static int mirrored(final int at) {
        return at < 0 ? -at : at >= SIZE ? 2 * SIZE - 2 - at : at;
    }

    private static float[] turned(final float[] plane) {
        final float[] out = new float[plane.length];
        for (int i = 0; i < plane.length; i++)
            out[i % SIZE * SIZE + i / SIZE] = plane[i];
        return out;
    }
}
