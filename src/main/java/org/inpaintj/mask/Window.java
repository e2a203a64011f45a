package org.inpaintj.mask;

/** Sliding windows over planes of floats, in time that does not grow with the window. */
public final class Window {

    private Window() {}

    /**
     * The largest value in the square of side {@code 2 radius + 1} around each pixel (van Herk 1992).
     *
     * @param values {@code width * height} values, row by row
     */
    public static float[] max(final float[] values, final int width, final int height, final int radius) {
        final float[] rows = new float[values.length], out = new float[values.length];
        for (int y = 0; y < height; y++)
            line(values, rows, y * width, 1, width, radius);
        for (int x = 0; x < width; x++)
            line(rows, out, x, width, height, radius);
        return out;
    }

    private static void line(final float[] in, final float[] out, final int start, final int step, final int n,
            final int radius) {
        final int block = 2 * radius + 1;
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
            final int low = Math.max(0, i - radius), high = Math.min(n - 1, i + radius);
            out[start + i * step] = low / block != high / block ? Math.max(after[low], before[high])
                    : low % block == 0 ? before[high] : after[low];
        }
    }
}
