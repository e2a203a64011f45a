package org.inpaintj.raster;

import org.inpaintj.core.Plane;

/**
 * Gaussian smoothing by three extended box blurs (Gwosdek et al., Theoretical Foundations of Gaussian Convolution by
 * Extended Box Filtering, 2011), the border continued, as Pillow's {@code GaussianBlur} approximates it: in time that
 * does not grow with sigma.
 */
public final class ExtendedBoxBlur {

    private static final int PASSES = 3;

    private ExtendedBoxBlur() {}

    /**
     * How far a sample reaches, px.
     *
     * @param sigma px, above 0
     */
    public static int reach(final double sigma) {
        return PASSES * (length(sigma) + 1);
    }

    /** Whole pixels of a box on each side of its middle. */
    private static int length(final double sigma) {
        return (int) Math.floor((Math.sqrt(12 * sigma * sigma / PASSES + 1) - 1) / 2);
    }

    /** @param sigma px, above 0 */
    public static Plane blur(final Plane plane, final double sigma) {
        final double variance = sigma * sigma / PASSES;
        final int l = length(sigma);
        final double edge = (2 * l + 1) * (l * (l + 1.0) - 3 * variance) / (6 * (variance - (l + 1.0) * (l + 1)));
        final Plane out = plane.copy();
        final int width = plane.width(), height = plane.height();
        for (int pass = 0; pass < PASSES; pass++) {
            for (int y = 0; y < height; y++)
                box(out.values(), y * width, 1, width, l, edge);
            for (int x = 0; x < width; x++)
                box(out.values(), x, width, height, l, edge);
        }
        return out;
    }

    private static void box(final float[] line, final int from, final int stride, final int n, final int l,
            final double edge) {
        final double[] sums = new double[n + 1];
        for (int i = 0; i < n; i++)
            sums[i + 1] = sums[i] + line[from + i * stride];
        final double first = line[from], last = line[from + (n - 1) * stride], total = 2 * l + 1 + 2 * edge;
        final double[] ends = new double[n];
        for (int i = 0; i < n; i++) {
            final int low = i - l - 1, high = i + l + 1;
            ends[i] = line[from + Math.max(0, low) * stride] + line[from + Math.min(n - 1, high) * stride];
        }
        for (int i = 0; i < n; i++) {
            final int low = i - l, high = i + l;
            final double sum = sums[Math.min(n, high + 1)] - sums[Math.max(0, low)] + Math.max(0, -low) * first
                    + Math.max(0, high - n + 1) * last;
            line[from + i * stride] = (float) ((sum + edge * ends[i]) / total);
        }
    }
}
