package org.inpaintj.engine.patch.search;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

import org.inpaintj.core.Progress;
import org.inpaintj.engine.patch.PatchScenes;
import org.inpaintj.engine.patch.level.HoleDepth;
import org.inpaintj.engine.patch.level.ParallelBands;
import org.inpaintj.engine.patch.level.PatchParameters;
import org.inpaintj.engine.patch.level.PyramidLevel;

class PoissonBlendTest {

    private static final float LARGER = 0.8f, SCREEN = 0.02f, EDGE = 0.3f;

    /** One offset for all: the equations are those of a plain screened Poisson problem, solved here by elimination. */
    @Test
    void theRelaxationSolvesTheEquations() {
        try (ParallelBands bands = new ParallelBands(2, Progress.NONE)) {
            final PyramidLevel level = new PatchScenes(24, 20, 1, 1).hole(4, 5, 6, 7).level();
            final int[] hole = level.hole;
            final int shift = 11;
            final double[][] a = new double[hole.length][hole.length + 1];
            for (int n = 0; n < hole.length; n++) {
                boolean edge = false;
                for (final int q : new int[] { hole[n] + 1, hole[n] - 1, hole[n]
                        + level.stride, hole[n] - level.stride }) {
                    a[n][n]++;
                    a[n][hole.length] += sample(level, hole[n] + shift) - sample(level, q + shift);
                    final int m = java.util.Arrays.binarySearch(hole, q);
                    if (m >= 0)
                        a[n][m] = -1;
                    else {
                        a[n][hole.length] += sample(level, q);
                        edge = true;
                    }
                }
                final double pull = SCREEN + (edge ? EDGE : 0);
                a[n][n] += pull;
                a[n][hole.length] += pull * sample(level, hole[n] + shift);
            }
            final OffsetLabels labels = labels(level, shift, bands);
            new PoissonBlend(level, labels, LARGER, SCREEN, EDGE).run(30, bands);
            final double[] x = eliminate(a);
            for (int n = 0; n < hole.length; n++)
                assertEquals(x[n], sample(level, hole[n]), 2e-4);
        }
    }

    @Test
    void aCopyThatFitsIsLeftAlone() {
        try (ParallelBands bands = new ParallelBands(1, Progress.NONE)) {
            final PatchScenes s = new PatchScenes(40, 30, 2, 1);
            for (int i = 0; i < s.pixels.length; i++)
                s.pixels[i] = (i % 40 % 10) / 10f + i % 1200 / 40 / 100f;
            final PyramidLevel level = s.hole(12, 10, 8, 8).level();
            final OffsetLabels labels = labels(level, 10, bands);
            new PoissonBlend(level, labels, LARGER, SCREEN, EDGE).run(30, bands);
            for (final int i : level.hole)
                for (int k = 0; k < 2; k++)
                    assertEquals(s.pixels[level.y(i) * 40 + level.x(i)], level.f[i * level.depth + k], 1e-4);
        }
    }

    @Test
    void whereTwoOffsetsMeetTheLargerDifferenceWeighsMore() {
        try (ParallelBands bands = new ParallelBands(1, Progress.NONE)) {
            final PatchScenes s = new PatchScenes(40, 8, 1, 1).constant(0.5f).hole(10, 3, 2, 1);
            for (int i = 0; i < s.pixels.length; i++)
                if (i % 40 >= 31)
                    s.pixels[i] = 0.9f;
            final PyramidLevel level = s.level();
            final OffsetLabels labels = labels(level, 5, bands);
            labels.offset[level.index(10, 3)] = 20; // reads columns 30 and, for its neighbour, 31: a step of 0.4
            new PoissonBlend(level, labels, LARGER, 0, 0).run(10, bands);
            final float step = sample(level, level.index(11, 3)) - sample(level, level.index(10, 3));
            assertEquals(2 / 5.0 * LARGER * 0.4, step, 1e-3); // each has three known neighbours of 0.5
        }
    }

    /** A hole of three pixels, the middle one read where there is a step beside it. */
    @Test
    void towardsAKnownPixelTheLargestDifferenceOfTheOffsetsAroundCounts() {
        try (ParallelBands bands = new ParallelBands(1, Progress.NONE)) {
            final PatchScenes s = new PatchScenes(40, 12, 1, 1).constant(0.5f).hole(10, 5, 3, 1);
            for (int i = 0; i < s.pixels.length; i++)
                if (i / 40 <= 4 && i % 40 >= 25)
                    s.pixels[i] = 0.9f;
            final PyramidLevel level = s.level();
            final OffsetLabels labels = labels(level, 5, bands); // reads a flat piece
            labels.offset[level.index(11, 5)] = 20; // reads row 5 below the step of row 4
            new PoissonBlend(level, labels, LARGER, 0, 0).run(10, bands);
            // above all three lies a known 0.5 that should be 0.4 brighter than they
            for (int x = 10; x < 13; x++) {
                final double around = (x == 11 ? 2 * sample(level, level.index(10, 5))
                        : 0.5 + sample(level, level.index(11, 5)))
                        + 0.5 + 0.5 - 0.4;
                assertEquals(around / 4, sample(level, level.index(x, 5)), 1e-3);
            }
        }
    }

    /** Labels of one offset throughout. */
    private static OffsetLabels labels(final PyramidLevel level, final int shift, final ParallelBands bands) {
        final LevelSearch search = LevelSearch.of(level, HoleDepth.squared(level, bands), 0, 0,
                PatchParameters.STANDARD, bands);
        final OffsetLabels labels =
                new OffsetLabels(NearestNeighbourField.random(search.patches(), 99, 1, bands), search, 1);
        for (final int i : level.hole)
            labels.offset[i] = shift;
        return labels;
    }

    private static float sample(final PyramidLevel level, final int i) {
        return level.f[i * level.depth];
    }

    /** Gauss's method; the system is diagonally dominant. */
    private static double[] eliminate(final double[][] a) {
        final int n = a.length;
        for (int i = 0; i < n; i++)
            for (int r = i + 1; r < n; r++) {
                final double q = a[r][i] / a[i][i];
                for (int c = i; c <= n; c++)
                    a[r][c] -= q * a[i][c];
            }
        final double[] x = new double[n];
        for (int i = n - 1; i >= 0; i--) {
            x[i] = a[i][n];
            for (int c = i + 1; c < n; c++)
                x[i] -= a[i][c] * x[c];
            x[i] /= a[i][i];
        }
        return x;
    }
}
