package org.inpaintj.engine.patch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.inpaintj.engine.Progress;
import org.junit.jupiter.api.Test;

class ThinPlateTest {

    private static Level solved(final Scenes scene) {
        try (Bands bands = new Bands(1, Progress.NONE)) {
            final Level level = Laplace.membrane(scene.level(), new int[0], bands);
            ThinPlate.solve(level);
            return level;
        }
    }

    /** The sum that the plate makes least. */
    private static double energy(final Level level) {
        double sum = 0;
        for (int y = 0; y < level.height; y++)
            for (int x = 0; x < level.width; x++)
                for (int k = 0; k < level.channels; k++) {
                    double laplacian = 0;
                    final double own = level.f[level.index(x, y) * level.depth + k];
                    for (int d = 0; d < 4; d++) {
                        final int u = x + (d == 0 ? 1 : d == 1 ? -1 : 0), v = y + (d == 2 ? 1 : d == 3 ? -1 : 0);
                        if (u >= 0 && v >= 0 && u < level.width && v < level.height)
                            laplacian += level.f[level.index(u, v) * level.depth + k] - own;
                    }
                    sum += laplacian * laplacian;
                }
        return sum;
    }

    @Test
    void slopesGoOn() {
        final Scenes scene = new Scenes(40, 30, 2, 1).hole(12, 9, 13, 11);
        for (int i = 0; i < scene.pixels.length; i++)
            scene.pixels[i] = i % 40 / 80f - i / 40 % 30 / 100f + 0.4f;
        final Level level = solved(scene);
        for (final int i : level.hole)
            for (int k = 0; k < 2; k++)
                assertEquals(scene.pixels[level.y(i) * 40 + level.x(i)], level.f[i * level.depth + k], 1e-3);
    }

    /** At the least energy no step in any pixel lowers it, at the border and in corners either. */
    @Test
    void noPixelCouldBeBetter() {
        final Level level = solved(new Scenes(26, 20, 1, 3).hole(0, 3, 9, 8).hole(15, 12, 11, 8));
        final double least = energy(level);
        for (final int i : level.hole)
            for (final float step : new float[] { 0.02f, -0.02f }) {
                level.f[i * level.depth] += step;
                assertTrue(energy(level) > least - 1e-4, "pixel " + level.x(i) + ", " + level.y(i));
                level.f[i * level.depth] -= step;
            }
    }

    @Test
    void aHoleWithoutSurroundingsStays() {
        final Level level = solved(new Scenes(5, 5, 1, 1).hole(0, 0, 5, 5));
        for (final int i : level.hole)
            assertEquals(0.5f, level.f[i * level.depth], 1e-6);
    }
}
