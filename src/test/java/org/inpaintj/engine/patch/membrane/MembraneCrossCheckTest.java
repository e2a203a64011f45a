package org.inpaintj.engine.patch.membrane;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Random;

import org.junit.jupiter.api.Test;

import org.inpaintj.core.Progress;
import org.inpaintj.engine.patch.PatchScenes;
import org.inpaintj.engine.patch.level.HoleDepth;
import org.inpaintj.engine.patch.level.ParallelBands;
import org.inpaintj.engine.patch.level.PyramidLevel;

class MembraneCrossCheckTest {

    private static MembraneCrossCheck trial(final PatchScenes scene) {
        try (ParallelBands bands = new ParallelBands(2, Progress.NONE)) {
            final PyramidLevel level = scene.level();
            return new MembraneCrossCheck(level, HoleDepth.squared(level, bands), bands);
        }
    }

    private static DepthErrors errors(final PatchScenes scene) {
        return trial(scene).membrane;
    }

    private static PatchScenes ramp() {
        final PatchScenes scene = new PatchScenes(60, 50, 2, 1).hole(20, 18, 14, 12);
        for (int i = 0; i < scene.pixels.length; i++)
            scene.pixels[i] = i % 60 / 100f + i / 60 % 50 / 200f;
        return scene;
    }

    /** A plane is harmonic. */
    @Test
    void aRampIsContinuedExactly() {
        final PatchScenes scene = ramp();
        final DepthErrors errors = errors(scene);
        assertTrue(errors.known(1));
        assertEquals(0, errors.mean(1), 1e-3);
        assertEquals(0, errors.mean(25), 1e-3);
    }

    @Test
    void wavesAreMissedTheMoreTheDeeper() {
        final DepthErrors errors = errors(waves(3));
        assertTrue(errors.mean(25) > Math.max(0.01, 2 * errors.mean(1)), errors.mean(25) + " against "
                + errors.mean(1));
    }

    private static PatchScenes waves(final double length) {
        final PatchScenes scene = ramp();
        for (int i = 0; i < scene.pixels.length; i++)
            scene.pixels[i] = (float) (0.5 + 0.3 * Math.sin(i % 60 / length) * Math.cos(i / 60 % 50 / length));
        return scene;
    }

    @Test
    void nothingIsKnownWhereTheHoleFitsNowhereElse() {
        assertFalse(errors(new PatchScenes(20, 20, 1, 1).hole(0, 0, 20, 19)).known(1));
    }

    @Test
    void theMembraneExplainsARampAndNothingOfNoise() {
        assertEquals(1, trial(ramp()).skill(), 0.01);
        final PatchScenes noise = ramp();
        final Random random = new Random(3);
        for (int i = 0; i < noise.pixels.length; i++)
            noise.pixels[i] = random.nextFloat();
        assertTrue(trial(noise).skill() < 0.1, "" + trial(noise).skill());
        assertEquals(0, trial(new PatchScenes(20, 20, 1, 1).hole(0, 0, 20, 19)).skill(), "nothing was tried");
    }

    @Test
    void theSpreadIsAroundTheMeanOfTheSurroundings() {
        final PatchScenes scene = new PatchScenes(120, 110, 1, 1).constant(0.3f).hole(50, 45, 10, 12);
        for (int i = 0; i < scene.pixels.length; i++)
            if (i % 120 < 25 || i % 120 > 85)
                scene.pixels[i] = 0.9f;
        assertEquals(0, trial(scene).spread.mean(25), 1e-6);
        assertTrue(trial(waves(3)).spread.mean(25) > 0.01);
    }
}
