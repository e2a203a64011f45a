package org.inpaintj.raster.tile;

import java.util.Arrays;

import org.inpaintj.core.Box;

/** A square part of a {@link TileMask}. Nobody writes to it once it is made; what is known of it is found out late. */
final class Tile {

    static final int SIDE = 256;
    /** A step between two levels: blocks of 4 and of 16 pixels. */
    static final int SHIFT = 2, LEVELS = 3;
    /** The one that is set everywhere. */
    static final Tile ALL = all();

    private final byte[] values;
    private volatile byte[][] levels;
    private volatile Box used;
    private volatile Boolean hard;

    /** @param values row by row, the tile's own from now on */
    private Tile(final byte[] values) {
        this.values = values;
    }

    private static Tile all() {
        final byte[] values = new byte[SIDE * SIDE];
        Arrays.fill(values, (byte) Brush.FULL);
        return new Tile(values);
    }

    /** The tile of some values; null if all of them are 0. */
    static Tile of(final byte[] values) {
        boolean none = true, full = true;
        for (final byte value : values) {
            none &= value == 0;
            full &= value == (byte) Brush.FULL;
        }
        return none ? null : full ? ALL : new Tile(values);
    }

    /** A copy of the values of a tile that may be null. */
    static byte[] copy(final Tile tile) {
        return tile == null ? new byte[SIDE * SIDE] : tile.values.clone();
    }

    byte[] values() {
        return values;
    }

    /** The largest value in each block of 4^level pixels. */
    byte[] level(final int level) {
        if (levels == null) {
            final byte[][] made = new byte[LEVELS][];
            made[0] = values;
            for (int i = 1; i < LEVELS; i++)
                made[i] = largest(made[i - 1], SIDE >> SHIFT * (i - 1));
            levels = made;
        }
        return levels[level];
    }

    private static byte[] largest(final byte[] fine, final int side) {
        final int coarse = side >> SHIFT;
        final byte[] out = new byte[coarse * coarse];
        for (int y = 0; y < side; y++)
            for (int x = 0; x < side; x++) {
                final int at = (y >> SHIFT) * coarse + (x >> SHIFT);
                if ((fine[y * side + x] & Brush.FULL) > (out[at] & Brush.FULL))
                    out[at] = fine[y * side + x];
            }
        return out;
    }

    /** The smallest box that holds all values above 0, from the tile's corner. */
    Box used() {
        if (used == null) {
            int left = SIDE, right = -1, top = -1, bottom = -1;
            for (int y = 0; y < SIDE; y++)
                for (int x = 0; x < SIDE; x++)
                    if (values[y * SIDE + x] != 0) {
                        left = Math.min(left, x);
                        right = Math.max(right, x);
                        top = top < 0 ? y : top;
                        bottom = y;
                    }
            used = new Box(left, top, right - left + 1, bottom - top + 1);
        }
        return used;
    }

    /** True if there are no values between nothing and all. */
    boolean isHard() {
        if (hard == null) {
            boolean only = true;
            for (final byte value : values)
                only &= value == 0 || value == (byte) Brush.FULL;
            hard = only;
        }
        return hard;
    }
}
