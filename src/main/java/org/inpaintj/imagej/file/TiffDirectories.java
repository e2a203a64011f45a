package org.inpaintj.imagej.file;

import java.io.EOFException;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * This class reads the image file directories of a TIFF (TIFF 6.0, Adobe 1992) as far as they say where samples lie.
 * Each is read once, whatever the next one is said to be, and no more is read than the file holds.
 */
final class TiffDirectories implements AutoCloseable {

    static final int WIDTH = 256, HEIGHT = 257, BITS = 258, COMPRESSION = 259, DESCRIPTION = 270, OFFSETS = 273,
            SAMPLES = 277, ROWS = 278, LENGTHS = 279, PLANAR = 284, TILE_WIDTH = 322, TILE_OFFSETS = 324,
            META_LENGTHS = 50838, META = 50839;
    /** Tags whose values ImageJ reads beside these. */
    private static final Set<Integer> READ = Set.of(WIDTH, HEIGHT, BITS, COMPRESSION, DESCRIPTION, OFFSETS, SAMPLES,
            ROWS, LENGTHS, PLANAR, 282, 283, 320, META_LENGTHS, META);
    /** Bytes of a value by its type. */
    private static final int[] BYTES = { 1, 1, 1, 2, 4, 8, 1, 1, 2, 4, 8, 4, 8, 4 };
    private static final int MOST_ENTRIES = 1000;

    private final RandomAccessFile file;
    private final long length;
    private final ByteOrder order;
    private long next;
    /** Bytes that entries may still hold in all, so that directories cannot share large ones. */
    private long left;

    /** @throws IOException also if it is no TIFF that ImageJ can open */
    TiffDirectories(final Path path) throws IOException {
        file = new RandomAccessFile(path.toFile(), "r");
        try {
            length = file.length();
            left = 4 * length;
            order = file.read() == 'M' ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN;
            final ByteBuffer head = bytes(2, 6);
            if (head.getShort() != 42)
                throw new IOException("it is no TIFF of the kind that ImageJ opens");
            next = head.getInt() & 0xffffffffL;
        } catch (final IOException e) {
            file.close();
            throw e;
        }
    }

    /** The values of each directory's tags, in the order of the file. */
    List<Map<Integer, long[]>> read() throws IOException {
        final List<Map<Integer, long[]>> all = new ArrayList<>();
        final Set<Long> seen = new HashSet<>();
        while (next != 0) {
            if (!seen.add(next))
                throw new IOException("its directories go round in circles");
            final int entries = bytes(next, 2).getShort() & 0xffff;
            if (entries == 0 || entries > MOST_ENTRIES)
                throw new IOException("a directory has " + entries + " entries");
            final ByteBuffer in = bytes(next + 2, 12 * entries + 4);
            final Map<Integer, long[]> values = new HashMap<>();
            for (int i = 0; i < entries; i++) {
                final int tag = in.getShort() & 0xffff, type = in.getShort() & 0xffff;
                final long count = in.getInt() & 0xffffffffL;
                final int at = in.position();
                in.position(at + 4);
                if (READ.contains(tag) || tag == TILE_WIDTH || tag == TILE_OFFSETS)
                    values.put(tag, values(tag, type, count, in.duplicate().order(order).position(at)));
            }
            next = in.getInt() & 0xffffffffL;
            all.add(values);
        }
        return all;
    }

    long length() {
        return length;
    }

    /** The numbers of an entry; of one that holds none, how many bytes it has. */
    private long[] values(final int tag, final int type, final long count, final ByteBuffer inline) throws IOException {
        final int each = BYTES[Math.min(type, BYTES.length - 1)];
        final long size = each * count;
        if (size > length || (left -= size) < 0)
            throw new EOFException("the entry " + tag + " of a directory is longer than the file");
        final long place = inline.duplicate().order(order).getInt() & 0xffffffffL;
        if (size > 4 && place + size > length)
            throw new EOFException("it is cut off within a directory");
        if (tag == META || tag == DESCRIPTION || type != 3 && type != 4)
            return new long[] { size };
        final ByteBuffer in = size <= 4 ? inline : bytes(place, (int) size);
        final long[] out = new long[(int) count];
        for (int i = 0; i < out.length; i++)
            out[i] = type == 3 ? in.getShort() & 0xffff : in.getInt() & 0xffffffffL;
        return out;
    }

    /** Some bytes of the file. */
    ByteBuffer bytes(final long place, final int count) throws IOException {
        if (place + count > length)
            throw new EOFException("it is cut off");
        final byte[] out = new byte[count];
        file.seek(place);
        file.readFully(out);
        return ByteBuffer.wrap(out).order(order);
    }

    @Override
    public void close() throws IOException {
        file.close();
    }
}
