package org.inpaintj.engine.patch;

import java.util.Arrays;
import java.util.stream.IntStream;

/** How far the texture of one grey image is from that of another, in the pixels of a hole. */
final class TextureDistance {

    private static final double[] WAVELENGTHS = { 3, 6, 12 };
    private static final int ORIENTATIONS = 4, PATCH = 5, D = PATCH * PATCH;

    private TextureDistance() {}

    /**
     * Mean over 12 bands (wavelengths 3, 6 and 12 px, 4 orientations) of the absolute difference of the decimal
     * logarithms of the energy. A band is an even and an odd Gabor filter (sigma half the wavelength, aspect ratio
     * 0.7), each without mean and of norm 1.
     */
    static double gabor(final double[] a, final double[] b, final int w, final int h, final boolean[] hole) {
        double sum = 0;
        for (final double wavelength : WAVELENGTHS)
            for (int k = 0; k < ORIENTATIONS; k++) {
                final double angle = k * Math.PI / ORIENTATIONS;
                final double[][] pair = { filter(wavelength, angle, 0), filter(wavelength, angle, Math.PI / 2) };
                sum += Math.abs(
                        Math.log10((energy(a, w, h, hole, pair) + 1e-5) / (energy(b, w, h, hole, pair) + 1e-5)));
            }
        return sum / (WAVELENGTHS.length * ORIENTATIONS);
    }

    private static double[] filter(final double wavelength, final double angle, final double phase) {
        final int reach = (int) (2 * wavelength) | 1, side = 2 * reach + 1;
        final double sigma = wavelength / 2, cos = Math.cos(angle), sin = Math.sin(angle);
        final double[] f = new double[side * side];
        double mean = 0, norm = 0;
        for (int i = 0; i < f.length; i++) {
            final double x = i % side - reach, y = i / side - reach;
            final double along = x * cos + y * sin, across = 0.7 * (y * cos - x * sin);
            f[i] = Math.exp(-(along * along + across * across) / (2 * sigma * sigma))
                    * Math.cos(2 * Math.PI * along / wavelength + phase);
            mean += f[i] / f.length;
        }
        for (int i = 0; i < f.length; i++) {
            f[i] -= mean;
            norm += f[i] * f[i];
        }
        for (int i = 0; i < f.length; i++)
            f[i] /= Math.sqrt(norm);
        return f;
    }

    /** The mean over the hole of the sum of the squared responses; the image is reflected at its outermost pixels. */
    private static double energy(final double[] a, final int w, final int h, final boolean[] hole,
            final double[]... filters) {
        final int side = (int) Math.round(Math.sqrt(filters[0].length)), reach = side / 2;
        final double[] wide = new double[(w + 2 * reach) * (h + 2 * reach)];
        final int stride = w + 2 * reach;
        for (int y = -reach, i = 0; y < h + reach; y++)
            for (int x = -reach; x < w + reach; x++)
                wide[i++] = a[reflect(y, h) * w + reflect(x, w)];
        final int[] pixels = IntStream.range(0, hole.length).filter(i -> hole[i]).toArray();
        return Arrays.stream(Arrays.stream(pixels).parallel().mapToDouble(i -> {
            double sum = 0;
            for (final double[] f : filters) {
                final double r = response(wide, i / w * stride + i % w, stride, f, side);
                sum += r * r;
            }
            return sum;
        }).toArray()).average().orElse(0);
    }

    private static double response(final double[] a, final int first, final int stride, final double[] f,
            final int side) {
        double r = 0;
        for (int v = 0, k = 0; v < side; v++)
            for (int u = 0, i = first + v * stride; u < side; u++)
                r += f[k++] * a[i++];
        return r;
    }

    private static int reflect(final int i, final int n) {
        if (n == 1)
            return 0;
        final int k = Math.floorMod(i, 2 * n - 2);
        return k < n ? k : 2 * n - 2 - k;
    }

