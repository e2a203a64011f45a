package org.inpaintj.repair.defect;

import java.util.ArrayDeque;

import org.inpaintj.core.Plane;

/**
 * Opening by reconstruction: takes away what is too narrow for a square anywhere, and leaves all else as it was,
 * corners and round edges too. What the erosion has left grows back under the image, pixel by pixel, to where it came
 * from (L. Vincent 1993, the hybrid algorithm: both ways over the image, then a queue).
 */
final class Reconstruction {

    private Reconstruction() {}

    /**
     * @param side of the square, pixels
     * @param sign 1 takes away what is bright, -1 what is dark (a closing)
     */
    static Plane opening(final Plane image, final int side, final int sign) {
        final Plane mask = new Plane(image.width(), image.height());
        for (int i = 0; i < mask.values().length; i++)
            mask.values()[i] = sign * image.values()[i];
        final Plane marker = erosion(mask, side / 2);
        grow(marker, mask);
        for (int i = 0; i < mask.values().length; i++)
            marker.values()[i] *= sign;
        return marker;
    }

    /** The smallest value in the square around each pixel, across and then down. */
    private static Plane erosion(final Plane plane, final int half) {
        final int width = plane.width(), height = plane.height();
        final Plane across = new Plane(width, height), out = new Plane(width, height);
        for (int y = 0; y < height; y++)
            for (int x = 0; x < width; x++) {
                float least = Float.POSITIVE_INFINITY;
                for (int u = Math.max(0, x - half); u <= Math.min(width - 1, x + half); u++)
                    least = Math.min(least, plane.values()[y * width + u]);
                across.values()[y * width + x] = least;
            }
        for (int y = 0; y < height; y++)
            for (int x = 0; x < width; x++) {
                float least = Float.POSITIVE_INFINITY;
                for (int v = Math.max(0, y - half); v <= Math.min(height - 1, y + half); v++)
                    least = Math.min(least, across.values()[v * width + x]);
                out.values()[y * width + x] = least;
            }
        return out;
    }

    private static void grow(final Plane marker, final Plane mask) {
        final int n = marker.values().length;
        for (int i = 0; i < n; i++)
            spread(marker, mask, i, -1);
        final ArrayDeque<Integer> queue = new ArrayDeque<>();
        for (int i = n - 1; i >= 0; i--)
            if (spread(marker, mask, i, 1))
                queue.add(i);
        while (!queue.isEmpty()) {
            final int at = queue.remove(), width = marker.width();
            for (int y = Math.max(0, at / width - 1); y <= Math.min(marker.height() - 1, at / width + 1); y++)
                for (int x = Math.max(0, at % width - 1); x <= Math.min(width - 1, at % width + 1); x++) {
                    final int next = y * width + x;
                    final float value = Math.min(marker.values()[at], mask.values()[next]);
                    if (value > marker.values()[next]) {
                        marker.values()[next] = value;
                        queue.add(next);
                    }
                }
        }
    }

    /**
     * Lets a pixel take from its neighbours in one direction of reading.
     *
     * @return whether one of them could still take from it
     */
    private static boolean spread(final Plane marker, final Plane mask, final int at, final int direction) {
        final int width = marker.width(), x = at % width, y = at / width;
        float most = marker.values()[at];
        for (int k = 0; k < 4; k++) {
            final int next = neighbour(marker, x, y, k, direction);
            most = next < 0 ? most : Math.max(most, marker.values()[next]);
        }
        final float value = Math.min(most, mask.values()[at]);
        marker.values()[at] = value;
        for (int k = 0; k < 4; k++) {
            final int next = neighbour(marker, x, y, k, direction);
            if (next >= 0 && marker.values()[next] < value && marker.values()[next] < mask.values()[next])
                return true;
        }
        return false;
    }

    /** One of the four neighbours that were read before; -1 beyond the image. */
    private static int neighbour(final Plane plane, final int x, final int y, final int k, final int direction) {
        final int u = k == 3 ? x + direction : x - 1 + k, v = k == 3 ? y : y + direction;
        return u < 0 || v < 0 || u >= plane.width() || v >= plane.height() ? -1 : v * plane.width() + u;
    }
}
