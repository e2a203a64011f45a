package org.inpaintj.upscale;

import java.nio.FloatBuffer;

import net.imglib2.RandomAccessibleInterval;
import net.imglib2.img.array.ArrayImgs;
import net.imglib2.type.numeric.real.FloatType;

/**
 * Joins the tiles of a {@link TileGrid} to a picture, as {@code combine_grid} of the WebUI does: each tile fades in
 * over the one to its left by a linear ramp as wide as the overlap, and each row of tiles likewise over the one above.
 * It holds the picture and a window of the size of one tile. Not thread-safe.
 */
public final class TileJoin {

    private static final int LEVELS = 255;

    private final TileGrid grid;
    private final int channels;
    private final int width;
    private final int height;
    private final float[] picture;
    /** The row of tiles at hand from the last tile's left edge on, as it is without the rows above. */
    private final float[] window;
    private final float[] ramp;
    private int next;

    /**
     * For tiles of a grid, in its order.
     *
     * @param grid     over the picture that is to be made
     * @param channels of the picture
     */
    public TileJoin(final TileGrid grid, final int channels) {
        this.grid = grid;
        this.channels = channels;
        width = grid.columns().get(grid.columns().size() - 1) + grid.width();
        height = grid.rows().get(grid.rows().size() - 1) + grid.height();
        picture = new float[Math.multiplyExact(Math.multiplyExact(width, height), channels)];
        window = grid.count() == 1 ? null : new float[channels * grid.width() * grid.height()];
        ramp = new float[grid.overlap()];
        // a mask of 8 bits there
        for (int i = 0; i < ramp.length; i++)
            ramp[i] = (float) (LEVELS * i / ramp.length) / LEVELS;
    }

    /**
     * Adds the next tile, row by row from the upper left one.
     *
     * @param tile channels one after the other, each row by row; not written to
     * @param wide samples of a row of {@code tile}, at least a tile's width: the rest is left out
     * @param high rows of {@code tile}, at least a tile's height
     */
    public void add(final FloatBuffer tile, final int wide, final int high) {
        final int column = next % grid.columns().size(), row = next++ / grid.columns().size();
        if (window == null) {
            for (int c = 0; c < channels; c++)
                for (int y = 0; y < height; y++)
                    tile.get((c * high + y) * wide, picture, (c * height + y) * width, width);
            return;
        }
        final int left = grid.columns().get(column);
        if (column > 0)
            advance(left - grid.columns().get(column - 1), column - 1, row);
        for (int c = 0; c < channels; c++)
            for (int y = 0; y < grid.height(); y++) {
                final int to = (c * grid.height() + y) * grid.width(), from = (c * high + y) * wide;
                final int fading = column == 0 ? 0 : Math.min(ramp.length, grid.width());
                for (int x = 0; x < fading; x++)
                    window[to + x] += ramp[x] * (tile.get(from + x) - window[to + x]);
                tile.get(from + fading, window, to + fading, grid.width() - fading);
            }
        if (column == grid.columns().size() - 1)
            write(grid.width(), column, row);
    }

    /** Writes what no further tile of the row reaches, and moves the window to the right. */
    private void advance(final int by, final int column, final int row) {
        write(by, column, row);
        for (int line = 0; line < window.length; line += grid.width())
            System.arraycopy(window, line + by, window, line, grid.width() - by);
    }

    private void write(final int columns, final int column, final int row) {
        final int left = grid.columns().get(column), top = grid.rows().get(row);
        for (int c = 0; c < channels; c++)
            for (int y = 0; y < grid.height(); y++) {
                final int from = (c * grid.height() + y) * grid.width();
                final int to = (c * height + top + y) * width + left;
                if (row > 0 && y < ramp.length)
                    for (int x = 0; x < columns; x++)
                        picture[to + x] += ramp[y] * (window[from + x] - picture[to + x]);
                else
                    System.arraycopy(window, from, picture, to, columns);
            }
    }

    /** The picture, once all tiles are there: axes x, y, channel; this object's own memory. */
    public RandomAccessibleInterval<FloatType> picture() {
        if (next != grid.count())
            throw new IllegalStateException("there are " + next + " of " + grid.count() + " tiles");
        return ArrayImgs.floats(picture, width, height, channels);
    }
}
