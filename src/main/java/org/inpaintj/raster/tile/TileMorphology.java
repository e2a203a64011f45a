package org.inpaintj.raster.tile;

import org.inpaintj.core.Box;
import org.inpaintj.core.Plane;
import org.inpaintj.raster.Gaussian;

/**
 * Grows, shrinks and smooths masks of tiles, square by square: what a square becomes depends on it and its neighbours
 * alone, so the cost follows the outline and not the image. Soft edges stay soft.
 */
public final class TileMorphology {

    /** What a radius may be at most, px; neighbours are no farther away. */
    public static final int MOST = 64;

    private TileMorphology() {}

    /**
     * The mask with the largest value within a radius at every pixel, or for a negative one the smallest. Where all is
     * set or not set at all, that is what {@link org.inpaintj.raster.Morphology#grow} makes: what lies beyond the
     * image's border counts as neither.
     *
     * @param radius px, between pixel centres, from -{@link #MOST} to {@link #MOST}
     */
    public static TileMask grow(final TileMask mask, final int radius) {
        final int reach = check(Math.abs(radius));
        if (radius == 0)
            return mask;
        final int flip = radius > 0 ? 0 : Brush.FULL;
        final Box image = new Box(0, 0, mask.width(), mask.height());
        return mask.change(mask.bounds().grow(reach), (tile, place) -> {
            if (isEven(mask, tile, place))
                return tile;
            final int side = Tile.SIDE + 2 * reach;
            final byte[] from = around(mask, place, reach, flip);
            final byte[] most = new Disc(reach).largest(from, side);
            final byte[] out = new byte[Tile.SIDE * Tile.SIDE];
            final Box part = place.intersect(image);
            for (int y = 0; y < part.height(); y++)
                for (int x = 0; x < part.width(); x++)
                    out[y * Tile.SIDE + x] = (byte) ((most[y * Tile.SIDE + x] & Brush.FULL) ^ flip);
            return Tile.of(out);
        });
    }

    /**
     * The mask after a Gaussian. One without soft edges gets none: there each pixel goes where the larger part of its
     * surroundings is.
     *
     * @param sigma px, above 0; three of them at most {@link #MOST}
     */
    public static TileMask smooth(final TileMask mask, final double sigma) {
        final int reach = check((int) Math.ceil(3 * sigma));
        final boolean hard = mask.isHard();
        final Box image = new Box(0, 0, mask.width(), mask.height());
        return mask.change(mask.bounds().grow(reach), (tile, place) -> {
            if (isEven(mask, tile, place))
                return tile;
            final int side = Tile.SIDE + 2 * reach;
            final Plane plane = new Plane(side, side);
            for (int y = 0; y < side; y++)
                for (int x = 0; x < side; x++)
                    // the border goes on beyond itself
                    plane.values()[y * side + x] = mask.at(inside(place.x() + x - reach, mask.width()),
                            inside(place.y() + y - reach, mask.height()));
            final float[] blurred = Gaussian.blur(plane, sigma).values();
            final byte[] out = new byte[Tile.SIDE * Tile.SIDE];
            final Box part = place.intersect(image);
            for (int y = 0; y < part.height(); y++)
                for (int x = 0; x < part.width(); x++) {
                    final float v = blurred[(y + reach) * side + x + reach];
                    out[y * Tile.SIDE + x] = (byte) (hard ? v >= Brush.FULL / 2f ? Brush.FULL : 0
                            : Math.min(Brush.FULL, Math.round(v)));
                }
            return Tile.of(out);
        });
    }

    private static int check(final int reach) {
        if (reach > MOST)
            throw new IllegalArgumentException("reaches " + reach + " px");
        return reach;
    }

    private static int inside(final int at, final int length) {
        return Math.max(0, Math.min(length - 1, at));
    }

    /** Whether a tile and all around it are set in full, or not at all. */
    private static boolean isEven(final TileMask mask, final Tile tile, final Box place) {
        if (tile != null && tile != Tile.ALL)
            return false;
        final int column = place.x() / Tile.SIDE, row = place.y() / Tile.SIDE;
        for (int y = row - 1; y <= row + 1; y++)
            for (int x = column - 1; x <= column + 1; x++) {
                final boolean outside = x < 0 || y < 0 || x * Tile.SIDE >= mask.width()
                        || y * Tile.SIDE >= mask.height();
                if (!outside && mask.tile(x, y) != tile)
                    return false;
            }
        return true;
    }

    /** The values of a tile and of so many pixels around it, flipped; 0 beyond the image. */
    private static byte[] around(final TileMask mask, final Box place, final int reach, final int flip) {
        final int side = Tile.SIDE + 2 * reach;
        final byte[] out = new byte[side * side];
        for (int y = 0; y < side; y++)
            for (int x = 0; x < side; x++) {
                final int ix = place.x() + x - reach, iy = place.y() + y - reach;
                if (ix >= 0 && iy >= 0 && ix < mask.width() && iy < mask.height())
                    out[y * side + x] = (byte) (mask.at(ix, iy) ^ flip);
            }
        return out;
    }

    /**
     * The largest value in a disc: in each of its rows that of a window (van Herk, 1992), which is made once for all
     * rows of that length.
     */
    private record Disc(int radius) {

        /** @return over a tile, from the values around it */
        byte[] largest(final byte[] from, final int side) {
            final byte[] out = new byte[Tile.SIDE * Tile.SIDE];
            byte[] rows = null;
            for (int dy = 0; dy <= radius; dy++) {
                final int half = half(dy);
                if (rows == null || half != half(dy - 1))
                    rows = rows(from, side, half);
                take(rows, side, radius + dy, out);
                take(rows, side, radius - dy, out);
            }
            return out;
        }

        private int half(final int dy) {
            return (int) Math.sqrt(radius * radius - dy * dy);
        }

        private void take(final byte[] rows, final int side, final int down, final byte[] out) {
            for (int y = 0; y < Tile.SIDE; y++)
                for (int x = 0; x < Tile.SIDE; x++) {
                    final byte value = rows[(y + down) * side + x + radius];
                    if ((value & Brush.FULL) > (out[y * Tile.SIDE + x] & Brush.FULL))
                        out[y * Tile.SIDE + x] = value;
                }
        }

        private static byte[] rows(final byte[] from, final int side, final int half) {
            final int block = 2 * half + 1;
            final byte[] out = new byte[from.length];
            final int[] before = new int[side], after = new int[side];
            for (int row = 0; row < from.length; row += side) {
                for (int i = 0; i < side; i++) {
                    final int v = from[row + i] & Brush.FULL;
                    before[i] = i % block == 0 ? v : Math.max(before[i - 1], v);
                }
                for (int i = side - 1; i >= 0; i--) {
                    final int v = from[row + i] & Brush.FULL;
                    after[i] = i == side - 1 || (i + 1) % block == 0 ? v : Math.max(after[i + 1], v);
                }
                for (int i = half; i < side - half; i++)
                    out[row + i] = (byte) Math.max(after[i - half], before[i + half]);
            }
            return out;
        }
    }
}
