package org.inpaintj.engine.diffusion.control;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

import org.inpaintj.core.Plane;

/**
 * The edge detector of Canny (1986) as OpenCV computes it with an aperture of 3 and the L1 norm, on 8 bits: gradients
 * of Sobel, thinned to their ridges, from strong points along weak ones. Of colours the steepest counts at each pixel.
 */
final class CannyEdges {

    /** The tangent of 22.5 degrees in fixed point. */
    private static final int SHIFT = 15;
    private static final long TANGENT = (long) (0.4142135623730950488016887242097 * (1 << SHIFT) + 0.5);
    private static final int BYTE = 255;

    private final int width, height;
    private final int[] across, down, steepness;

    private CannyEdges(final List<Plane> channels) {
        width = channels.get(0).width();
        height = channels.get(0).height();
        across = new int[width * height];
        down = new int[width * height];
        steepness = new int[width * height];
        channels.forEach(this::steepest);
    }

    /**
     * The edges of a picture.
     *
     * @param channels of one size, 0..1
     * @param low      the gradient, in steps of 8 bits, above which an edge goes on
     * @param high     above which an edge begins
     * @return 1 on edges, 0 elsewhere
     */
    static Plane of(final List<Plane> channels, final int low, final int high) {
        return new CannyEdges(channels).follow(low, high);
    }

    private void steepest(final Plane channel) {
        final int[] bytes = new int[width * height];
        for (int i = 0; i < bytes.length; i++)
            bytes[i] = Math.round(Math.max(0, Math.min(1, channel.values()[i])) * BYTE);
        for (int y = 0; y < height; y++)
            for (int x = 0; x < width; x++) {
                final int dx = at(bytes, x + 1, y - 1) + 2 * at(bytes, x + 1, y) + at(bytes, x + 1, y + 1)
                        - at(bytes, x - 1, y - 1) - 2 * at(bytes, x - 1, y) - at(bytes, x - 1, y + 1);
                final int dy = at(bytes, x - 1, y + 1) + 2 * at(bytes, x, y + 1) + at(bytes, x + 1, y + 1)
                        - at(bytes, x - 1, y - 1) - 2 * at(bytes, x, y - 1) - at(bytes, x + 1, y - 1);
                final int here = y * width + x, norm = Math.abs(dx) + Math.abs(dy);
                if (norm > steepness[here]) {
                    steepness[here] = norm;
                    across[here] = dx;
                    down[here] = dy;
                }
            }
    }

    /** The border is repeated. */
    private int at(final int[] bytes, final int x, final int y) {
        return bytes[Math.max(0, Math.min(height - 1, y)) * width + Math.max(0, Math.min(width - 1, x))];
    }

    private int steepness(final int x, final int y) {
        return x < 0 || y < 0 || x >= width || y >= height ? 0 : steepness[y * width + x];
    }

    private Plane follow(final int low, final int high) {
        final boolean[] weak = new boolean[width * height];
        final Plane edges = new Plane(width, height);
        final Deque<Integer> strong = new ArrayDeque<>();
        for (int y = 0; y < height; y++)
            for (int x = 0; x < width; x++) {
                final int here = y * width + x;
                weak[here] = steepness[here] > low && isRidge(x, y);
                if (weak[here] && steepness[here] > high) {
                    edges.values()[here] = 1;
                    strong.push(here);
                }
            }
        while (!strong.isEmpty()) {
            final int from = strong.pop();
            for (int dy = -1; dy <= 1; dy++)
                for (int dx = -1; dx <= 1; dx++) {
                    final int x = from % width + dx, y = from / width + dy, there = y * width + x;
                    if (x >= 0 && y >= 0 && x < width && y < height && weak[there] && edges.values()[there] == 0) {
                        edges.values()[there] = 1;
                        strong.push(there);
                    }
                }
        }
        return edges;
    }

    /** Whether it is nowhere steeper beside a pixel in the direction of its gradient, of four. */
    private boolean isRidge(final int x, final int y) {
        final int here = y * width + x, m = steepness[here];
        final long dx = Math.abs(across[here]), dy = (long) Math.abs(down[here]) << SHIFT;
        final long flat = dx * TANGENT, steep = flat + (dx << SHIFT + 1);
        if (dy < flat)
            return m > steepness(x - 1, y) && m >= steepness(x + 1, y);
        if (dy > steep)
            return m > steepness(x, y - 1) && m >= steepness(x, y + 1);
        final int s = (across[here] ^ down[here]) < 0 ? -1 : 1;
        return m > steepness(x - s, y - 1) && m > steepness(x + s, y + 1);
    }
}
