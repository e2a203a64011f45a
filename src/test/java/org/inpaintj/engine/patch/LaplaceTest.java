package org.inpaintj.engine.patch;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.inpaintj.engine.Progress;
import org.junit.jupiter.api.Test;

class LaplaceTest {

    /** Inside, at the border and in the corner. */
    @Test
    void theMembraneIsTheMeanOfItsNeighbours() {
        final Scenes scene = new Scenes(40, 36, 2, 3).hole(8, 9, 12, 10).hole(33, 14, 7, 8).hole(0, 30, 9, 6);
        try (Bands bands = new Bands(1, Progress.NONE)) {
            final Level level = scene.level(), membrane = Laplace.membrane(level, new int[0], bands);
            for (final int p : membrane.hole)
                for (int k = 0; k < 2; k++) {
                    double sum = 0;
                    int n = 0;
                    for (final int q : new int[] { p + 1, p - 1, p + membrane.stride, p - membrane.stride })
                        if (membrane.state[q] != Level.OUTSIDE) {
                            sum += membrane.f[q * membrane.depth + k];
                            n++;
                        }
                    assertEquals(sum / n, membrane.f[p * membrane.depth + k], 1e-4);
                }
        }
    }

    @Test
    void itsColoursComeInTheOrderOfTheHole() {
        final Level level = new Scenes(30, 20, 3, 4).hole(5, 6, 4, 3).hole(20, 2, 2, 9).level();
        try (Bands bands = new Bands(1, Progress.NONE)) {
            final Level membrane = Laplace.membrane(level, new int[0], bands);
            final float[] colours = Laplace.spanned(level, bands);
            assertEquals(3 * level.hole.length, colours.length);
            for (int n = 0; n < level.hole.length; n++)
                for (int k = 0; k < 3; k++)
                    assertEquals(membrane.f[level.hole[n] * level.depth + k], colours[3 * n + k]);
        }
    }
}
