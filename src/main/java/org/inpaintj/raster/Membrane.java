package org.inpaintj.raster;

import java.util.Arrays;

import org.inpaintj.core.Plane;

/**
 * Solves Laplace's equation: the smoothest surface through given values. Used as a correction it removes the jump
 * between a fill and its surroundings without touching the fill's texture (Perez, Gangnet and Blake, Poisson Image
 * Editing, 2003, section 3; Farbman et al., Coordinates for Instant Image Cloning, 2009).
 */
public final class Membrane {

    /** What a pixel is to the solver. */
    public enum Kind {
        /** to be solved for */
        FREE,
        /** its value is given */
        FIXED,
        /** not there, like what lies beyond the border: nothing flows across */
        ABSENT
    }

    private static final int MAX_SWEEPS = 400;
    private static final int SMALLEST = 8;

    private Membrane() {}

    /**
     * Fills the free pixels of a plane so that each is the mean of its neighbours that are not absent. A free region
     * that no fixed pixel touches becomes constant; 0 if there are none at all.
     *
     * @param plane     the values; the free ones are overwritten
     * @param kinds     one a sample
     * @param tolerance a sweep that changes no pixel by more than this is the last
     */
    public static void solve(final Plane plane, final Kind[] kinds, final float tolerance) {
        final float[] values = plane.values();
        final int width = plane.width(), height = plane.height();
        if (Math.min(width, height) >= 2 * SMALLEST)
            startFromCoarser(plane, kinds, tolerance);
        else
            for (int i = 0; i < values.length; i++)
                if (kinds[i] == Kind.FREE)
                    values[i] = 0;
        relax(plane, kinds, tolerance);
    }

    /** Solves at half size and starts from there. */
    private static void startFromCoarser(final Plane plane, final Kind[] kinds, final float tolerance) {
        final float[] values = plane.values();
        final int width = plane.width(), height = plane.height();
        final int w = (width + 1) / 2, h = (height + 1) / 2;
        final float[] coarse = new float[w * h];
        final int[] fixed = new int[w * h];
        final Kind[] coarseKinds = new Kind[w * h];
        Arrays.fill(coarseKinds, Kind.ABSENT);
        for (int y = 0; y < height; y++)
            for (int x = 0; x < width; x++) {
                final int i = y * width + x, j = y / 2 * w + x / 2;
                if (kinds[i] == Kind.FIXED) {
                    coarse[j] += values[i];
                    fixed[j]++;
                    coarseKinds[j] = Kind.FIXED;
                } else if (kinds[i] == Kind.FREE && coarseKinds[j] == Kind.ABSENT)
                    coarseKinds[j] = Kind.FREE;
            }
        for (int j = 0; j < coarse.length; j++)
            if (fixed[j] > 0)
                coarse[j] /= fixed[j];
        solve(new Plane(coarse, w, h), coarseKinds, tolerance);
        for (int y = 0; y < height; y++)
            for (int x = 0; x < width; x++)
                if (kinds[y * width + x] == Kind.FREE)
                    values[y * width + x] = coarse[y / 2 * w + x / 2];
    }

    /** Successive over-relaxation in red-black order. */
    private static void relax(final Plane plane, final Kind[] kinds, final float tolerance) {
        final float[] values = plane.values();
        final int width = plane.width(), height = plane.height();
        final int[] free = freeInRedBlackOrder(kinds, width, height);
        final float omega = (float) (2 / (1 + Math.sin(Math.PI / (2 + Math.min(30, Math.sqrt(free.length))))));
        for (int sweep = 0; sweep < MAX_SWEEPS; sweep++) {
            float change = 0;
            for (final int i : free) {
                final int x = i % width;
                float sum = 0;
                int n = 0;
                if (x > 0 && kinds[i - 1] != Kind.ABSENT) {
                    sum += values[i - 1];
                    n++;
                }
                if (x < width - 1 && kinds[i + 1] != Kind.ABSENT) {
                    sum += values[i + 1];
                    n++;
                }
                if (i >= width && kinds[i - width] != Kind.ABSENT) {
                    sum += values[i - width];
                    n++;
                }
                if (i < values.length - width && kinds[i + width] != Kind.ABSENT) {
                    sum += values[i + width];
                    n++;
                }
                if (n == 0)
                    continue;
                final float step = omega * (sum / n - values[i]);
                values[i] += step;
                change = Math.max(change, Math.abs(step));
            }
            if (change <= tolerance)
                return;
        }
    }

    private static int[] freeInRedBlackOrder(final Kind[] kinds, final int width, final int height) {
        final int[] free = new int[width * height];
        int n = 0;
        for (int colour = 0; colour < 2; colour++)
            for (int y = 0; y < height; y++)
                for (int x = (y + colour) % 2; x < width; x += 2)
                    if (kinds[y * width + x] == Kind.FREE)
                        free[n++] = y * width + x;
        return Arrays.copyOf(free, n);
    }
}
