package org.inpaintj.core;

/**
 * Solves small systems of linear equations by Gaussian elimination and back substitution. Ours and not commons-math3's,
 * whose decompositions work in another order: the last bits of channels that are fitted to a painted picture would
 * change.
 */
public final class LinearSolver {

    private LinearSolver() {}

    /**
     * Solves a system by partial pivoting.
     *
     * @param system one row an equation, n of them: n coefficients, then one column for each right-hand side;
     *               overwritten
     * @return for each right-hand side the n unknowns; no numbers if the matrix is singular
     */
    public static double[][] solve(final double[][] system) {
        return solve(system, true);
    }

    /**
     * Solves a system whose matrix is symmetric and positive definite, such as normal equations with a ridge: the rows
     * stay in their order.
     *
     * @param system as of {@link #solve}
     */
    public static double[][] solvePositiveDefinite(final double[][] system) {
        return solve(system, false);
    }

    private static double[][] solve(final double[][] a, final boolean pivots) {
        final int n = a.length, columns = n == 0 ? 0 : a[0].length;
        for (int p = 0; p < n; p++) {
            if (pivots)
                swapLargest(a, p);
            for (int r = p + 1; r < n; r++) {
                final double factor = a[r][p] / a[p][p];
                for (int c = p; c < columns; c++)
                    a[r][c] -= factor * a[p][c];
            }
        }
        final double[][] out = new double[Math.max(0, columns - n)][n];
        for (int k = 0; k < out.length; k++) {
            final double[] x = out[k];
            for (int p = n - 1; p >= 0; p--) {
                x[p] = a[p][n + k];
                for (int c = p + 1; c < n; c++)
                    x[p] -= a[p][c] * x[c];
                x[p] /= a[p][p];
            }
        }
        return out;
    }

    /** Brings the row with the largest coefficient of unknown {@code p} there. */
    private static void swapLargest(final double[][] a, final int p) {
        int largest = p;
        for (int r = p + 1; r < a.length; r++)
            if (Math.abs(a[r][p]) > Math.abs(a[largest][p]))
                largest = r;
        final double[] row = a[largest];
        a[largest] = a[p];
        a[p] = row;
    }
}
