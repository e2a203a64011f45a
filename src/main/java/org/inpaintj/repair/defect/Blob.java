package org.inpaintj.repair.defect;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Pixels that hang together, across corners too.
 *
 * @param pixels indices, row * width + column
 * @param width  of the plane
 * @param height of the plane
 */
record Blob(int[] pixels, int width, int height) {

    /** All of a plane of flags. */
    static List<Blob> of(final boolean[] flags, final int width, final int height) {
        final List<Blob> blobs = new ArrayList<>();
        final boolean[] seen = new boolean[flags.length];
        int[] stack = new int[64];
        for (int start = 0; start < flags.length; start++) {
            if (!flags[start] || seen[start])
                continue;
            int end = 0;
            stack[end++] = start;
            seen[start] = true;
            for (int at = 0; at < end; at++) {
                if (end + 8 > stack.length)
                    stack = Arrays.copyOf(stack, 2 * stack.length);
                final int x = stack[at] % width, y = stack[at] / width;
                for (int v = Math.max(0, y - 1); v <= Math.min(height - 1, y + 1); v++)
                    for (int u = Math.max(0, x - 1); u <= Math.min(width - 1, x + 1); u++)
                        if (flags[v * width + u] && !seen[v * width + u]) {
                            seen[v * width + u] = true;
                            stack[end++] = v * width + u;
                        }
            }
            blobs.add(new Blob(Arrays.copyOf(stack, end), width, height));
        }
        return blobs;
    }

    int area() {
        return pixels.length;
    }

    /** The pixels within a distance that are not of it; squares count as distances do. */
    int[] around(final int distance) {
        final int left = Math.max(0, least(true) - distance), right = Math.min(width - 1, most(true) + distance);
        final int top = Math.max(0, least(false) - distance), bottom = Math.min(height - 1, most(false) + distance);
        final int across = right - left + 1;
        final byte[] near = new byte[across * (bottom - top + 1)];
        for (final int pixel : pixels)
            for (int y = Math.max(top, pixel / width - distance); y <= Math.min(bottom, pixel / width + distance); y++)
                for (int x = Math.max(left, pixel % width - distance); x <= Math.min(right, pixel % width
                        + distance); x++)
                    near[(y - top) * across + x - left] |= 1;
        for (final int pixel : pixels)
            near[(pixel / width - top) * across + pixel % width - left] = 0;
        int count = 0;
        final int[] found = new int[near.length];
        for (int i = 0; i < near.length; i++)
            if (near[i] != 0)
                found[count++] = (top + i / across) * width + left + i % across;
        return Arrays.copyOf(found, count);
    }

    private int least(final boolean column) {
        return Arrays.stream(pixels).map(p -> column ? p % width : p / width).min().orElseThrow();
    }

    private int most(final boolean column) {
        return Arrays.stream(pixels).map(p -> column ? p % width : p / width).max().orElseThrow();
    }

    /** Whether all of it lies that close to one side of the plane, where nothing beyond can be compared. */
    boolean isAtBorder(final int distance) {
        return most(true) < distance || least(true) >= width - distance || most(false) < distance
                || least(false) >= height - distance;
    }

    /** The larger side of its bounding box. */
    int extent() {
        return Math.max(most(true) - least(true), most(false) - least(false)) + 1;
    }

    /**
     * Lengths of the ellipse with the same second moments, the longer first: four times the standard deviation along
     * each axis, as a bar or disk of that length has about.
     */
    double[] axes() {
        double x = 0, y = 0, xx = 0, yy = 0, xy = 0;
        for (final int pixel : pixels) {
            x += pixel % width;
            y += pixel / width;
        }
        x /= area();
        y /= area();
        for (final int pixel : pixels) {
            final double dx = pixel % width - x, dy = pixel / width - y;
            xx += dx * dx;
            yy += dy * dy;
            xy += dx * dy;
        }
        // a pixel itself is one wide
        xx = xx / area() + 1.0 / 12;
        yy = yy / area() + 1.0 / 12;
        xy /= area();
        final double mean = (xx + yy) / 2, spread = Math.sqrt((xx - yy) * (xx - yy) / 4 + xy * xy);
        return new double[] {4 * Math.sqrt(mean + spread), 4 * Math.sqrt(Math.max(0, mean - spread))};
    }
}
