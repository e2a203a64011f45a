package org.inpaintj.outpaint;

import org.inpaintj.core.Plane;

/** Feathers a mask by a box blur with continued borders, in 8 bits, as Pillow's {@code BoxBlur} does it. */
final class MaskFeather {

    private static final int WHITE = 255;

    private MaskFeather() {}

    /**
     * @param mask   0 to 1, in steps of 1 / 255
     * @param radius px; a pixel becomes the mean of twice as many and itself, along each axis
     */
    static Plane blur(final Plane mask, final int radius) {
        final int width = mask.width(), height = mask.height();
        final int[] all = new int[mask.values().length];
        for (int i = 0; i < all.length; i++)
            all[i] = Math.round(WHITE * mask.values()[i]);
        for (int y = 0; y < height; y++)
            line(all, y * width, 1, width, radius);
        for (int x = 0; x < width; x++)
            line(all, x, width, height, radius);
        final Plane out = new Plane(width, height);
        for (int i = 0; i < all.length; i++)
            out.values()[i] = all[i] / (float) WHITE;
        return out;
    }

    private static void line(final int[] all, final int from, final int stride, final int n, final int radius) {
        final long[] sums = new long[n + 1];
        for (int i = 0; i < n; i++)
            sums[i + 1] = sums[i] + all[from + i * stride];
        final int first = all[from], last = all[from + (n - 1) * stride];
        // Pillow's own whole numbers
        final long weight = (1 << 24) / (2L * radius + 1);
        for (int i = 0; i < n; i++) {
            final int low = i - radius, high = i + radius;
            final long sum = sums[Math.min(n, high + 1)] - sums[Math.max(0, low)] + (long) Math.max(0, -low) * first
                    + (long) Math.max(0, high - n + 1) * last;
            all[from + i * stride] = (int) (sum * weight + (1 << 23) >> 24);
        }
    }
}
