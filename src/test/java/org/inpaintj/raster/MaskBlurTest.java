package org.inpaintj.raster;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Random;
import java.util.stream.IntStream;

import com.google.gson.JsonObject;
import org.junit.jupiter.api.Test;

import org.inpaintj.core.Box;
import org.inpaintj.core.Plane;
import org.inpaintj.engine.diffusion.soft.SoftGoldens;

class MaskBlurTest {

    @Test
    void itIsOpenCvsToTheBit() {
        for (final JsonObject golden : SoftGoldens.of("blurs")) {
            final Mask mask = Mask.of(SoftGoldens.picture(golden, "picture"));
            final Mask blurred = MaskBlur.blur(mask.trim(), golden.get("sigma").getAsDouble(), mask.box());
            assertEquals(blurred.bounds(), blurred.box());
            assertArrayEquals(SoftGoldens.picture(golden, "out").values(), blurred.over(mask.box()).values(),
                    "sigma " + golden.get("sigma"));
        }
    }

    /** A small mask in a large image costs what it covers; the result is that over the whole. */
    @Test
    void aPartIsBlurredAsTheWhole() {
        final Random random = new Random(3);
        final Box image = new Box(-7, 11, 60, 45);
        for (int run = 0; run < 30; run++) {
            final Plane whole = new Plane(60, 45);
            final int x = random.nextInt(50), y = random.nextInt(40), w = 1 + random.nextInt(60 - x);
            for (int j = y; j < Math.min(45, y + 1 + random.nextInt(9)); j++)
                for (int i = x; i < x + w; i++)
                    whole.values()[j * 60 + i] = random.nextFloat();
            final Mask mask = new Mask(image, whole.values());
            final double sigma = 0.3 + 9 * random.nextDouble();
            assertArrayEquals(MaskBlur.blur(mask, sigma, image).over(image).values(),
                    MaskBlur.blur(mask.trim(), sigma, image).over(image).values());
        }
    }

    @Test
    void weightsAddUpAndASigmaOfZeroChangesNothing() {
        for (double sigma = 0.05; sigma < 400; sigma *= 1.7)
            assertEquals(256, IntStream.of(MaskBlur.kernel(sigma)).sum());
        final Mask grey = new Mask(new Box(2, 3, 2, 1), new float[] { 0.123f, 1 });
        assertArrayEquals(grey.values(), MaskBlur.blur(grey, 0, new Box(0, 0, 9, 9)).values());
        final Mask line = new Mask(new Box(4, 0, 1, 1), new float[] { 1 });
        assertEquals(new Box(1, 0, 7, 1), MaskBlur.blur(line, 1, new Box(0, 0, 9, 1)).box());
    }
}
