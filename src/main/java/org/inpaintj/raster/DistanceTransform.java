package org.inpaintj.raster;

import java.util.function.IntConsumer;

import org.inpaintj.core.Plane;

/**
 * Exact Euclidean distance to the nearest pixel of a set, in time proportional to the number of pixels: along the
 * columns first, then along each row by the lower envelope of the parabolas that the columns' distances put there
 * (Meijster, Roerdink and Hesselink, A General Algorithm for Computing Distance Transforms in Linear Time, 2000), in
 * whole numbers. Ours, since imglib2-algorithm is not on Maven Central.
 */
public final class DistanceTransform {

    /** The distance along a column that holds no member: more than any other, and small enough to be added to. */
    private static final int FAR = 1 << 30;
    /** Columns or rows that one part of the work takes. */
    private static final int CHUNK = 64;

    private DistanceTransform() {}

    /** Says whether a pixel belongs to the set. */
    @FunctionalInterface
    public interface Member {

        /** @param index of the pixel, row by row */
        boolean test(int index);
    }

    /** Does the independent parts of a piece of work, one after the other or side by side. */
    @FunctionalInterface
    public interface Parts {

        /** Calls {@code part} with every number from 0 to {@code count - 1} and returns when all is done. */
        void run(IntConsumer part, int count);
    }

    /** Takes the rows, in any order and on the threads of {@link Parts}. */
    @FunctionalInterface
    public interface Rows {

        /**
         * @param y       row, 0-based
         * @param squared distances in whole numbers, {@link Long#MAX_VALUE} if there are no members; overwritten after
         *                the call
         */
        void row(int y, long[] squared);
    }

    /**
     * The distance, in pixels between centres, of every pixel to the nearest member; 0 at members, infinite if there
     * are none.
     */
    public static Plane to(final Member member, final int width, final int height) {
        final Plane out = new Plane(width, height);
        squared(member, width, height, (part, count) -> {
            for (int i = 0; i < count; i++)
                part.accept(i);
        }, (y, squared) -> {
            for (int x = 0; x < width; x++)
                out.values()[y * width + x] = squared[x] == Long.MAX_VALUE ? Float.POSITIVE_INFINITY
                        : (float) Math.sqrt(squared[x]);
        });
        return out;
    }

    /** The squared distances, row by row. */
    public static void squared(final Member member, final int width, final int height, final Parts parts,
            final Rows out) {
        if (width == 0 || height == 0)
            return;
        final int[] columns = new int[width * height];
        parts.run(band -> {
            final int from = band * CHUNK, to = Math.min(width, from + CHUNK);
            columns(member, columns, width, height, from, to);
        }, (width - 1) / CHUNK + 1);
        parts.run(band -> {
            final Envelope envelope = new Envelope(width);
            for (int y = band * CHUNK; y < Math.min(height, band * CHUNK + CHUNK); y++)
                out.row(y, envelope.row(columns, y * width));
        }, (height - 1) / CHUNK + 1);
    }

    /** Distance along the column, by a sweep down and a sweep up. */
    private static void columns(final Member member, final int[] d, final int width, final int height, final int from,
            final int to) {
        for (int y = 0; y < height; y++)
            for (int i = y * width + from; i < y * width + to; i++)
                d[i] = member.test(i) ? 0 : y == 0 ? FAR : Math.min(FAR, d[i - width] + 1);
        for (int y = height - 2; y >= 0; y--)
            for (int i = y * width + from; i < y * width + to; i++)
                d[i] = Math.min(d[i], d[i + width] + 1);
    }

    /**
     * The lower envelope of the parabolas (x - v)^2 + g(v)^2 over one row: that of {@code apex[k]} is lowest from
     * {@code start[k]} on.
     */
    private static final class Envelope {

        private final int n;
        private final int[] apex;
        private final int[] start;
        private final long[] out;

        Envelope(final int n) {
            this.n = n;
            apex = new int[n];
            start = new int[n];
            out = new long[n];
        }

        long[] row(final int[] g, final int row) {
            int k = -1;
            for (int u = 0; u < n; u++) {
                if (g[row + u] >= FAR)
                    continue;
                while (k >= 0 && height(g, row, apex[k], start[k]) > height(g, row, u, start[k]))
                    k--;
                final int begin = k < 0 ? 0 : beyond(g, row, apex[k], u);
                if (begin < n) {
                    k++;
                    apex[k] = u;
                    start[k] = begin;
                }
            }
            for (int x = n - 1; x >= 0; x--) {
                out[x] = k < 0 ? Long.MAX_VALUE : height(g, row, apex[k], x);
                if (k > 0 && x == start[k])
                    k--;
            }
            return out;
        }

        /** The parabola of the apex {@code v} at {@code x}. */
        private static long height(final int[] g, final int row, final int v, final int x) {
            return (long) g[row + v] * g[row + v] + (long) (x - v) * (x - v);
        }

        /** The first place where the parabola of {@code u} is below that of {@code v}, which lies left of it. */
        private int beyond(final int[] g, final int row, final int v, final int u) {
            final long gv = (long) g[row + v] * g[row + v], gu = (long) g[row + u] * g[row + u];
            return (int) Math.min(n, Math.floorDiv((long) u * u - (long) v * v + gu - gv, 2L * (u - v)) + 1);
        }
    }
}
