package org.inpaintj.inpaint.large.zarr;

import java.io.IOException;
import java.util.List;

import org.inpaintj.core.Box;
import org.inpaintj.core.InpaintException;
import org.inpaintj.inpaint.large.StoredType;

/** One level of an OME-Zarr image: an array whose dimensions are some of t, c, z, y and x. Used by one thread. */
final class ZarrLevel {

    private static final int MOST = 1 << 20;

    private final ZarrArray array;
    private final List<String> axes;

    /** @throws InpaintException if the array has other dimensions than the image has axes */
    ZarrLevel(final String name, final ZarrArray array, final List<String> axes) {
        this.array = array;
        this.axes = axes;
        if (array.shape().length != axes.size())
            throw new InpaintException("'" + name + "' is damaged: it has the axes " + axes + " and an array of "
                    + array.shape().length + " dimensions.");
        for (final String axis : axes)
            if (!axis.equals("x") && !axis.equals("y") && size(axis) > MOST)
                throw new InpaintException("'" + name + "' has " + size(axis) + " positions along " + axis
                        + ", more than can be told apart.");
    }

    /** Samples along an axis; 1 if there is no such axis. */
    int size(final String axis) {
        return axes.contains(axis) ? (int) array.shape()[axes.indexOf(axis)] : 1;
    }

    /** The same of a chunk. */
    int chunk(final String axis) {
        return axes.contains(axis) ? array.chunks()[axes.indexOf(axis)] : 1;
    }

    StoredType type() {
        return array.type();
    }

    /** Where a plane lies, all numbers from 0. */
    record Plane(int t, int c, int z) {

        private int at(final String axis) {
            return axis.equals("t") ? t : axis.equals("c") ? c : z;
        }
    }

    /** Does something with a part of a chunk, and says whether it changed it. */
    private interface Work {

        /**
         * @param part   in pixels of the image
         * @param x      byte of the chunk's first sample in that part
         * @param row    bytes from row to row
         * @param column bytes from column to column
         */
        boolean on(Box part, byte[] samples, int x, int row, int column);
    }

    /** Whether nothing of a box of a plane is stored, and all of it is 0. */
    boolean isBlank(final Box box, final Plane plane) {
        for (int y = box.y() / chunk("y"); y <= (box.y() + box.height() - 1) / chunk("y"); y++)
            for (int x = box.x() / chunk("x"); x <= (box.x() + box.width() - 1) / chunk("x"); x++)
                if (!array.isBlank(chunk(plane, x, y)))
                    return false;
        return true;
    }

    private long[] chunk(final Plane plane, final int x, final int y) {
        final long[] chunk = new long[axes.size()];
        for (int i = 0; i < chunk.length; i++)
            chunk[i] = switch (axes.get(i)) {
                case "x" -> x;
                case "y" -> y;
                default -> plane.at(axes.get(i)) / array.chunks()[i];
            };
        return chunk;
    }

    /**
     * Reads a box of a plane.
     *
     * @param into array of a plane over the box
     */
    void read(final Box box, final Plane plane, final Object into) throws IOException {
        each(box, plane, (part, samples, first, row, column) -> {
            for (int y = 0; y < part.height(); y++)
                for (int x = 0; x < part.width(); x++)
                    array.type().read(samples, first + y * row + x * column, into,
                            (part.y() - box.y() + y) * box.width() + part.x() - box.x() + x);
            return false;
        });
    }

    /**
     * Writes chosen samples of a box of a plane.
     *
     * @param where one flag a pixel of the box
     */
    void write(final Box box, final Plane plane, final Object from, final boolean[] where) throws IOException {
        each(box, plane, (part, samples, first, row, column) -> {
            boolean any = false;
            for (int y = 0; y < part.height(); y++)
                for (int x = 0; x < part.width(); x++) {
                    final int i = (part.y() - box.y() + y) * box.width() + part.x() - box.x() + x;
                    if (where[i])
                        array.type().write(from, i, samples, first + y * row + x * column);
                    any |= where[i];
                }
            return any;
        });
    }

    private void each(final Box box, final Plane plane, final Work work) throws IOException {
        final int wide = chunk("x"), high = chunk("y");
        for (int y = box.y() / high; y <= (box.y() + box.height() - 1) / high; y++)
            for (int x = box.x() / wide; x <= (box.x() + box.width() - 1) / wide; x++) {
                final Box part = new Box(x * wide, y * high, wide, high).intersect(box);
                final long[] chunk = chunk(plane, x, y);
                final byte[] samples = array.read(chunk);
                if (work.on(part, samples, first(plane, part.x() - x * wide, part.y() - y * high), stride("y"),
                        stride("x")))
                    array.write(chunk, samples);
            }
    }

    /** Bytes from one sample of a chunk to the next along an axis. */
    private int stride(final String axis) {
        int stride = array.type().bytes();
        for (int i = axes.size() - 1; i > axes.indexOf(axis); i--)
            stride *= array.chunks()[i];
        return stride;
    }

    private int first(final Plane plane, final int x, final int y) {
        int first = 0;
        for (int i = 0; i < axes.size(); i++) {
            final int at = switch (axes.get(i)) {
                case "x" -> x;
                case "y" -> y;
                default -> plane.at(axes.get(i)) % array.chunks()[i];
            };
            first += at * stride(axes.get(i));
        }
        return first;
    }
}
