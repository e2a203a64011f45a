package org.inpaintj.raster.tile;

import java.util.Arrays;
import java.util.Objects;
import java.util.stream.Stream;

import org.inpaintj.core.Box;
import org.inpaintj.raster.Mask;

/**
 * A mask over an image of any size, of which only those squares are held that something is set in. Values go from 0
 * (keep) to 255 (repaint). Immutable: what changes a mask gives another one, which shares with it all that is the same,
 * so that any thread may look at one while another is made, and former ones cost little to keep.
 */
public final class TileMask {

    private final int width, height, columns;
    /** Row by row; null where nothing is set. */
    private final Tile[] tiles;

    private TileMask(final int width, final int height, final Tile[] tiles) {
        this.width = width;
        this.height = height;
        columns = count(width);
        this.tiles = tiles;
    }

    private static int count(final int pixels) {
        return (pixels + Tile.SIDE - 1) / Tile.SIDE;
    }

    /** The mask of an image in which nothing is set. */
    public static TileMask empty(final int width, final int height) {
        return new TileMask(width, height, new Tile[Math.multiplyExact(count(width), count(height))]);
    }

    /**
     * The mask of an image in which a part has other values.
     *
     * @param box    part of the image; what lies beyond it is left out
     * @param values row by row, {@code box.width() * box.height()} of them; null for all of the box
     */
    public static TileMask of(final int width, final int height, final Box box, final byte[] values) {
        if (values != null && values.length != (long) box.width() * box.height())
            throw new IllegalArgumentException(values.length + " values for " + box);
        final Box inside = box.intersect(new Box(0, 0, width, height));
        final TileMask none = empty(width, height);
        return none.change(inside, (tile, place) -> {
            final Box part = place.intersect(inside);
            if (values == null && part.width() == Tile.SIDE && part.height() == Tile.SIDE)
                return Tile.ALL;
            final byte[] out = Tile.copy(tile);
            for (int y = part.y(); y < part.y() + part.height(); y++) {
                final int to = (y - place.y()) * Tile.SIDE + part.x() - place.x();
                if (values == null)
                    Arrays.fill(out, to, to + part.width(), (byte) Brush.FULL);
                else
                    System.arraycopy(values, (y - box.y()) * box.width() + part.x() - box.x(), out, to, part.width());
            }
            return Tile.of(out);
        });
    }

    /** The same of a mask of floats, rounded. */
    public static TileMask of(final int width, final int height, final Mask mask) {
        final byte[] values = new byte[mask.values().length];
        for (int i = 0; i < values.length; i++)
            values[i] = (byte) Math.round(Brush.FULL * mask.values()[i]);
        return of(width, height, mask.box(), values);
    }

    public int width() {
        return width;
    }

    public int height() {
        return height;
    }

    /** From 0 to 255; 0 outside of the image. */
    public int at(final int x, final int y) {
        if (x < 0 || y < 0 || x >= width || y >= height)
            return 0;
        final Tile tile = tile(x / Tile.SIDE, y / Tile.SIDE);
        return tile == null ? 0 : tile.values()[y % Tile.SIDE * Tile.SIDE + x % Tile.SIDE] & Brush.FULL;
    }

    /** Null where nothing is set, and outside of the image. */
    Tile tile(final int column, final int row) {
        return column < 0 || row < 0 || column >= columns || row * columns >= tiles.length ? null
                : tiles[row * columns + column];
    }

    public boolean isEmpty() {
        return Arrays.stream(tiles).allMatch(Objects::isNull);
    }

    /** True if no value lies between nothing and all. */
    public boolean isHard() {
        return Arrays.stream(tiles).filter(Objects::nonNull).allMatch(Tile::isHard);
    }

    /** How many squares of 256 px a side are held. */
    public long held() {
        return Stream.of(tiles).filter(tile -> tile != null && tile != Tile.ALL).count();
    }

    /**
     * Finds out now what else is found out when it is first asked for: bounds, and what is seen from afar. For whoever
     * makes a mask for a thread that must not wait.
     */
    public TileMask ready() {
        for (final Tile tile : tiles)
            if (tile != null) {
                tile.used();
                tile.level(Tile.LEVELS - 1);
            }
        return this;
    }

    /** The smallest box that holds all values above 0; of size 0 if there are none. */
    public Box bounds() {
        Box all = new Box(0, 0, 0, 0);
        for (int i = 0; i < tiles.length; i++)
            if (tiles[i] != null) {
                final Box used = tiles[i].used();
                all = all.span(new Box(i % columns * Tile.SIDE + used.x(), i / columns * Tile.SIDE + used.y(),
                        used.width(), used.height()));
            }
        return all;
    }

    /** The values of a part of the image, row by row. */
    public byte[] values(final Box box) {
        final byte[] out = new byte[Math.multiplyExact(box.width(), box.height())];
        for (int i = 0; i < tiles.length; i++) {
            final Box place = place(i % columns, i / columns), part = place.intersect(box);
            if (tiles[i] == null || part.isEmpty())
                continue;
            for (int y = part.y(); y < part.y() + part.height(); y++)
                System.arraycopy(tiles[i].values(), (y - place.y()) * Tile.SIDE + part.x() - place.x(), out,
                        (y - box.y()) * box.width() + part.x() - box.x(), part.width());
        }
        return out;
    }

