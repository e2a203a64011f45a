package org.inpaintj.engine.patch.diffusion;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Random;

import org.junit.jupiter.api.Test;

import org.inpaintj.engine.patch.level.Xorshift;

/** The graph against its formulas in double precision. */
class PatchPosteriorTest {

    private static final int M = 23, N = 310, P = 49, D = 2 * P;
    private static final double BETA = 0.2, TAU = 0.4;

    @Test
    void theGraphComputesItsFormulas() throws Exception {
        final Random random = new Random(3);
        final double[][] x = new double[N][P], y = new double[M][P], w = new double[M][P], u = new double[M][N];
        fill(x, random, 0, 1);
        fill(y, random, 0, 1);
        fill(w, random, 1, 6);
        fill(u, random, 0.001, 0.998);
        try (PatchPosterior posterior = new PatchPosterior(BETA, TAU)) {
            final var keys = posterior.bank(D, N);
            for (int j = 0; j < N; j++)
                for (int d = 0; d < P; d++) {
                    keys.put(d * N + j, (float) x[j][d]);
                    keys.put((P + d) * N + j, (float) (x[j][d] * x[j][d]));
                }
            final var queries = posterior.queries(M);
            final var energy = posterior.energy(M);
            final var uniforms = posterior.uniforms(M);
            for (int i = 0; i < M; i++) {
                double e = 0;
                for (int d = 0; d < P; d++) {
                    queries.put(i * D + d, (float) (w[i][d] * y[i][d]));
                    queries.put(i * D + P + d, (float) (-0.5 * w[i][d]));
                    e += 0.5 * w[i][d] * y[i][d] * y[i][d];
                }
                energy.put(i, (float) e);
                for (int j = 0; j < N; j++)
                    uniforms.put(i * N + j, (float) u[i][j]);
            }
            final double[][] logits = logits(x, y, w);
            final int[] index = posterior.sample(M);
            final float[] mean = posterior.mean(M);
            for (int i = 0; i < M; i++) {
                int best = 0;
                for (int j = 1; j < N; j++)
                    if (logits[i][j] - Math.log(-Math.log(u[i][j])) > logits[i][best] - Math.log(-Math.log(u[i][best])))
                        best = j;
                assertEquals(best, index[i]);
                final double[] expected = mean(logits[i], x);
                for (int d = 0; d < P; d++)
                    assertEquals(expected[d], mean[i * D + d], 1e-4);
            }
        }
    }

    @Test
    void aSampleFollowsThePosterior() throws Exception {
        final double[] logits = { 0, -1, -2 };
        final int n = 30000;
        final int[] counts = new int[3];
        try (PatchPosterior posterior = new PatchPosterior(0, 1)) {
            posterior.bank(1, 3).put(new float[] { 0, -1, -2 });
            final var queries = posterior.queries(n);
            final var energy = posterior.energy(n);
            final var uniforms = posterior.uniforms(n);
            final Xorshift random = new Xorshift(1, 0, 0);
            for (int i = 0; i < n; i++) {
                queries.put(i, 1);
                energy.put(i, 0);
                for (int j = 0; j < 3; j++)
                    uniforms.put(3 * i + j, random.uniform());
            }
            for (final long j : posterior.sample(n))
                counts[(int) j]++;
        }
        final double all = Math.exp(0) + Math.exp(-1) + Math.exp(-2);
        for (int j = 0; j < 3; j++)
            assertTrue(Math.abs(counts[j] - n * Math.exp(logits[j]) / all) < 400, "source " + j + ": " + counts[j]);
    }

    private static double[][] logits(final double[][] x, final double[][] y, final double[][] w) {
        final double[][] l = new double[M][N];
        for (int j = 0; j < N; j++) {
            double best = Double.NEGATIVE_INFINITY;
            for (int i = 0; i < M; i++) {
                for (int d = 0; d < P; d++)
                    l[i][j] -= 0.5 * w[i][d] * (y[i][d] - x[j][d]) * (y[i][d] - x[j][d]);
                best = Math.max(best, l[i][j]);
            }
            for (int i = 0; i < M; i++)
                l[i][j] = (l[i][j] - BETA * best) / TAU;
        }
        return l;
    }

    private static double[] mean(final double[] logits, final double[][] x) {
        double most = Double.NEGATIVE_INFINITY, sum = 0;
        for (final double l : logits)
            most = Math.max(most, l);
        final double[] mean = new double[P];
        for (int j = 0; j < N; j++) {
            final double p = Math.exp(logits[j] - most);
            sum += p;
            for (int d = 0; d < P; d++)
                mean[d] += p * x[j][d];
        }
        for (int d = 0; d < P; d++)
            mean[d] /= sum;
        return mean;
    }

    private static void fill(final double[][] to, final Random random, final double least, final double range) {
        for (final double[] row : to)
            for (int i = 0; i < row.length; i++)
                row[i] = (float) (least + range * random.nextDouble());
    }
}
