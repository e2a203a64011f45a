package org.inpaintj.raster.tile;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import org.inpaintj.core.Box;

/**
 * Finds the outlines of what is set by half or more, along the edges of pixels. Takes as long as the squares that are
 * held and their outlines, and not as the box that they lie in: a line across an image of 16,000 x 16,000 px takes a
 * part of a second.
 */
public final class TileOutline {

    /** Right, down, left, up: around a pixel that is set, which lies to the right of its edges. */
    private static final int[] DX = { 1, 0, -1, 0 }, DY = { 0, 1, 0, -1 };

    /** The edges that begin at a corner of pixels: one bit for each direction. */
    private final Map<Long, Integer> edges = new HashMap<>();
    private final TileMask mask;

    private TileOutline(final TileMask mask) {
        this.mask = mask;
    }

    /**
     * Closed outlines, around parts clockwise and around holes the other way. The area between them is what an odd
     * number of them lies around. Pixels that touch at a corner have outlines of their own.
     *
     * @return x and y of the corners of each, in pixels of the image
     */
    public static List<int[]> of(final TileMask mask) {
        final TileOutline outline = new TileOutline(mask);
        mask.change(mask.bounds(), (tile, place) -> {
            outline.add(tile, place);
            return tile;
        });
        return outline.loops();
    }

    private static boolean isSet(final byte value) {
        // 128 to 255 are below 0 as bytes
        return value < 0;
    }

    private boolean isSet(final int x, final int y) {
        return mask.at(x, y) > Brush.FULL / 2;
    }

    private void add(final Tile tile, final Box place) {
        if (tile == null)
            return;
        final int last = Tile.SIDE - 1;
        for (int y = 0; y < Tile.SIDE; y++)
            // of a square that is set in full only the border has edges
            for (int x = 0, step = tile == Tile.ALL && y > 0 && y < last ? last : 1; x < Tile.SIDE; x += step)
                if (isSet(tile.values()[y * Tile.SIDE + x]))
                    add(tile, x, y, place);
    }

    private void add(final Tile tile, final int x, final int y, final Box place) {
        final int last = Tile.SIDE - 1, at = y * Tile.SIDE + x, ix = place.x() + x, iy = place.y() + y;
        final byte[] values = tile.values();
        if (!(y > 0 ? isSet(values[at - Tile.SIDE]) : isSet(ix, iy - 1)))
            put(ix, iy, 0);
        if (!(x < last ? isSet(values[at + 1]) : isSet(ix + 1, iy)))
            put(ix + 1, iy, 1);
        if (!(y < last ? isSet(values[at + Tile.SIDE]) : isSet(ix, iy + 1)))
            put(ix + 1, iy + 1, 2);
        if (!(x > 0 ? isSet(values[at - 1]) : isSet(ix - 1, iy)))
            put(ix, iy + 1, 3);
    }

    private void put(final int x, final int y, final int direction) {
        edges.merge(key(x, y), 1 << direction, (a, b) -> a | b);
    }

    private static long key(final int x, final int y) {
        return (long) y << Integer.SIZE | x;
    }

    private List<int[]> loops() {
        final List<int[]> loops = new ArrayList<>();
        final long[] starts = edges.keySet().stream().mapToLong(Long::longValue).sorted().toArray();
        for (final long start : starts)
            while (edges.containsKey(start))
                loops.add(loop((int) start, (int) (start >> Integer.SIZE)));
        return loops;
    }

    /** Follows edges until they are back where they began, and takes them out. */
    private int[] loop(final int startX, final int startY) {
        int[] corners = new int[16];
        int count = 0, x = startX, y = startY, before = -1;
        int direction = Integer.numberOfTrailingZeros(edges.get(key(x, y)));
        do {
            if (direction != before) {
                if (count == corners.length)
                    corners = Arrays.copyOf(corners, 2 * count);
                corners[count++] = x;
                corners[count++] = y;
            }
            take(x, y, direction);
            x += DX[direction];
            y += DY[direction];
            before = direction;
            direction = next(x, y, before);
        } while (x != startX || y != startY);
        return Arrays.copyOf(corners, count);
    }

    private void take(final int x, final int y, final int direction) {
        edges.computeIfPresent(key(x, y), (corner, bits) -> (bits & ~(1 << direction)) == 0 ? null
                : bits & ~(1 << direction));
    }

    /** Where two ways part, to the right, which stays at the pixel; -1 where none is left. */
    private int next(final int x, final int y, final int direction) {
        final Integer bits = edges.get(key(x, y));
        if (bits == null)
            return -1;
        final int right = (direction + 1) % DX.length;
        return (bits >> right & 1) != 0 ? right : Integer.numberOfTrailingZeros(bits);
    }
}
