package org.inpaintj.repair.defect;

import org.inpaintj.core.Plane;

/**
 * Median filter over squares, by a histogram that moves along a row (T. S. Huang, G. J. Yang and G. Y. Tang 1979).
 * Values are told apart in {@value #LEVELS} steps between the smallest and the largest but for one in a thousand on
 * each side, which stay within the noise of any picture; beyond the image its nearest pixels are repeated.
 */
final class RunningMedian {

    private static final int LEVELS = 1 << 12;

    private final Plane plane;
    private final int[] levels;
    private final float low;
    private final float step;

    RunningMedian(final Plane plane) {
        this.plane = plane;
        final float[] sorted = plane.values().clone();
        java.util.Arrays.sort(sorted);
        final int cut = sorted.length / 1000;
        low = sorted[cut];
        step = Math.max((sorted[sorted.length - 1 - cut] - low) / (LEVELS - 1), Float.MIN_NORMAL);
        levels = new int[sorted.length];
        for (int i = 0; i < levels.length; i++)
            levels[i] = Math.max(0, Math.min(LEVELS - 1, Math.round((plane.values()[i] - low) / step)));
    }

    /**
     * The median around each pixel.
     *
     * @param across half the width of the window without its centre
     * @param down   half the height
     */
    Plane filter(final int across, final int down) {
        return filter(across, down, 0.5);
    }

    /**
     * The same of any rank.
     *
     * @param share of the window that is not larger, 0 to 1
     */
    Plane filter(final int across, final int down, final double share) {
        final int width = plane.width(), height = plane.height();
        final int half = (int) (share * ((2 * across + 1) * (2 * down + 1) - 1));
        final Plane out = new Plane(width, height);
        for (int y = 0; y < height; y++) {
            final int[] counts = new int[LEVELS];
            for (int dx = -across; dx <= across; dx++)
                column(counts, dx, y, down, 1);
            int median = 0, below = 0;
            for (int x = 0; x < width; x++) {
                if (x > 0) {
                    below -= column(counts, x - 1 - across, y, down, -1, median);
                    below += column(counts, x + across, y, down, 1, median);
                }
                while (below > half)
                    below -= counts[--median];
                while (below + counts[median] <= half)
                    below += counts[median++];
                out.values()[y * width + x] = low + step * median;
            }
        }
        return out;
    }

    private void column(final int[] counts, final int x, final int y, final int down, final int change) {
        column(counts, x, y, down, change, 0);
    }

    /** Adds or takes away a column of the window. @return how many of it are below a level */
    private int column(final int[] counts, final int x, final int y, final int down, final int change,
            final int median) {
        final int width = plane.width(), column = Math.max(0, Math.min(width - 1, x));
        int below = 0;
        for (int dy = -down; dy <= down; dy++) {
            final int row = Math.max(0, Math.min(plane.height() - 1, y + dy));
            final int level = levels[row * width + column];
            counts[level] += change;
            below += level < median ? 1 : 0;
        }
        return below;
    }

    /** What is left of the plane once the median is taken away, and the median. */
    static Plane residual(final Plane plane, final Plane median) {
        final Plane out = new Plane(plane.width(), plane.height());
        for (int i = 0; i < out.values().length; i++)
            out.values()[i] = plane.values()[i] - median.values()[i];
        return out;
    }
}
