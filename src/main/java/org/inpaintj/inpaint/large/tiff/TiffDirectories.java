package org.inpaintj.inpaint.large.tiff;

import java.io.EOFException;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * This class reads the image file directories of a TIFF (TIFF 6.0, Adobe 1992) or BigTIFF as far as they say where
 * samples lie. Each is read once, whatever the next one is said to be, and no more is read than the file holds.
 */
public final class TiffDirectories implements AutoCloseable {

    public static final int WIDTH = 256, HEIGHT = 257, BITS = 258, COMPRESSION = 259, DESCRIPTION = 270, OFFSETS = 273,
            SAMPLES = 277, ROWS = 278, LENGTHS = 279, PLANAR = 284, TILE_WIDTH = 322, TILE_OFFSETS = 324,
            META_LENGTHS = 50838, META = 50839;
    static final int KIND = 254, PHOTOMETRIC = 262, FILL_ORDER = 266, PREDICTOR = 317, TILE_HEIGHT = 323,
            TILE_LENGTHS = 325, SMALLER = 330, EXTRA = 338, FORMAT = 339;
    /** Tags whose values are read beside these by ImageJ, or here. */
    private static final Set<Integer> READ = Set.of(WIDTH, HEIGHT, BITS, COMPRESSION, DESCRIPTION, OFFSETS, SAMPLES,
            ROWS, LENGTHS, PLANAR, TILE_WIDTH, TILE_OFFSETS, 282, 283, 320, META_LENGTHS, META, KIND, PHOTOMETRIC,
            FILL_ORDER, PREDICTOR, TILE_HEIGHT, TILE_LENGTHS, SMALLER, EXTRA, FORMAT);
    /** Bytes of a value by its type. */
    private static final int[] BYTES = { 1, 1, 1, 2, 4, 8, 1, 1, 2, 4, 8, 4, 8, 4, 4, 4, 8, 8, 8 };
    private static final int SHORT = 3, LONG = 4, IFD = 13, LONG8 = 16, IFD8 = 18;
    private static final int MOST_ENTRIES = 1000, MOST_DIRECTORIES = 1 << 20;

    private final RandomAccessFile file;
    private final long length;
    private final ByteOrder order;
    private final boolean big;
    private long next;
    /** Bytes that entries may still hold in all, so that directories cannot share large ones. */
    private long left;

    /**
     * Where the values of a tag lie.
     *
     * @param tag   its number
     * @param type  of the values
     * @param count how many
     * @param at    position of the entry in the file
     * @param place position of the first value in the file
     */
    record Entry(int tag, int type, long count, long at, long place) {

        /** Bytes a value. */
        int bytes() {
            return BYTES[Math.min(type, BYTES.length - 1)];
        }

        boolean isWhole() {
            return type == SHORT || type == LONG || type == IFD || type == LONG8 || type == IFD8;
        }
    }

    /** @throws IOException also if it is no TIFF */
    public TiffDirectories(final Path path) throws IOException {
        file = new RandomAccessFile(path.toFile(), "r");
        try {
            length = file.length();
            left = 4 * length;
            order = file.read() == 'M' ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN;
            final ByteBuffer head = bytes(2, 6);
            final int version = head.getShort();
            big = version == 43;
            if (version != 42 && !big)
                throw new IOException("it is no TIFF");
            next = big ? bytes(8, 8).getLong() : head.getInt() & 0xffffffffL;
        } catch (final IOException e) {
            file.close();
            throw e;
        }
    }

    /** True for a BigTIFF, whose offsets have 64 bits. */
    public boolean isBig() {
        return big;
    }

    public ByteOrder order() {
        return order;
    }

    public long length() {
        return length;
    }

