package org.inpaintj.engine.patch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.inpaintj.engine.Progress;
import org.junit.jupiter.api.Test;

class SurfaceTrialTest {

    private static DepthErrors[] errors(final Scenes scene) {
        try (Bands bands = new Bands(2, Progress.NONE)) {
            final Level level = scene.level();
            return new SurfaceTrial(level, Depth.squared(level, bands)).errors(bands);
        }
    }

    private static Scenes ramp() {
        final Scenes scene = new Scenes(60, 50, 2, 1).hole(20, 18, 14, 12);
        for (int i = 0; i < scene.pixels.length; i++)
            scene.pixels[i] = i % 60 / 100f + i / 60 % 50 / 200f;
        return scene;
    }

    /** A plane is harmonic. */
    @Test
    void aRampIsContinuedExactly() {
        final Scenes scene = ramp();
        final Level level = scene.level();
        for (final int i : level.hole)
            level.f[i * level.depth] = 9;
        try (Bands bands = new Bands(1, Progress.NONE)) {
            final Level membrane = Laplace.membrane(level, new int[] { level.index(3, 3) }, bands);
            assertEquals(14 * 12 + 1, membrane.hole.length);
            for (final int i : membrane.hole)
                assertEquals(scene.pixels[level.y(i) * 60 + level.x(i)], membrane.f[i * level.depth], 1e-3);
            assertEquals(9, level.f[level.hole[0] * level.depth], "the level itself stays");
        }
        for (final DepthErrors errors : errors(scene)) {
            assertTrue(errors.known(1));
            assertEquals(0, errors.mean(1), 1e-3);
            assertEquals(0, errors.mean(25), 1e-3);
        }
    }

    @Test
    void wavesAreMissedTheMoreTheDeeper() {
        for (final DepthErrors errors : errors(waves(3)))
            assertTrue(errors.mean(25) > Math.max(0.01, 2 * errors.mean(1)), errors.mean(25) + " against " + errors.mean(1));
    }

    @Test
    void thePlateFollowsLongWavesBetterThanTheMembrane() {
        final DepthErrors[] errors = errors(waves(12));
        assertTrue(errors[1].mean(25) < 0.3 * errors[0].mean(25), errors[1].mean(25) + " against " + errors[0].mean(25));
    }

    private static Scenes waves(final double length) {
        final Scenes scene = ramp();
        for (int i = 0; i < scene.pixels.length; i++)
            scene.pixels[i] = (float) (0.5 + 0.3 * Math.sin(i % 60 / length) * Math.cos(i / 60 % 50 / length));
        return scene;
    }

    @Test
    void nothingIsKnownWhereTheHoleFitsNowhereElse() {
        assertFalse(errors(new Scenes(20, 20, 1, 1).hole(0, 0, 20, 19))[0].known(1));
    }
}
