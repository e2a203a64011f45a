package org.inpaintj.engine.patch.level;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

import org.inpaintj.core.Progress;
import org.inpaintj.engine.patch.PatchScenes;

class PushPullFillTest {

    private static PyramidLevel filled(final PatchScenes scene) {
        final PyramidLevel level = scene.level();
        try (ParallelBands bands = new ParallelBands(1, Progress.NONE)) {
            PushPullFill.fill(level, bands);
        }
        return level;
    }

    /** A ramp is harmonic. Inside, at the border and in the corner, where it may only level off. */
    @Test
    void aRampGoesOn() {
        final PatchScenes scene = new PatchScenes(40, 36, 2, 3).hole(8, 9, 12, 10).hole(33, 14, 7, 8).hole(0, 30, 9, 6);
        for (int i = 0; i < scene.pixels.length; i++)
            scene.pixels[i] = i % 40 / 80f + i / 40 % 36 / 100f;
        final PyramidLevel level = filled(scene);
        for (final int p : level.hole)
            for (int k = 0; k < 2; k++)
                assertEquals(scene.pixels[level.y(p) * 40 + level.x(p)], level.f[p * level.depth + k],
                        level.x(p) < 20 && level.y(p) < 20 ? 0.01 : 0.06);
    }

    @Test
    void withoutSurroundingsItIsMiddleGrey() {
        final PyramidLevel level = filled(new PatchScenes(9, 7, 1, 3).hole(0, 0, 9, 7));
        for (final int p : level.hole)
            assertEquals(0.5f, level.f[p * level.depth]);
    }
}
