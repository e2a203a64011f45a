package org.inpaintj.inpaint.large.tiff;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import org.inpaintj.inpaint.large.StoredType;
import org.inpaintj.inpaint.large.StoredType.Kind;
import org.inpaintj.inpaint.samples.Samples;

/**
 * Writes TIFFs of any layout.
 *
 * @param big         BigTIFF
 * @param order       of bytes
 * @param tile        side of a tile; 0 for strips
 * @param rows        of a strip
 * @param compression its number in TIFF
 * @param differences whether differences are compressed in place of samples
 * @param planar      whether channels have strips or tiles of their own
 */
public record TiffSamples(boolean big, ByteOrder order, int tile, int rows, int compression, boolean differences,
        boolean planar) {

    /** A page for each of some samples, all of one size and type. */
    public void write(final Path file, final List<Samples> pages) throws IOException {
        try (RandomAccessFile out = new RandomAccessFile(file.toFile(), "rw")) {
            out.setLength(0);
            final int head = big ? 16 : 8;
            out.write(new byte[head]);
            long link = big ? 8 : 4;
            for (final Samples page : pages)
                link = page(out, page, link);
            out.seek(0);
            final ByteBuffer start = ByteBuffer.allocate(big ? 8 : 4).order(order);
            start.put((byte) (order == ByteOrder.BIG_ENDIAN ? 'M' : 'I'))
                    .put((byte) (order == ByteOrder.BIG_ENDIAN ? 'M' : 'I')).putShort((short) (big ? 43 : 42));
            if (big)
                start.putShort((short) 8);
            out.write(start.array());
        }
    }

    private long page(final RandomAccessFile out, final Samples page, final long link) throws IOException {
        final boolean rgb = page.type().isRgb();
        final int channels = page.channels();
        final StoredType type = rgb ? new StoredType(Kind.UNSIGNED, 1, order)
                : new StoredType(page.type().whole() ? Kind.UNSIGNED : Kind.FLOAT, page.type().bytes(), order);
        final int wide = tile > 0 ? tile : page.width(), high = tile > 0 ? tile : rows;
        final int across = (page.width() + wide - 1) / wide, down = (page.height() + high - 1) / high;
        final int apart = planar ? channels : 1, together = planar ? 1 : channels, count = across * down * apart;
        final long[] offsets = new long[count], lengths = new long[count];
        for (int i = 0; i < count; i++) {
            final int x = i % across * wide, y = i / across % down * high;
            final int lines = tile > 0 ? high : Math.min(high, page.height() - y);
            final byte[] block = new byte[wide * lines * together * type.bytes()];
            for (int p = 0; p < wide * lines * together; p++) {
                final int px = x + p / together % wide, py = y + p / together / wide;
                final int c = planar ? i / across / down : p % together;
                if (px < page.width() && py < page.height())
                    put(page, type, c, py * page.width() + px, block, p * type.bytes());
            }
            final int row = wide * together * type.bytes();
            if (differences)
                (type.kind() == Kind.FLOAT ? TiffPredictor.FLOAT : TiffPredictor.HORIZONTAL).encode(block, row,
                        together, type);
            final byte[] packed = TiffCompression.of(compression).orElseThrow().encode(block, row);
            offsets[i] = out.length();
            lengths[i] = packed.length;
            out.seek(out.length());
            out.write(packed);
        }
        final Map<Integer, long[]> tags = new TreeMap<>(Map.of(TiffDirectories.WIDTH, new long[] { page.width() },
                TiffDirectories.HEIGHT, new long[] { page.height() }, TiffDirectories.COMPRESSION,
                new long[] { compression }, TiffDirectories.PHOTOMETRIC, new long[] { rgb || channels == 3 ? 2 : 1 },
                TiffDirectories.SAMPLES, new long[] { channels }, TiffDirectories.PLANAR,
                new long[] { planar ? 2 : 1 }));
        final long[] bits = new long[channels], format = new long[channels];
        Arrays.fill(bits, 8 * type.bytes());
        Arrays.fill(format, type.kind() == Kind.FLOAT ? 3 : 1);
        tags.put(TiffDirectories.BITS, bits);
        tags.put(TiffDirectories.FORMAT, format);
        if (differences)
            tags.put(TiffDirectories.PREDICTOR, new long[] { type.kind() == Kind.FLOAT ? 3 : 2 });
        if (tile > 0) {
            tags.put(TiffDirectories.TILE_WIDTH, new long[] { tile });
            tags.put(TiffDirectories.TILE_HEIGHT, new long[] { tile });
        } else
            tags.put(TiffDirectories.ROWS, new long[] { rows });
        tags.put(tile > 0 ? TiffDirectories.TILE_OFFSETS : TiffDirectories.OFFSETS, offsets);
        tags.put(tile > 0 ? TiffDirectories.TILE_LENGTHS : TiffDirectories.LENGTHS, lengths);
        return directory(out, tags, link);
    }

    private static void put(final Samples page, final StoredType type, final int channel, final int i,
            final byte[] block, final int at) {
        if (page.type().isRgb())
            block[at] = (byte) page.get(channel, i);
        else
            type.write(page.planes().get(channel), i, block, at);
    }

    /** @return where the offset of the next one belongs */
    private long directory(final RandomAccessFile out, final Map<Integer, long[]> tags, final long link)
            throws IOException {
        final int value = big ? 8 : 4, entry = big ? 20 : 12, head = big ? 8 : 2;
        long extra = out.length() + (out.length() & 1);
        final long start = extra;
        final int size = head + entry * tags.size() + value;
        extra += size;
        final ByteBuffer directory = ByteBuffer.allocate(size).order(order);
        if (big)
            directory.putLong(tags.size());
        else
            directory.putShort((short) tags.size());
        for (final Map.Entry<Integer, long[]> tag : tags.entrySet()) {
            final long[] numbers = tag.getValue();
            final boolean isLong = List.of(TiffDirectories.OFFSETS, TiffDirectories.TILE_OFFSETS)
                    .contains(tag.getKey());
            final int bytes = isLong ? value : 2;
            final ByteBuffer all = ByteBuffer.allocate(Math.max(value, bytes * numbers.length)).order(order);
            for (final long number : numbers)
                if (bytes == 2)
                    all.putShort((short) number);
                else if (bytes == 4)
                    all.putInt((int) number);
                else
                    all.putLong(number);
            directory.putShort((short) (int) tag.getKey()).putShort((short) (bytes == 2 ? 3 : bytes == 4 ? 4 : 16));
            if (big)
                directory.putLong(numbers.length);
            else
                directory.putInt(numbers.length);
            if (bytes * numbers.length <= value)
                directory.put(all.array(), 0, value);
            else {
                if (big)
                    directory.putLong(extra);
                else
                    directory.putInt((int) extra);
                out.seek(extra);
                out.write(all.array());
                extra += all.capacity() + (all.capacity() & 1);
            }
        }
        out.seek(start);
        out.write(directory.array());
        out.seek(link);
        final ByteBuffer to = ByteBuffer.allocate(value).order(order);
        out.write(big ? to.putLong(start).array() : to.putInt((int) start).array());
        return start + size - value;
    }
}
