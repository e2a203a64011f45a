package org.inpaintj.inpaint.large.tiff;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

import org.inpaintj.core.InpaintException;
import org.inpaintj.inpaint.large.tiff.TiffDirectories.Entry;

/** The bytes of a TIFF, some of which are replaced in place, while others are put at its end. */
final class TiffStorage implements AutoCloseable {

    private static final long MOST_CLASSIC = 0xffffffffL;
    private static final int LONG = 4, LONG8 = 16;

    private final FileChannel channel;
    private final ByteOrder order;
    private final boolean big;
    private final String name;
    private long length;

    /** @param write whether it may be written to */
    TiffStorage(final Path file, final String name, final ByteOrder order, final boolean big, final boolean write)
            throws IOException {
        this.name = name;
        this.order = order;
        this.big = big;
        channel = write ? FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE)
                : FileChannel.open(file, StandardOpenOption.READ);
        length = channel.size();
    }

    long length() {
        return length;
    }

    /** Where the first sample may lie. */
    int head() {
        return big ? 16 : 8;
    }

    /** Fills a part of an array. */
    void read(final long place, final byte[] into, final int at, final int count) throws IOException {
        if (place < 0 || place > length - count)
            throw new EOFException("it is cut off: a sample lies at byte " + place + " and there are " + length);
        final ByteBuffer buffer = ByteBuffer.wrap(into, at, count);
        while (buffer.hasRemaining())
            if (channel.read(buffer, place + buffer.position() - at) < 0)
                throw new EOFException("it became shorter while it was read");
    }

    /** Replaces bytes. */
    void write(final long place, final byte[] from, final int at, final int count) throws IOException {
        final ByteBuffer buffer = ByteBuffer.wrap(from, at, count);
        while (buffer.hasRemaining())
            channel.write(buffer, place + buffer.position() - at);
    }

    /**
     * Puts bytes at the end.
     *
     * @return where they begin
     * @throws InpaintException if the offsets of the file cannot reach so far
     */
    long append(final byte[] bytes) throws IOException {
        final long place = length + (length & 1);
        if (!big && place + bytes.length > MOST_CLASSIC)
            throw new InpaintException("'" + name + "' is a TIFF of at most 4 GB, and its compressed samples do not "
                    + "fit into it any more once they have changed: save it as BigTIFF, or uncompressed.");
        write(place, bytes, 0, bytes.length);
        length = place + bytes.length;
        return place;
    }

    /**
     * Changes one number of an entry, and moves the entry's numbers to the end where they become too large for their
     * type.
     *
     * @param all the numbers, with the new one
     * @return where they lie now
     */
    Entry put(final Entry entry, final long[] all, final int index) throws IOException {
        if (all[index] >>> 8 * Math.min(7, entry.bytes()) == 0 || entry.bytes() == Long.BYTES) {
            write(entry.place() + (long) index * entry.bytes(), number(all[index], entry.bytes()), 0, entry.bytes());
            return entry;
        }
        final int type = big ? LONG8 : LONG, bytes = big ? Long.BYTES : Integer.BYTES, header = big ? 12 : 8;
        final byte[] numbers = new byte[Math.multiplyExact(bytes, all.length)];
        for (int i = 0; i < all.length; i++)
            System.arraycopy(number(all[i], bytes), 0, numbers, i * bytes, bytes);
        long place = entry.at() + header;
        if (all.length > 1)
            place = append(numbers);
        final ByteBuffer out = ByteBuffer.allocate(header + bytes).order(order);
        out.putShort((short) entry.tag()).putShort((short) type);
        if (big)
            out.putLong(all.length).put(number(all.length > 1 ? place : all[0], bytes));
        else
            out.putInt(all.length).put(number(all.length > 1 ? place : all[0], bytes));
        write(entry.at(), out.array(), 0, out.capacity());
        return new Entry(entry.tag(), type, all.length, entry.at(), place);
    }

    private byte[] number(final long value, final int bytes) {
        final ByteBuffer out = ByteBuffer.allocate(Long.BYTES).order(order);
        final byte[] all = out.putLong(value).array(), some = new byte[bytes];
        System.arraycopy(all, order == ByteOrder.BIG_ENDIAN ? Long.BYTES - bytes : 0, some, 0, bytes);
        return some;
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
