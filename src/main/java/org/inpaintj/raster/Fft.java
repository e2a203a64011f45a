package org.inpaintj.raster;

/**
 * The discrete Fourier transform of complex numbers in double precision, of any length (Cooley and Tukey, An Algorithm
 * for the Machine Calculation of Complex Fourier Series, 1965): by factors of four and two, and by any other prime as
 * it is defined, which is quick where the primes are small. Orthonormal: forth and back, it is scaled by one over the
 * square root of the length. Not for several threads at once.
 */
public final class Fft {

    private final int n;
    private final double[] cos, sin;
    private final double[] re, im;
    /** One set of inputs of a butterfly, real and imaginary. */
    private final double[] a, b;

    private Fft(final int n) {
        this.n = n;
        cos = new double[n];
        sin = new double[n];
        for (int k = 0; k < n; k++) {
            // of half a circle only, so that roots which mirror each other do so to the bit
            final double angle = 2 * Math.PI * Math.min(k, n - k) / n;
            cos[k] = 4L * k == n || 4L * k == 3L * n ? 0 : Math.cos(angle);
            sin[k] = 2L * k == n ? 0 : 2L * k < n ? -Math.sin(angle) : Math.sin(angle);
        }
        re = new double[n];
        im = new double[n];
        int largest = 4;
        for (int rest = n, p = 2; rest > 1; p++)
            while (rest % p == 0) {
                largest = Math.max(largest, p);
                rest /= p;
            }
        a = new double[largest];
        b = new double[largest];
    }

    /**
     * Transforms a plane along both axes, in place.
     *
     * @param real      row by row, {@code width * height} numbers
     * @param imaginary as many
     * @param inverse   whether back from frequencies
     */
    public static void transform(final double[] real, final double[] imaginary, final int width, final int height,
            final boolean inverse) {
        // the inverse is the transform with both parts exchanged
        final double[] x = inverse ? imaginary : real, y = inverse ? real : imaginary;
        final Fft rows = new Fft(width), columns = new Fft(height);
        for (int row = 0; row < height; row++)
            rows.line(x, y, row * width, 1);
        for (int column = 0; column < width; column++)
            columns.line(x, y, column, width);
    }

    private void line(final double[] x, final double[] y, final int from, final int stride) {
        part(x, y, from, stride, n, 0);
        final double scale = 1 / Math.sqrt(n);
        for (int k = 0; k < n; k++) {
            x[from + k * stride] = re[k] * scale;
            y[from + k * stride] = im[k] * scale;
        }
    }

    /** Transforms every {@code stride}-th number into as many results from {@code to} on. */
    private void part(final double[] x, final double[] y, final int from, final int stride, final int length,
            final int to) {
        if (length == 1) {
            re[to] = x[from];
            im[to] = y[from];
            return;
        }
        final int radix = radix(length), each = length / radix;
        for (int q = 0; q < radix; q++)
            part(x, y, from + q * stride, stride * radix, each, to + q * each);
        final int step = n / length;
        for (int k = 0; k < each; k++) {
            for (int q = 0; q < radix; q++) {
                final int i = to + q * each + k, w = q * k * step;
                a[q] = re[i] * cos[w] - im[i] * sin[w];
                b[q] = re[i] * sin[w] + im[i] * cos[w];
            }
            if (radix == 4)
                four(to + k, each);
            else if (radix == 2)
                two(to + k, each);
            else
                any(to + k, each, radix);
        }
    }

    private static int radix(final int length) {
        if (length % 4 == 0)
            return 4;
        for (int p = 2; p * p <= length; p++)
            if (length % p == 0)
                return p;
        return length;
    }

    private void two(final int at, final int each) {
        re[at] = a[0] + a[1];
        im[at] = b[0] + b[1];
        re[at + each] = a[0] - a[1];
        im[at + each] = b[0] - b[1];
    }

    private void four(final int at, final int each) {
        final double evenA = a[0] + a[2], evenB = b[0] + b[2], oddA = a[1] + a[3], oddB = b[1] + b[3];
        final double restA = a[0] - a[2], restB = b[0] - b[2], turnA = b[1] - b[3], turnB = a[3] - a[1];
        re[at] = evenA + oddA;
        im[at] = evenB + oddB;
        re[at + each] = restA + turnA;
        im[at + each] = restB + turnB;
        re[at + 2 * each] = evenA - oddA;
        im[at + 2 * each] = evenB - oddB;
        re[at + 3 * each] = restA - turnA;
        im[at + 3 * each] = restB - turnB;
    }

    private void any(final int at, final int each, final int radix) {
        final int step = n / radix;
        for (int r = 0; r < radix; r++) {
            double sumA = 0, sumB = 0;
            for (int q = 0; q < radix; q++) {
                final int w = q * r % radix * step;
                sumA += a[q] * cos[w] - b[q] * sin[w];
                sumB += a[q] * sin[w] + b[q] * cos[w];
            }
            re[at + r * each] = sumA;
            im[at + r * each] = sumB;
        }
    }
}
