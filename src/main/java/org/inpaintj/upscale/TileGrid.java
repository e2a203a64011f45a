package org.inpaintj.upscale;

import java.util.List;
import java.util.stream.IntStream;

import org.inpaintj.core.Box;
import org.inpaintj.core.InpaintException;

/**
 * The grid of overlapping tiles that a picture is cut into, as {@code split_grid} of the WebUI cuts it: evenly spaced,
 * the last ones ending at the picture's ends. Where the WebUI would start a tile that is larger than the picture before
 * it, here the tile has the picture's size.
 *
 * @param columns where tiles start, px from the left, in ascending order
 * @param rows    where tiles start, px from the top, in ascending order
 * @param width   of each tile, px
 * @param height  of each tile, px
 * @param overlap of neighbours at least, and the width of the ramp between them, px
 */
public record TileGrid(List<Integer> columns, List<Integer> rows, int width, int height, int overlap) {

    public TileGrid {
        columns = List.copyOf(columns);
        rows = List.copyOf(rows);
    }

    /**
     * The grid over a picture.
     *
     * @param width   of the picture, px, 1 or more
     * @param height  of the picture, px, 1 or more
     * @param wide    width of a tile, px, 1 or more
     * @param high    height of a tile, px, 1 or more
     * @param overlap px, 0 or more
     * @throws InpaintException if tiles that are needed side by side would not advance
     */
    public static TileGrid of(final int width, final int height, final int wide, final int high, final int overlap) {
        return new TileGrid(starts(width, wide, overlap), starts(height, high, overlap), Math.min(width, wide),
                Math.min(height, high), overlap);
    }

    private static List<Integer> starts(final int size, final int tile, final int overlap) {
        if (tile >= size)
            return List.of(0);
        if (overlap >= tile)
            throw new InpaintException("Tiles of " + tile + " px that overlap by " + overlap
                    + " px never advance: take a smaller tile_overlap, or larger tiles.");
        final int count = (size - overlap + tile - overlap - 1) / (tile - overlap);
        // in floating point and cut off, as the WebUI does it
        final double step = (double) (size - tile) / (count - 1);
        return IntStream.range(0, count).map(i -> i == count - 1 ? size - tile : (int) (i * step)).boxed().toList();
    }

    /** How many tiles there are. */
    public int count() {
        return columns.size() * rows.size();
    }

    /** A tile, counted from 0, row by row from the left. */
    public Box tile(final int index) {
        return new Box(columns.get(index % columns.size()), rows.get(index / columns.size()), width, height);
    }

    /** The grid over the picture enlarged. */
    TileGrid times(final int factor) {
        return new TileGrid(columns.stream().map(x -> x * factor).toList(), rows.stream().map(y -> y * factor).toList(),
                width * factor, height * factor, overlap * factor);
    }
}
