package org.inpaintj.engine.diffusion.soft;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.Map;

import com.google.gson.JsonObject;
import org.junit.jupiter.api.Test;

import org.inpaintj.core.Plane;
import org.inpaintj.params.Parameters;

/** The formulas of soft inpainting against a program of its own, and what they promise at their ends. */
class SoftInpaintingTest {

    private static final SoftInpainting WEBUI = Parameters.of(SoftInpainting.class).parse(Map.of("soft", "true"));

    @Test
    void theDefaultsAreTheWebUis() {
        assertEquals(new SoftInpainting(true, 1, 0.5, 4, 0, 0.5, 2), WEBUI);
    }

    @Test
    void latentsAreMixedAsInTheWebUi() {
        for (final JsonObject golden : SoftGoldens.of("blends")) {
            final float[] made = SoftGoldens.floats(golden, "made");
            new LatentBlend(SoftGoldens.keys(golden), SoftGoldens.floats(golden, "mask")).into(made,
                    SoftGoldens.floats(golden, "known"), 1, golden.get("sigma").getAsDouble());
            assertArrayEquals(SoftGoldens.floats(golden, "out"), made, 2e-6f, golden.get("key") + " at "
                    + golden.get("sigma"));
        }
    }

    @Test
    void severalImagesAreMixedAsEachAlone() {
        final JsonObject golden = SoftGoldens.of("blends").get(1);
        final float[] made = twice(SoftGoldens.floats(golden, "made")), out = twice(SoftGoldens.floats(golden, "out"));
        new LatentBlend(SoftGoldens.keys(golden), SoftGoldens.floats(golden, "mask")).into(made,
                twice(SoftGoldens.floats(golden, "known")), 2, golden.get("sigma").getAsDouble());
        assertArrayEquals(out, made, 2e-6f);
    }

    private static float[] twice(final float[] once) {
        final float[] out = Arrays.copyOf(once, 2 * once.length);
        System.arraycopy(once, 0, out, once.length, once.length);
        return out;
    }

    /** Flow matching starts from noise alone, and a run ends without any. */
    @Test
    void theEndsOfTheNoiseAreNumbers() {
        for (final double sigma : new double[] { 0, 1e-300, 1e300, Double.POSITIVE_INFINITY })
            for (final double bias : new double[] { 0, 1, 8 })
                for (final double preservation : new double[] { 0, 0.5, 8 })
                    for (final double value : new double[] { 0, 1 / 255.0, 0.5, 1 }) {
                        final double share = new LatentBlend(new SoftInpainting(true, bias, preservation, 4, 0, 0.5, 2),
                                new float[1]).share(value, sigma);
                        assertTrue(share >= 0 && share <= 1, bias + " " + preservation + " " + value + " " + share);
                        assertEquals(preservation == 0 || value == 1 ? 1 : value == 0 ? 0 : share, share);
                    }
        final LatentBlend blend = new LatentBlend(WEBUI, new float[1]);
        assertEquals(1, blend.share(1 / 255.0, 0));
        assertEquals(0, blend.share(254 / 255.0, Double.POSITIVE_INFINITY));
        final float[] zero = new float[4];
        new LatentBlend(WEBUI, new float[] { 0.5f }).into(zero, new float[4], 1, 1);
        assertArrayEquals(new float[4], zero);
    }

    /** Even the highest contrast takes no power beyond a double. */
    @Test
    void largeLatentsStayNumbers() {
        final float[] made = { 3e20f, 0, 0, 0 };
        new LatentBlend(new SoftInpainting(true, 1, 0.5, 32, 0, 0.5, 2), new float[] { 0.5f }).into(made,
                new float[] { 0, 3e20f, 0, 0 }, 1, 1);
        assertEquals(3e20, Math.hypot(made[0], made[1]), 0.1e20);
    }

    @Test
    void theHistogramFilterIsTheWebUis() {
        for (final JsonObject golden : SoftGoldens.of("filters")) {
            final float[] plane = SoftGoldens.floats(golden, "plane");
            final int width = golden.get("width").getAsInt();
            assertArrayEquals(SoftGoldens.floats(golden, "out"), new WeightedHistogramFilter(
                    golden.get("low").getAsDouble(), golden.get("high").getAsDouble())
                            .apply(new Plane(plane, width, plane.length / width)).values(),
                    1e-6f);
        }
    }

    /** The weights of the sheet, to its digits. */
    @Test
    void theKernelIsThatOfAGaussianToAReachOfThree() {
        final int[][] at = { { 0, 0 }, { 0, 1 }, { 1, 1 }, { 0, 2 }, { 1, 2 }, { 2, 2 } };
        final double[] weights = { 1, 0.6345, 0.4001, 0.1535, 0.0917, 0.0104 };
        double sum = 0;
        for (int k = 0; k < at.length; k++)
            assertEquals(weights[k], WeightedHistogramFilter.weight(at[k][0], at[k][1]), 5e-5);
        for (int i = -2; i <= 2; i++)
            for (int j = -2; j <= 2; j++)
                sum += WeightedHistogramFilter.weight(i, j);
        assertEquals(6.528, sum, 5e-4);
    }

    /** Pillow rounds after each of its six passes, we do not: a level and a half, at most. */
    @Test
    void theOpacityIsTheWebUis() {
        for (final JsonObject golden : SoftGoldens.of("opacities")) {
            final float[] mask = SoftGoldens.floats(golden, "mask"), out = SoftGoldens.floats(golden, "out");
            final int width = golden.get("width").getAsInt(), height = mask.length / width;
            final Plane opacity = AdaptiveMask.of(SoftGoldens.keys(golden), SoftGoldens.floats(golden, "before"),
                    SoftGoldens.floats(golden, "after"), new Plane(mask, width, height), 8);
            assertEquals(8 * width, opacity.width());
            for (int i = 0; i < out.length; i++)
                assertEquals(out[i], 255 * opacity.at(i % 32 * 3, i / 32 * 3), 1.6, golden.get("key") + " " + i);
        }
    }

    @Test
    void whatHasNotChangedIsNotSeen() {
        final float[] latents = new float[4 * 20 * 10], changed = latents.clone();
        changed[10 * 20 - 1] = 9;
        final Plane opacity = AdaptiveMask.of(WEBUI, latents, changed, Plane.filled(1, 20, 10), 8);
        assertEquals(1, opacity.at(159, 79), 0.02);
        for (int y = 0; y < 80; y++)
            for (int x = 0; x < 80; x++)
                assertEquals(0, opacity.at(x, y));
        for (final SoftInpainting soft : new SoftInpainting[] { WEBUI, new SoftInpainting(true, 1, 0.5, 4, 0, 0, 2) })
            for (final float v : AdaptiveMask.of(soft, latents, latents, Plane.filled(1, 20, 10), 8).values())
                assertEquals(0, v);
    }
}
