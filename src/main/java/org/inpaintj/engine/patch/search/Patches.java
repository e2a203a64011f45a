package org.inpaintj.engine.patch.search;

import java.util.Arrays;
import java.util.concurrent.atomic.AtomicInteger;

import org.inpaintj.engine.patch.level.ParallelBands;
import org.inpaintj.engine.patch.level.PyramidLevel;
import org.inpaintj.engine.patch.level.Xorshift;

/**
 * What the square patches of one size are good for. A patch is named by the index of its first (upper left) pixel.
 */
public final class Patches {

    final PyramidLevel level;

    /** Side, px. */
    public final int size;

    /** The states of a patch's pixels, or-ed; a patch that leaves the image has {@link PyramidLevel#OUTSIDE}. */
    final byte[] flags;

    /** The queries' bounding box, both ends inclusive: patches that touch the hole. Empty if {@code right < left}. */
    public final int left, top, right, bottom;

    /** How many patches of the image may be copied from. */
    public final int sources;

    public Patches(final PyramidLevel level, final int size, final ParallelBands bands) {
        this.level = level;
        this.size = size;
        flags = new byte[level.state.length];
        left = Math.max(0, level.left - size + 1);
        top = Math.max(0, level.top - size + 1);
        right = Math.min(level.width - size, level.right);
        bottom = Math.min(level.height - size, level.bottom);
        final int columns = Math.max(0, level.width - size + 1), rows = Math.max(0, level.height - size + 1);
        for (int start = 0; start < flags.length; start += level.area)
            frame(start, columns, rows);
        final Or or = new Or();
        if (rows > 0 && columns > 0 && or.bottom >= or.top)
            bands.run(or, (or.bottom - or.top) / Or.ROWS + 1);
        sources = columns * rows - or.unsure.get();
        for (int n = 1; n < level.pictures && rows > 0 && columns > 0; n++) {
            final Or other = new Or(n * level.area);
            bands.run(other, (other.bottom - other.top) / Or.ROWS + 1);
        }
    }

    /** Marks the patches that leave the picture that begins at {@code start}. */
    private void frame(final int start, final int columns, final int rows) {
        Arrays.fill(flags, start, start + level.index(0, 0), (byte) PyramidLevel.OUTSIDE);
        for (int y = 0; y < rows; y++)
            Arrays.fill(flags, start + level.index(columns, y), start + level.index(0, y + 1),
                    (byte) PyramidLevel.OUTSIDE);
        Arrays.fill(flags, start + level.index(0, rows), start + level.area, (byte) PyramidLevel.OUTSIDE);
    }

    /** The largest odd size from {@code wanted} down to 3 that leaves at least {@code enough} sources, or size 3. */
    public static Patches fitting(final PyramidLevel level, final int wanted, final int enough,
            final ParallelBands bands) {
        Patches patches = new Patches(level, wanted, bands);
        while (patches.size > 3 && patches.sources < enough)
            patches = new Patches(level, patches.size - 2, bands);
        return patches;
    }

    /** True if the patch may be copied from. */
    boolean source(final int i) {
        return flags[i] == 0;
    }

    /** True if the patch lies in the image and touches the hole. */
    public boolean query(final int i) {
        return (flags[i] & (PyramidLevel.HOLE | PyramidLevel.OUTSIDE)) == PyramidLevel.HOLE;
    }

    /**
     * A source drawn at random, within {@code reach} px of a place in x and in y if it is easily found; there is one.
     */
    int draw(final int x, final int y, final int reach, final Xorshift random) {
        final int i = draw(Math.max(0, x - reach), Math.max(0, y - reach), Math.min(level.width - size, x + reach),
                Math.min(level.height - size, y + reach), random);
        if (i >= 0)
            return i;
        int any = draw(0, 0, level.width - size, level.height - size, random);
        if (any < 0)
            any = level.index(random.below(level.width - size + 1), random.below(level.height - size + 1));
        while (flags[any] != 0)
            any = any + 1 == flags.length ? 0 : any + 1;
        return any;
    }

    /** A source in a box, both ends inclusive, or -1 if 64 tries find none. */
    private int draw(final int x0, final int y0, final int x1, final int y1, final Xorshift random) {
        for (int tries = 0; tries < 64; tries++) {
            final int i = level.index(x0 + random.below(x1 - x0 + 1), y0 + random.below(y1 - y0 + 1));
            if (flags[i] == 0)
                return i;
        }
        return -1;
    }

    /** All sources in the image, in the order of their indices. */
    public int[] list() {
        final int[] list = new int[sources];
        int n = 0;
        for (int i = 0; n < sources; i++)
            if (flags[i] == 0)
                list[n++] = i;
        return list;
    }

    /** Mean of a quantity over each query patch, 0 for all other patches. */
    public float[] means(final float[] of, final ParallelBands bands) {
        final Mean mean = new Mean(this, of, new float[of.length]);
        bands.run(mean, bottom < top ? 0 : (bottom - top) / Mean.ROWS + 1);
        return mean.to;
    }

    private record Mean(Patches patches, float[] of, float[] to) implements ParallelBands.Task {

        static final int ROWS = 16;

        @Override
        public void run(final int band) {
            final PyramidLevel level = patches.level;
            final int first = patches.top + band * ROWS;
            for (int y = first; y <= Math.min(patches.bottom, first + ROWS - 1); y++)
                for (int i = level.index(patches.left, y), end = level.index(patches.right, y); i <= end; i++)
                    if (patches.query(i))
                        to[i] = mean(i, patches.size, level.stride);
        }

        private float mean(final int i, final int size, final int stride) {
            float sum = 0;
            for (int v = 0, row = i; v < size; v++, row += stride)
                for (int u = 0; u < size; u++)
                    sum += of[row + u];
            return sum / (size * size);
        }
    }

    /** Ors the states around the pixels that are not measured: along the rows, then down the columns. */
    private final class Or implements ParallelBands.Task {

        static final int ROWS = 32;

        final int start, left, right, top, bottom;

        /** Patches that are no sources. */
        final AtomicInteger unsure = new AtomicInteger();

        /** Of the image. */
        Or() {
            start = 0;
            left = Math.max(0, level.unsureLeft - size + 1);
            right = Math.min(level.width - size, level.unsureRight);
            top = Math.max(0, level.unsureTop - size + 1);
            bottom = Math.min(level.height - size, level.unsureBottom);
        }

        /** Of another picture, which begins at {@code start}. */
        Or(final int start) {
            this.start = start;
            left = 0;
            right = level.width - size;
            top = 0;
            bottom = level.height - size;
        }

        @Override
        public void run(final int band) {
            final int y0 = top + band * ROWS, y1 = Math.min(bottom, y0 + ROWS - 1), n = right - left + 1;
            final byte[] rows = new byte[(y1 - y0 + size) * n];
            int found = 0;
            for (int y = y0; y < y1 + size; y++)
                for (int u = 0; u < size; u++)
                    or(rows, (y - y0) * n, level.state, start + level.index(left + u, y), n);
            for (int y = y0; y <= y1; y++) {
                final int to = start + level.index(left, y);
                for (int v = 0; v < size; v++)
                    or(flags, to, rows, (y - y0 + v) * n, n);
                found += count(to, n);
            }
            unsure.addAndGet(found);
        }

        private int count(final int from, final int n) {
            int found = 0;
            for (int i = from; i < from + n; i++)
                found += flags[i] != 0 ? 1 : 0;
            return found;
        }

        private void or(final byte[] to, final int at, final byte[] from, final int start, final int n) {
            for (int i = 0; i < n; i++)
                to[at + i] |= from[start + i];
        }
    }
}
