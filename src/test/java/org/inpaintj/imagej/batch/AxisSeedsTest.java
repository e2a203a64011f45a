package org.inpaintj.imagej.batch;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

import org.junit.jupiter.api.Test;

import ij.ImagePlus;
import ij.ImageStack;
import ij.process.ByteProcessor;

import org.inpaintj.core.InpaintException;
import org.inpaintj.engine.Request;
import org.inpaintj.engines.Engines;
import org.inpaintj.model.folder.ModelFixture;
import org.inpaintj.sampling.ImageNoise;

/** Seeds that follow from a slice's number. */
class AxisSeedsTest {

    private static final int CHANNELS = 4, SIDE = 16;

    private static Request request(final String... keysAndValues) {
        Request request = Engines.found().request(Map.of("engine", "diffusion", "seed", "7", "model",
                ModelFixture.of("sd15").folder().toString()));
        for (int i = 0; i < keysAndValues.length; i += 2)
            request = request.with(keysAndValues[i], keysAndValues[i + 1]);
        return request;
    }

    private static float[] noise(final AxisSeeds seeds, final int slice) {
        final Request request = seeds.at(slice);
        return new ImageNoise(request.seed(), new ImageNoise.Variation(Math.max(0, Long.parseLong(request.text(
                "subseed"))), Double.parseDouble(request.text("variation"))), CHANNELS, SIDE, SIDE).get();
    }

    private static double correlation(final float[] a, final float[] b) {
        double ab = 0, aa = 0, bb = 0;
        for (int i = 0; i < a.length; i++) {
            ab += a[i] * b[i];
            aa += a[i] * a[i];
            bb += b[i] * b[i];
        }
        return ab / Math.sqrt(aa * bb);
    }

    @Test
    void theNoiseIsOneFieldAlongTheAxis() {
        final AxisSeeds same = new AxisSeeds(request(), 0), own = new AxisSeeds(request(), 1),
                smooth = new AxisSeeds(request(), 4);
        for (int z = 1; z < 12; z++) {
            assertArrayEquals(noise(same, z), noise(same, z + 1));
            assertEquals(0, correlation(noise(own, z), noise(own, z + 1)), 0.12);
            // a quarter of a right angle
            assertEquals(Math.cos(Math.PI / 8), correlation(noise(smooth, z), noise(smooth, z + 1)), 0.04, "z " + z);
            assertEquals(0, correlation(noise(smooth, z), noise(smooth, z + 8)), 0.12);
            double squares = 0;
            for (final float x : noise(smooth, z))
                squares += x * x;
            assertEquals(1, squares / (CHANNELS * SIDE * SIDE), 0.12, "variance at " + z);
        }
    }

    @Test
    void aSeedFollowsFromTheNumberAlone() {
        final AxisSeeds smooth = new AxisSeeds(request(), 3);
        assertEquals("8 9 0.3333333333333333", text(smooth.at(5)));
        assertEquals("7 8 0", text(smooth.at(1)).replace(".0", ""));
        assertEquals(11, new AxisSeeds(request(), 1).at(5).seed());
        assertEquals(1, new AxisSeeds(request("seed", "4294967295"), 1).at(3).seed());
        final Request asked = request();
        assertSame(asked, new AxisSeeds(asked, 0).at(5));
        final AxisSeeds drawn = new AxisSeeds(request("seed", "-1"), 1);
        assertEquals(drawn.at(1).seed() + 2, drawn.at(3).seed());
    }

    private static String text(final Request request) {
        return request.seed() + " " + request.text("subseed") + " " + request.text("variation");
    }

    @Test
    void noiseIsMixedOnlyWhereThereIsSome() {
        final Request patch = Engines.found().request(Map.of("engine", "patch", "seed", "7"));
        assertTrue(assertThrows(InpaintException.class, () -> new AxisSeeds(patch, 2)).getMessage().contains(
                "'patch' starts from none"));
        assertEquals(9, new AxisSeeds(patch, 1).at(3).seed());
        assertTrue(assertThrows(InpaintException.class, () -> new AxisSeeds(request("variation", "0.5"), 2))
                .getMessage().contains("leave variation out"));
    }

    @Test
    void aPaintedSliceAloneIsThatOfTheWholeRun() {
        final ImageStack stack = new ImageStack(32, 32);
        for (int z = 0; z < 3; z++) {
            final ByteProcessor slice = new ByteProcessor(32, 32);
            for (int i = 0; i < 32 * 32; i++)
                slice.set(i, 3 * (i % 32) + 2 * (i / 32) + 5);
            stack.addSlice(slice);
        }
        final ImagePlus imp = new ImagePlus("ramp", stack);
        imp.setDimensions(1, 3, 1);
        imp.setRoi(8, 8, 16, 16);
        final Map<String, String> keys = new HashMap<>(Map.of("engine", "diffusion", "model",
                ModelFixture.of("sd15").folder().toString(), "seed", "7", "steps", "2", "width", "64", "height", "64",
                "content", "noise", "strength", "1", "each", "slices", "noise_span", "2"));
        final ImagePlus whole = StackBenchmark.repaint(imp, keys);
        keys.put("each", "image");
        keys.put("slice", "2");
        final ImagePlus alone = StackBenchmark.repaint(imp, keys);
        assertArrayEquals((byte[]) whole.getStack().getPixels(2),
                (byte[]) alone.getStack().getPixels(Math.min(2, alone.getStackSize())));
        assertFalse(Arrays.equals((byte[]) whole.getStack().getPixels(1), (byte[]) whole.getStack().getPixels(2)));
    }
}
