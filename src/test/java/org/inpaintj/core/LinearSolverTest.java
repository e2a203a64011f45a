package org.inpaintj.core;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Arrays;
import java.util.SplittableRandom;

import org.junit.jupiter.api.Test;

class LinearSolverTest {

    private final SplittableRandom random = new SplittableRandom(3);

    @Test
    void aZeroOnTheDiagonalNeedsAnotherRow() {
        assertArrayEquals(new double[][] { { 3, 2 }, { 30, 20 } }, LinearSolver.solve(new double[][] {
                { 0, 1, 2, 20 }, { 1, 0, 3, 30 } }));
    }

    @Test
    void theUnknownsFulfilEveryEquation() {
        for (int run = 0; run < 500; run++) {
            final int n = random.nextInt(1, 8), sides = random.nextInt(1, 4);
            final double[][] system = new double[n][n + sides];
            for (final double[] row : system)
                Arrays.setAll(row, i -> random.nextDouble(-1, 1));
            fulfils(system, LinearSolver.solve(copy(system)), 1e-6);
        }
    }

    @Test
    void soDoThoseOfNormalEquationsInTheirOrder() {
        for (int run = 0; run < 500; run++) {
            final int n = random.nextInt(1, 8), rows = random.nextInt(1, 12);
            final double[][] design = new double[rows][n + 1];
            for (final double[] row : design)
                Arrays.setAll(row, i -> random.nextDouble(-1, 1));
            final double[][] system = new double[n][n + 1];
            for (int r = 0; r < n; r++) {
                for (final double[] row : design)
                    for (int c = 0; c <= n; c++)
                        system[r][c] += row[r] * row[c];
                system[r][r] += 1e-2;
            }
            fulfils(system, LinearSolver.solvePositiveDefinite(copy(system)), 1e-9);
        }
    }

    private static void fulfils(final double[][] system, final double[][] unknowns, final double tolerance) {
        final int n = system.length;
        for (int k = 0; k < unknowns.length; k++)
            for (final double[] row : system) {
                double sum = 0;
                for (int c = 0; c < n; c++)
                    sum += row[c] * unknowns[k][c];
                assertEquals(row[n + k], sum, tolerance);
            }
    }

    private static double[][] copy(final double[][] system) {
        return Arrays.stream(system).map(double[]::clone).toArray(double[][]::new);
    }
}
