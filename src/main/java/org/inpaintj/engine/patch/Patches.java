package org.inpaintj.engine.patch;

/**
 * What the square patches of one size are good for. A patch is named by the index of its first (upper left) pixel.
 */
final class Patches {

    final Level level;

    /** Side, px. */
    final int size;

    /** The states of a patch's pixels, or-ed; a patch that leaves the image has {@link Level#OUTSIDE}. */
    final byte[] flags;

    /** The queries' bounding box, both ends inclusive: patches that touch the hole. Empty if {@code right < left}. */
    final int left, top, right, bottom;

    /** How many patches may be copied from. */
    final int sources;

    Patches(final Level level, final int size, final Bands bands) {
        this.level = level;
        this.size = size;
        flags = new byte[level.state.length];
        left = Math.max(0, level.left - size + 1);
        top = Math.max(0, level.top - size + 1);
        right = Math.min(level.width - size, level.right);
        bottom = Math.min(level.height - size, level.bottom);
        final int rows = Math.max(0, level.height - size + 1);
        final Or or = new Or(level, size, flags);
        bands.run(or, rows + Or.ROWS - 1 >> Or.SHIFT);
        java.util.Arrays.fill(flags, 0, Level.FRAME * level.stride, (byte) Level.OUTSIDE);
        java.util.Arrays.fill(flags, level.index(0, rows) - Level.FRAME, flags.length, (byte) Level.OUTSIDE);
        int n = 0;
        for (int y = 0; y < rows; y++) {
            final int row = level.index(0, y);
            for (int i = row; i < row + level.width; i++)
                n += flags[i] == 0 ? 1 : 0;
        }
        sources = n;
    }

    /** The largest odd size from {@code wanted} down to 3 that leaves at least {@code enough} sources, or size 3. */
    static Patches fitting(final Level level, final int wanted, final int enough, final Bands bands) {
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
    boolean query(final int i) {
        return (flags[i] & (Level.HOLE | Level.OUTSIDE)) == Level.HOLE;
    }

    /** A source drawn at random; there is one. */
    int draw(final Xorshift random) {
        final int columns = level.width - size + 1, rows = level.height - size + 1;
        int i = 0;
        for (int tries = 0; tries < 64; tries++) {
            i = level.index(random.below(columns), random.below(rows));
            if (flags[i] == 0)
                return i;
        }
        while (flags[i] != 0)
            i = i + 1 == flags.length ? 0 : i + 1;
        return i;
    }

    /** All sources in the order of their indices. */
    int[] list() {
        final int[] list = new int[sources];
        int n = 0;
        for (int i = 0; n < sources; i++)
            if (flags[i] == 0)
                list[n++] = i;
        return list;
    }

    /** Mean of a quantity over each query patch, 0 for all other patches. */
    float[] means(final float[] of, final Bands bands) {
        final Mean mean = new Mean(this, of, new float[of.length]);
        bands.run(mean, bottom < top ? 0 : (bottom - top + Mean.ROWS) / Mean.ROWS);
        return mean.to;
    }

    private record Mean(Patches patches, float[] of, float[] to) implements Bands.Task {

        static final int ROWS = 16;

        @Override
        public void run(final int band) {
            final Level level = patches.level;
            final int size = patches.size, first = patches.top + band * ROWS;
            final float share = 1f / (size * size);
            for (int y = first; y <= Math.min(patches.bottom, first + ROWS - 1); y++)
                for (int i = level.index(patches.left, y), end = level.index(patches.right, y); i <= end; i++) {
                    if (!patches.query(i))
                        continue;
                    float sum = 0;
                    for (int v = 0, row = i; v < size; v++, row += level.stride)
                        for (int u = 0; u < size; u++)
                            sum += of[row + u];
                    to[i] = sum * share;
                }
        }
    }

    /** Along the rows, then down the columns. */
    private static final class Or implements Bands.Task {

        static final int SHIFT = 5, ROWS = 1 << SHIFT;

        private final Level level;
        private final int size;
        private final byte[] flags;

        Or(final Level level, final int size, final byte[] flags) {
            this.level = level;
            this.size = size;
            this.flags = flags;
        }

        @Override
        public void run(final int band) {
            final int stride = level.stride;
            final int y0 = band << SHIFT, y1 = Math.min(level.height - size + 1, y0 + ROWS);
            final byte[] rows = new byte[(y1 - y0 + size - 1) * stride];
            final int first = level.index(0, y0) - Level.FRAME;
            System.arraycopy(level.state, first, rows, 0, rows.length);
            for (int u = 1; u < size; u++)
                or(rows, 0, level.state, first + u, Math.min(rows.length, level.state.length - first - u));
            for (int y = y0; y < y1; y++) {
                final int to = level.index(0, y) - Level.FRAME;
                for (int v = 0; v < size; v++)
                    or(flags, to, rows, (y - y0 + v) * stride, stride);
            }
        }

        private static void or(final byte[] to, final int at, final byte[] from, final int start, final int n) {
            for (int i = 0; i < n; i++)
                to[at + i] |= from[start + i];
        }
    }
}
