package org.inpaintj.raster;

import org.inpaintj.core.Plane;

/**
 * Grey dilation: the largest value in a window that slides over a plane, in time that does not grow with the window.
 * Ours, since imglib2-algorithm is not on Maven Central.
 */
public final class GreyDilation {

    private GreyDilation() {}

    /**
     * The largest value in the square of side {@code 2 radius + 1} around each pixel (van Herk 1992).
     */
    public static Plane max(final Plane plane, final int radius) {
        return max(plane, radius, radius);
    }

    /**
     * The largest value in the square around each pixel that reaches so far to the upper left and to the lower right.
     *
     * @param back  pixels to the left and up
     * @param forth pixels to the right and down
     */
    public static Plane max(final Plane plane, final int back, final int forth) {
        final float[] values = plane.values(), rows = new float[values.length], out = new float[values.length];
        final int width = plane.width(), height = plane.height();
        for (int y = 0; y < height; y++)
            line(values, rows, y * width, 1, width, back, forth);
        for (int x = 0; x < width; x++)
            line(rows, out, x, width, height, back, forth);
        return new Plane(out, width, height);
    }

    private static void line(final float[] in, final float[] out, final int start, final int step, final int n,
            final int back, final int forth) {
        final int block = back + forth + 1;
        final float[] before = new float[n], after = new float[n];
        for (int i = 0; i < n; i++) {
            final float v = in[start + i * step];
            before[i] = i % block == 0 ? v : Math.max(before[i - 1], v);
        }
        for (int i = n - 1; i >= 0; i--) {
            final float v = in[start + i * step];
            after[i] = i == n - 1 || (i + 1) % block == 0 ? v : Math.max(after[i + 1], v);
        }
        for (int i = 0; i < n; i++) {
            final int low = Math.max(0, i - back), high = Math.min(n - 1, i + forth);
            out[start + i * step] = low / block != high / block ? Math.max(after[low], before[high])
                    : low % block == 0 ? before[high] : after[low];
        }
    }
}
