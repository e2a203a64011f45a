package org.inpaintj.engine.patch;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Random;

import org.junit.jupiter.api.Test;

/** What lies scattered tells nothing of where more of it lies, so no membrane may thin it out. */
class ScatteredTest {

    private static final int SIDE = 192, X = 64, HOLE = 64;

    @Test
    void aFillHasAboutAsManyDiscsAsItsSurroundings() {
        double inside = 0, around = 0;
        for (int seed = 1; seed <= 4; seed++) {
            final PatchScenes scene = discs(seed).hole(X, X, HOLE, HOLE);
            final float[] filled = scene.fill(seed, 2);
            int in = 0, out = 0;
            for (int i = 0; i < filled.length; i++)
                if (scene.mask[i] > 0)
                    in += filled[i] > 0.5f ? 1 : 0;
                else
                    out += filled[i] > 0.5f ? 1 : 0;
            inside += in / (double) (HOLE * HOLE);
            around += out / (double) (SIDE * SIDE - HOLE * HOLE);
        }
        assertTrue(inside > 0.6 * around, inside / around + " of the density around");
    }

    private static PatchScenes discs(final int seed) {
        final PatchScenes scene = new PatchScenes(SIDE, SIDE, 1, seed);
        final Random random = new Random(seed);
        for (int i = 0; i < scene.pixels.length; i++)
            scene.pixels[i] = 0.2f + 0.05f * random.nextFloat();
        for (int n = 0; n < 150; n++) {
            final int x = random.nextInt(SIDE), y = random.nextInt(SIDE);
            for (int v = Math.max(0, y - 4); v <= Math.min(SIDE - 1, y + 4); v++)
                for (int u = Math.max(0, x - 4); u <= Math.min(SIDE - 1, x + 4); u++)
                    if ((u - x) * (u - x) + (v - y) * (v - y) <= 18)
                        scene.pixels[v * SIDE + u] = 0.8f;
        }
        return scene;
    }
}