    /** The values of each directory's tags, in the order of the file; of one that holds no numbers, its bytes. */
    public List<Map<Integer, long[]>> read() throws IOException {
        final List<Map<Integer, long[]>> all = new ArrayList<>();
        for (final Map<Integer, Entry> directory : entries()) {
            final Map<Integer, long[]> values = new HashMap<>();
            for (final Entry entry : directory.values())
                values.put(entry.tag, entry.tag == META || entry.tag == DESCRIPTION || !entry.isWhole()
                        ? new long[] { entry.bytes() * entry.count } : values(entry));
            all.add(values);
        }
        return all;
    }

    /** Where each directory's tags have their values, in the order of the file. */
    List<Map<Integer, Entry>> entries() throws IOException {
        final List<Map<Integer, Entry>> all = new ArrayList<>();
        final Set<Long> seen = new HashSet<>();
        while (next != 0) {
            if (!seen.add(next) || seen.size() > MOST_DIRECTORIES)
                throw new IOException("its directories go round in circles");
            final long entries = big ? bytes(next, 8).getLong() : bytes(next, 2).getShort() & 0xffff;
            if (entries <= 0 || entries > MOST_ENTRIES)
                throw new IOException("a directory has " + entries + " entries");
            final int each = big ? 20 : 12;
            final long start = next + (big ? 8 : 2);
            final ByteBuffer in = bytes(start, (int) (each * entries + (big ? 8 : 4)));
            final Map<Integer, Entry> directory = new HashMap<>();
            for (int i = 0; i < entries; i++) {
                in.position(each * i);
                final Entry entry = entry(in, start + (long) each * i);
                if (READ.contains(entry.tag))
                    directory.put(entry.tag, entry);
            }
            in.position((int) (each * entries));
            next = big ? in.getLong() : in.getInt() & 0xffffffffL;
            all.add(directory);
        }
        return all;
    }

    private Entry entry(final ByteBuffer in, final long at) throws IOException {
        final int tag = in.getShort() & 0xffff, type = in.getShort() & 0xffff;
        final long count = big ? in.getLong() : in.getInt() & 0xffffffffL;
        final int inline = big ? 8 : 4;
        final Entry entry = new Entry(tag, type, count, at, at + each() - inline);
        if (!READ.contains(tag))
            return entry;
        if (count < 0 || count > length || (left -= entry.bytes() * count) < 0)
            throw new EOFException("the entry " + tag + " of a directory is longer than the file");
        final long size = entry.bytes() * count;
        if (size <= inline)
            return entry;
        final long place = big ? in.getLong() : in.getInt() & 0xffffffffL;
        if (place < 0 || place > length - size)
            throw new EOFException("it is cut off within a directory");
        return new Entry(tag, type, count, at, place);
    }

    private int each() {
        return big ? 20 : 12;
    }

    /** The whole numbers of an entry. */
    long[] values(final Entry entry) throws IOException {
        if (!entry.isWhole())
            throw new IOException("the entry " + entry.tag + " of a directory holds no whole numbers");
        if (entry.count * Long.BYTES > Math.min(Runtime.getRuntime().maxMemory() / 4, Integer.MAX_VALUE - 8))
            throw new IOException("the entry " + entry.tag + " of a directory is larger than memory holds");
        final ByteBuffer in = bytes(entry.place, (int) (entry.bytes() * entry.count));
        final long[] out = new long[(int) entry.count];
        for (int i = 0; i < out.length; i++)
            out[i] = entry.bytes() == 2 ? in.getShort() & 0xffff : entry.bytes() == 4 ? in.getInt() & 0xffffffffL
                    : in.getLong();
        return out;
    }

    /** The characters of an entry, as far as they matter. */
    String text(final Entry entry) throws IOException {
        return new String(bytes(entry.place, (int) Math.min(entry.bytes() * entry.count, 1 << 16)).array(),
                StandardCharsets.ISO_8859_1);
    }

    /** Some bytes of the file. */
    public ByteBuffer bytes(final long place, final int count) throws IOException {
        if (place < 0 || count < 0 || place > length - count)
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