    /** The same as floats over {@link #bounds()}. */
    public Mask mask() {
        final Box box = bounds();
        final byte[] values = values(box);
        final float[] out = new float[values.length];
        for (int i = 0; i < out.length; i++)
            out[i] = (values[i] & Brush.FULL) / (float) Brush.FULL;
        return new Mask(box, out);
    }

    private static Box place(final int column, final int row) {
        return new Box(column * Tile.SIDE, row * Tile.SIDE, Tile.SIDE, Tile.SIDE);
    }

    /** Makes a tile of one that may be null, at a place of the image that may reach beyond it. */
    interface Change {
        Tile of(Tile tile, Box place);
    }

    /** The mask with other tiles where a box lies. */
    TileMask change(final Box box, final Change change) {
        final Box inside = box.intersect(new Box(0, 0, width, height));
        if (inside.isEmpty())
            return this;
        final Tile[] out = tiles.clone();
        for (int row = inside.y() / Tile.SIDE; row * Tile.SIDE < inside.y() + inside.height(); row++)
            for (int column = inside.x() / Tile.SIDE; column * Tile.SIDE < inside.x() + inside.width(); column++)
                out[row * columns + column] = change.of(tiles[row * columns + column], place(column, row));
        return new TileMask(width, height, out);
    }

    /** A box that holds all pixels in which this mask and another one of its size may differ; of size 0 if none do. */
    public Box difference(final TileMask other) {
        Box all = new Box(0, 0, 0, 0);
        for (int i = 0; i < tiles.length; i++)
            if (tiles[i] != other.tiles[i])
                all = all.span(place(i % columns, i / columns));
        return all.intersect(new Box(0, 0, width, height));
    }

    /** The larger of both values everywhere. */
    public TileMask or(final TileMask other) {
        if (other.width != width || other.height != height)
            throw new IllegalArgumentException("masks of other sizes");
        return change(new Box(0, 0, width, height), (tile, place) -> {
            final Tile more = other.tile(place.x() / Tile.SIDE, place.y() / Tile.SIDE);
            if (tile == null || more == null || tile == Tile.ALL || more == Tile.ALL || tile == more)
                return tile == null || more == Tile.ALL ? more : tile;
            final byte[] out = Tile.copy(tile);
            for (int i = 0; i < out.length; i++)
                if ((more.values()[i] & Brush.FULL) > (out[i] & Brush.FULL))
                    out[i] = more.values()[i];
            return Tile.of(out);
        });
    }

    /**
     * The mask with a stroke of a brush.
     *
     * @param path x and y of each of its points, in pixels of the image, counted from the edge of the first one
     * @param add  false takes away what the brush covers
     */
    public TileMask paint(final Brush brush, final double[] path, final boolean add) {
        final double[] way = new double[path.length];
        for (int i = 0; i < way.length; i++)
            way[i] = brush.place(path[i]);
        return new Stroke(brush, way, add).on(this);
    }

    /** Where {@link #paint} may change something. */
    public static Box reach(final Brush brush, final double[] path) {
        double left = path[0], right = path[0], top = path[1], bottom = path[1];
        for (int i = 2; i < path.length; i += 2) {
            left = Math.min(left, path[i]);
            right = Math.max(right, path[i]);
            top = Math.min(top, path[i + 1]);
            bottom = Math.max(bottom, path[i + 1]);
        }
        final double reach = brush.radius() + 1;
        final int x = (int) Math.floor(left - reach), y = (int) Math.floor(top - reach);
        return new Box(x, y, (int) Math.ceil(right + reach) - x, (int) Math.ceil(bottom + reach) - y);
    }

    /**
     * What is seen of it at some zoom. Where a pixel of the screen shows several of the image, those that are left out
     * are looked for in blocks, so that no thin line is lost.
     *
     * @param x    columns of the image that the columns of the screen show, rising
     * @param y    the same of the rows
     * @param step pixels of the image from one pixel of the screen to the next
     * @param out  row by row, {@code x.length * y.length} values, all of which are written
     */
    public void look(final int[] x, final int[] y, final double step, final byte[] out) {
        int level = 0;
        while (level < Tile.LEVELS - 1 && step >= 1 << Tile.SHIFT * (level + 1))
            level++;
        final int shift = Tile.SHIFT * level, side = Tile.SIDE >> shift;
        for (int j = 0; j < y.length; j++) {
            final int row = Math.floorDiv(y[j], Tile.SIDE), from = (Math.floorMod(y[j], Tile.SIDE) >> shift) * side;
            for (int i = 0; i < x.length;) {
                final int column = Math.floorDiv(x[i], Tile.SIDE), end = (column + 1) * Tile.SIDE;
                final Tile tile = tile(column, row);
                final int start = i;
                if (tile == null || tile == Tile.ALL) {
                    while (i < x.length && x[i] < end)
                        i++;
                    Arrays.fill(out, j * x.length + start, j * x.length + i, (byte) (tile == null ? 0 : Brush.FULL));
                    continue;
                }
                final byte[] values = tile.level(level);
                for (; i < x.length && x[i] < end; i++)
                    out[j * x.length + i] = values[from + ((x[i] & Tile.SIDE - 1) >> shift)];
            }
        }
    }
}
