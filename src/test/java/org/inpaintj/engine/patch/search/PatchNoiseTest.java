package org.inpaintj.engine.patch.search;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Random;

import org.junit.jupiter.api.Test;

import org.inpaintj.core.Progress;
import org.inpaintj.engine.patch.PatchScenes;
import org.inpaintj.engine.patch.level.ParallelBands;
import org.inpaintj.engine.patch.level.PyramidLevel;

class PatchNoiseTest {

    private static final int SIDE = 360, X = 198, Y = 72, HOLE = 96, DISC = 144;

    private static float[] noise(final Patches patches, final float share) {
        try (ParallelBands bands = new ParallelBands(2, Progress.NONE)) {
            return PatchNoise.of(patches, share, bands);
        }
    }

    private static Patches patches(final PyramidLevel level, final int size) {
        try (ParallelBands bands = new ParallelBands(1, Progress.NONE)) {
            return new Patches(level, size, bands);
        }
    }

    @Test
    void noiseIsWhatDiffersFromTheNeighbourhood() {
        final PatchScenes s = new PatchScenes(20, 20, 3, 1).constant(0.5f);
        for (int c = 0; c < 3; c++)
            s.pixels[c * 400 + 10 * 20 + 10] = 1.4f;
        final PyramidLevel level = s.hole(14, 9, 3, 3).level();
        final float[] noise = noise(patches(level, 5), 0.5f);
        assertEquals(0, noise[level.index(4, 4)], 1e-9f);
        assertEquals(0.5f * 3 * (0.8f * 0.8f + 8 * 0.1f * 0.1f), noise[level.index(8, 8)], 1e-5f);
    }

    @Test
    void aSourceIsSparedItsDifferencesFromTheMeasuredMeansAround() {
        final PatchScenes scene = new PatchScenes(30, 26, 2, 4);
        for (int y = 3; y < 20; y++)
            scene.valid[y * 30 + 14] = 0;
        final PyramidLevel level = scene.level();
        final Patches patches = patches(level, 5);
        final float[] noise = noise(patches, 0.5f);
        for (final int i : patches.list()) {
            double sum = 0;
            for (int v = 0; v < 5; v++)
                for (int u = 0; u < 5; u++)
                    sum += variation(level, level.x(i) + u, level.y(i) + v);
            assertEquals(0.5 * sum, noise[i], 1e-4 * sum);
        }
    }

    private static double variation(final PyramidLevel level, final int x, final int y) {
        double sum = 0;
        for (int k = 0; k < level.channels; k++) {
            double around = 0;
            int n = 0;
            for (int v = Math.max(0, y - 1); v <= Math.min(level.height - 1, y + 1); v++)
                for (int u = Math.max(0, x - 1); u <= Math.min(level.width - 1, x + 1); u++)
                    if (level.state[level.index(u, v)] == 0) {
                        around += level.f[level.index(u, v) * level.depth + k];
                        n++;
                    }
            sum += Math.pow(level.f[level.index(x, y) * level.depth + k] - around / n, 2);
        }
        return sum;
    }

    @Test
    void noSourceIsSparedMoreThanTheNoisiestBesideTheHole() {
        final PyramidLevel level = embryo(1).level();
        final Patches patches = patches(level, 7);
        final float[] noise = noise(patches, 1);
        float beside = 0, far = 0;
        for (final int i : patches.list())
            if (level.x(i) > X - 10 && level.x(i) < X + HOLE + 10 && level.y(i) < Y + HOLE + 10)
                beside = Math.max(beside, noise[i]);
            else
                far = Math.max(far, noise[i]);
        assertTrue(far > 0 && far <= beside, far + " against " + beside);
    }

    @Test
    void nothingFromElsewhereFloatsInADimBackground() {
        for (int seed = 1; seed <= 6; seed++) {
            final PatchScenes scene = embryo(seed);
            final float[] filled = scene.fill(seed, 2);
            for (int i = 0; i < filled.length; i++)
                if (scene.mask[i % (SIDE * SIDE)] > 0)
                    assertTrue(filled[i] < 0.12f, "seed " + seed + ": " + filled[i] + " at " + i % SIDE + ", "
                            + i / SIDE);
        }
    }

    /** Bright tissue with cells and sharp rims, and a hole in the dim, noisy background beside it. */
    private static PatchScenes embryo(final long seed) {
        final PatchScenes scene = new PatchScenes(SIDE, SIDE, 3, seed).hole(X, Y, HOLE, HOLE);
        final Random random = new Random(seed);
        for (int i = 0; i < scene.pixels.length; i++)
            scene.pixels[i] = 0.02f + 0.004f * (float) random.nextGaussian();
        for (int y = 0; y < SIDE; y++)
            for (int x = 0; x < SIDE; x++) {
                final double inside = DISC - Math.hypot(x - 36, y - 180), below = y - 270 - 10 * Math.sin(x / 20.0);
                if (inside <= 0 && below <= 0)
                    continue;
                final boolean rim = inside > 0 && inside < 3 || below > 0 && below < 3;
                for (int k = 0; k < 3; k++) {
                    final double cell = Math.max(0, Math.sin(0.7 * x) * Math.sin(0.7 * y + 2 * k));
                    scene.pixels[(k * SIDE + y) * SIDE + x] =
                            (float) ((rim ? 0.9 : 0.1 + 0.3 * cell) + 0.03 * random.nextGaussian());
                }
            }
        return scene;
    }
}
