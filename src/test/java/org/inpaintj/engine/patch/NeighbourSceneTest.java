package org.inpaintj.engine.patch;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

import net.imglib2.RandomAccessibleInterval;
import net.imglib2.img.array.ArrayImgs;
import net.imglib2.type.numeric.real.FloatType;
import org.junit.jupiter.api.Test;

import org.inpaintj.core.Progress;
import org.inpaintj.engine.Scene;
import org.inpaintj.engine.SceneInput;
import org.inpaintj.engines.Engines;

/** Neighbouring slices in a scene. */
class NeighbourSceneTest {

    private static final int W = 45, H = 37;

    /** A scene with neighbours, each as valid as its own {@code valid} says. */
    private static Scene scene(final PatchScenes own, final PatchScenes... neighbours) {
        final Map<SceneInput, RandomAccessibleInterval<FloatType>> inputs = new HashMap<>();
        for (int n = 1; n <= neighbours.length; n++) {
            inputs.put(SceneInput.neighbour(n), neighbours[n - 1].scene().pixels());
            inputs.put(SceneInput.neighbourValid(n), ArrayImgs.floats(neighbours[n - 1].valid.clone(), W, H, 1));
        }
        final Scene alone = own.scene();
        return new Scene(alone.pixels(), alone.mask(), alone.valid(), alone.box(), alone.task(), inputs);
    }

    private static float[] fill(final Scene scene, final int threads) {
        return PatchScenes.samples(new PatchEngine(threads).run(Engines.found().request(Map.of("seed", "5")), scene,
                Progress.NONE), 0);
    }

    private static PatchScenes own(final int channels) {
        return new PatchScenes(W, H, channels, 1).hole(15, 12, 12, 11);
    }

    @Test
    void theFillIsTheSameOnAnyNumberOfThreads() {
        for (final int channels : new int[] { 1, 2, 3 }) {
            final Scene scene = scene(own(channels), new PatchScenes(W, H, channels, 1),
                    new PatchScenes(W, H, channels, 2), new PatchScenes(W, H, channels, 3));
            final float[] one = fill(scene, 1);
            assertArrayEquals(one, fill(scene, 4));
            assertArrayEquals(one, fill(scene, 3));
            for (final float value : one)
                assertTrue(Float.isFinite(value));
        }
    }

    @Test
    void aNeighbourThatMayNotBeCopiedFromIsNoNeighbour() {
        final PatchScenes never = new PatchScenes(W, H, 1, 2);
        Arrays.fill(never.valid, 0);
        assertArrayEquals(own(1).fill(5, 2), fill(scene(own(1), never), 2));
    }

    /** A slice that is the same everywhere gives what was under the mask. */
    @Test
    void whatAnEqualSliceShowsIsFilledIn() {
        final PatchScenes own = own(1);
        final float[] made = fill(scene(own, new PatchScenes(W, H, 1, 7), new PatchScenes(W, H, 1, 1)), 2);
        final float[] alone = own.fill(5, 2);
        double with = 0, without = 0;
        for (int i = 0; i < made.length; i++) {
            with += Math.abs(made[i] - own.pixels[i]);
            without += Math.abs(alone[i] - own.pixels[i]);
            if (own.mask[i] == 0)
                assertEquals(own.pixels[i], made[i]);
        }
        assertTrue(with < 0.35 * without, with + " of " + without);
    }

    /** Patches are compared as they are, so one that is much darker brings little, and does no harm. */
    @Test
    void aDarkerNeighbourDoesNoHarm() {
        final PatchScenes own = own(1), dark = new PatchScenes(W, H, 1, 1);
        for (int i = 0; i < dark.pixels.length; i++)
            dark.pixels[i] = 0.8f * dark.pixels[i] + 0.02f;
        final float[] made = fill(scene(own, dark), 2), alone = own.fill(5, 2);
        double with = 0, without = 0;
        for (int i = 0; i < made.length; i++) {
            with += Math.abs(made[i] - own.pixels[i]);
            without += Math.abs(alone[i] - own.pixels[i]);
        }
        assertTrue(with < 1.1 * without, with + " of " + without);
    }

    @Test
    void itIsMadeOfFullNumbersAndAValidityEach() {
        final Scene alone = own(1).scene();
        final RandomAccessibleInterval<FloatType> picture = ArrayImgs.floats(W, H, 1), two = ArrayImgs.floats(W, H, 2);
        final RandomAccessibleInterval<FloatType> plane = ArrayImgs.floats(W, H, 1);
        for (final Map<SceneInput, RandomAccessibleInterval<FloatType>> bad : java.util.List.of(
                Map.of(SceneInput.neighbour(1), picture),
                Map.of(SceneInput.neighbour(2), picture, SceneInput.neighbourValid(2), plane),
                Map.of(SceneInput.neighbour(1), two, SceneInput.neighbourValid(1), plane)))
            assertThrows(IllegalArgumentException.class, () -> new Scene(alone.pixels(), alone.mask(), alone.valid(),
                    alone.box(), alone.task(), bad));
    }
}