    /**
     * The Frechet distance of the two Gaussians that the 5 x 5 patches around the hole's pixels have, the mean of each
     * patch removed, over the trace of the first covariance.
     */
    static double frechet(final double[] a, final double[] b, final int w, final int h, final boolean[] hole) {
        final double[][] ca = covariance(a, w, h, hole), cb = covariance(b, w, h, hole);
        final double[][] root = root(ca), cross = root(product(product(root, cb), root));
        return (trace(ca) + trace(cb) - 2 * trace(cross)) / trace(ca);
    }

    private static double[][] covariance(final double[] a, final int w, final int h, final boolean[] hole) {
        final double[][] c = new double[D][D];
        final double[] p = new double[D], sum = new double[D];
        int n = 0;
        for (int y = PATCH / 2; y < h - PATCH / 2; y++)
            for (int x = PATCH / 2; x < w - PATCH / 2; x++) {
                if (!hole[y * w + x])
                    continue;
                double mean = 0;
                for (int k = 0; k < D; k++) {
                    p[k] = a[(y + k / PATCH - PATCH / 2) * w + x + k % PATCH - PATCH / 2];
                    mean += p[k] / D;
                }
                for (int k = 0; k < D; k++) {
                    p[k] -= mean;
                    sum[k] += p[k];
                }
                for (int k = 0; k < D; k++)
                    for (int m = 0; m <= k; m++)
                        c[k][m] += p[k] * p[m];
                n++;
            }
        for (int k = 0; k < D; k++)
            for (int m = 0; m <= k; m++)
                c[m][k] = c[k][m] = (c[k][m] - sum[k] * sum[m] / n) / (n - 1) + (k == m ? 1e-6 : 0);
        return c;
    }

    private static double trace(final double[][] a) {
        double sum = 0;
        for (int k = 0; k < D; k++)
            sum += a[k][k];
        return sum;
    }

    private static double[][] product(final double[][] a, final double[][] b) {
        final double[][] c = new double[D][D];
        for (int i = 0; i < D; i++)
            for (int k = 0; k < D; k++)
                for (int j = 0; j < D; j++)
                    c[i][j] += a[i][k] * b[k][j];
        return c;
    }

    /** The square root of a symmetric matrix without negative eigenvalues, by Jacobi's rotations. */
    private static double[][] root(final double[][] matrix) {
        final double[][] a = new double[D][], v = new double[D][D], scaled = new double[D][D];
        for (int i = 0; i < D; i++) {
            a[i] = matrix[i].clone();
            v[i][i] = 1;
        }
        for (int sweep = 0; sweep < 20; sweep++)
            for (int p = 0; p < D; p++)
                for (int q = p + 1; q < D; q++)
                    rotate(a, v, p, q);
        for (int i = 0; i < D; i++)
            for (int k = 0; k < D; k++)
                scaled[i][k] = v[k][i] * Math.sqrt(Math.max(0, a[i][i]));
        final double[][] to = new double[D][D];
        for (int k = 0; k < D; k++)
            for (int i = 0; i < D; i++)
                for (int j = 0; j < D; j++)
                    to[i][j] += scaled[k][i] * v[j][k];
        return to;
    }

    /** One rotation that makes a[p][q] zero. */
    private static void rotate(final double[][] a, final double[][] v, final int p, final int q) {
        if (a[p][q] == 0)
            return;
        final double half = (a[q][q] - a[p][p]) / (2 * a[p][q]);
        final double t = Math.copySign(1, half) / (Math.abs(half) + Math.hypot(half, 1));
        final double cos = 1 / Math.hypot(t, 1), sin = t * cos;
        for (int k = 0; k < D; k++) {
            final double x = a[k][p], y = a[k][q];
            a[k][p] = cos * x - sin * y;
            a[k][q] = sin * x + cos * y;
        }
        for (int k = 0; k < D; k++) {
            final double x = a[p][k], y = a[q][k];
            a[p][k] = cos * x - sin * y;
            a[q][k] = sin * x + cos * y;
        }
        for (int k = 0; k < D; k++) {
            final double x = v[k][p], y = v[k][q];
            v[k][p] = cos * x - sin * y;
            v[k][q] = sin * x + cos * y;
        }
    }
}
