package org.inpaintj.inpaint.large.tiff;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

import org.inpaintj.core.Box;
import org.inpaintj.core.InpaintException;
import org.inpaintj.inpaint.large.tiff.TiffDirectories.Entry;

/** The samples of one page of a TIFF, strip by strip or tile by tile. */
final class TiffPlane {

    private final TiffStorage file;
    private final String name;
    private final TiffPage page;
    private final long[] offsets;
    private final long[] lengths;
    private Entry offsetEntry;
    private Entry lengthEntry;
    /** Whether no two strips or tiles lie on the same bytes. */
    private final boolean apart;
    /** Strips and tiles that were put at the end of the file, to the bytes that are theirs there. */
    private final Map<Integer, Integer> moved = new HashMap<>();
    private final Map<Integer, byte[]> unpacked = new LinkedHashMap<>(16, 0.75f, true);
    private long held;

    /**
     * A part of a strip or tile.
     *
     * @param index of the strip or tile
     * @param box   in pixels of the image
     * @param row   of the strip or tile at which it begins
     * @param x     column
     */
    private record Part(int index, Box box, int row, int x) {
    }

    /** Does something to the bytes of a part, row by row, and says whether it changed any. */
    private interface Work {

        boolean on(Box box, byte[] bytes, int sample);
    }

    /**
     * @param offsets of all strips or tiles; those of 0 bytes or at 0 are not stored, and hold zeros
     * @param lengths bytes of them; null if they are not compressed and the file does not say
     */
    TiffPlane(final TiffStorage file, final String name, final TiffPage page, final long[] offsets,
            final long[] lengths) throws IOException {
        this.file = file;
        this.name = name;
        this.page = page;
        this.offsets = offsets;
        this.lengths = lengths;
        offsetEntry = page.offsets();
        lengthEntry = page.lengths();
        if (offsets.length < page.blocks() || lengths != null && lengths.length < page.blocks())
            throw new IOException("it names " + offsets.length + " strips or tiles of samples and has "
                    + page.blocks());
        apart = isApart();
    }

    /** Whether the bytes of each strip or tile are its own, and none of the directory's. */
    private boolean isApart() {
        if (page.compression() != TiffCompression.NONE)
            return false;
        final Integer[] order = IntStream.range(0, (int) page.blocks()).filter(this::isStored).boxed()
                .toArray(Integer[]::new);
        Arrays.sort(order, Comparator.comparingLong(i -> offsets[i]));
        long end = file.head();
        for (final int index : order) {
            if (offsets[index] < end || meets(index, page.offsets().at(), 12)
                    || meets(index, page.offsets().place(), page.offsets().bytes() * page.offsets().count()))
                return false;
            end = offsets[index] + bytes(index);
        }
        return true;
    }

    private boolean meets(final int index, final long place, final long count) {
        return offsets[index] < place + count && place < offsets[index] + bytes(index);
    }

    private boolean isStored(final int index) {
        return offsets[index] != 0 && (lengths == null || lengths[index] != 0);
    }

    /** Bytes in the file. */
    private long bytes(final int index) {
        return page.compression() == TiffCompression.NONE ? page.rowBytes() * rows(index) : lengths[index];
    }

    private int rows(final int index) {
        return page.rows(index % (page.across() * page.down()) / page.across());
    }

    /** True if nothing of a box is stored. */
    boolean isBlank(final Box box) {
        for (int sample = 0; sample < (page.planar() ? page.channels() : 1); sample++)
            for (final Part part : parts(box, sample))
                if (isStored(part.index))
                    return false;
        return true;
    }

    private List<Part> parts(final Box box, final int sample) {
        final List<Part> parts = new ArrayList<>();
        for (int y = box.y() / page.blockHeight(); y * (long) page.blockHeight() < box.y() + box.height(); y++)
            for (int x = box.x() / page.blockWidth(); x * (long) page.blockWidth() < box.x() + box.width(); x++) {
                final Box block = new Box(x * page.blockWidth(), y * page.blockHeight(), page.blockWidth(),
                        page.rows(y));
                final Box inside = block.intersect(box);
                parts.add(new Part((sample * page.down() + y) * page.across() + x, inside, inside.y() - block.y(),
                        inside.x() - block.x()));
            }
        return parts;
    }

    /**
     * Reads a box.
     *
     * @param planes of the channels of this page over the box, or one of packed colours
     */
    void read(final Box box, final List<Object> planes) throws IOException {
        each(box, (part, bytes, sample) -> {
            for (int c = 0; c < page.channels(); c++)
                if (!page.planar() || c == sample)
                    copy(part, bytes, c, box, planes);
            return false;
        }, false);
    }

    private void copy(final Box part, final byte[] bytes, final int channel, final Box box,
            final List<Object> planes) {
        final int pixel = page.together() * page.stored().bytes();
        final int first = page.planar() ? 0 : channel * page.stored().bytes();
        for (int i = 0; i < part.width() * part.height(); i++) {
            final int to = (part.y() - box.y() + i / part.width()) * box.width() + part.x() - box.x()
                    + i % part.width();
            if (page.rgb())
                ((int[]) planes.get(0))[to] |= 0xff000000 | (bytes[i * pixel + first] & 0xff) << 16 - 8 * channel;
            else
                page.stored().read(bytes, i * pixel + first, planes.get(channel), to);
        }
    }

    /**
     * Writes chosen samples of a box.
     *
     * @param planes as in {@link #read}
     * @param where  one flag a pixel of the box
     */
    void write(final Box box, final List<Object> planes, final boolean[] where) throws IOException {
        each(box, (part, bytes, sample) -> {
            boolean any = false;
            for (int i = 0; i < part.width() * part.height(); i++) {
                final int from = (part.y() - box.y() + i / part.width()) * box.width() + part.x() - box.x()
                        + i % part.width();
                if (where[from]) {
                    put(planes, from, bytes, i, sample);
                    any = true;
                }
            }
            return any;
        }, true);
    }

    private void put(final List<Object> planes, final int from, final byte[] bytes, final int i, final int sample) {
        final int each = page.stored().bytes();
        for (int c = 0; c < page.channels(); c++) {
            if (page.planar() && c != sample)
                continue;
            final int at = (i * page.together() + (page.planar() ? 0 : c)) * each;
            if (page.rgb())
                bytes[at] = (byte) (((int[]) planes.get(0))[from] >> 16 - 8 * c);
            else
                page.stored().write(planes.get(c), from, bytes, at);
        }
    }

    private void each(final Box box, final Work work, final boolean write) throws IOException {
        for (int sample = 0; sample < (page.planar() ? page.channels() : 1); sample++)
            for (final Part part : parts(box, sample)) {
                final boolean direct = page.compression() == TiffCompression.NONE && isStored(part.index)
                        && (!write || apart || moved.containsKey(part.index));
                final byte[] block = direct ? null : unpacked(part.index);
                final byte[] bytes = direct ? direct(part) : cut(part, block);
                if (work.on(part.box, bytes, sample) && write)
                    if (direct)
                        direct(part, bytes);
                    else
                        store(part, block, bytes);
            }
    }

    private int pixel() {
        return page.together() * page.stored().bytes();
    }

    private long place(final Part part, final int row) {
        return offsets[part.index] + (part.row + row) * page.rowBytes() + (long) part.x * pixel();
    }

    /** The bytes of a part that is not compressed. */
    private byte[] direct(final Part part) throws IOException {
        final int row = part.box.width() * pixel();
        final byte[] out = new byte[Math.multiplyExact(row, part.box.height())];
        if (row == page.rowBytes())
            file.read(place(part, 0), out, 0, out.length);
        else
            for (int y = 0; y < part.box.height(); y++)
                file.read(place(part, y), out, y * row, row);
        return out;
    }

    private void direct(final Part part, final byte[] bytes) throws IOException {
        final int row = part.box.width() * pixel();
        final byte[] before = direct(part);
        for (int y = 0; y < part.box.height(); y++) {
            final int start = y * row;
            final int first = Arrays.mismatch(before, start, start + row, bytes, start, start + row);
            int last = row - 1;
            while (last >= 0 && before[start + last] == bytes[start + last])
                last--;
            if (first >= 0)
                file.write(place(part, y) + first, bytes, start + first, last - first + 1);
        }
    }

    private byte[] cut(final Part part, final byte[] block) {
        final int row = part.box.width() * pixel();
        final byte[] out = new byte[row * part.box.height()];
        for (int y = 0; y < part.box.height(); y++)
            System.arraycopy(block, (int) ((part.row + y) * page.rowBytes()) + part.x * pixel(), out, y * row, row);
        return out;
    }

    /** The samples of a whole strip or tile. */
    private byte[] unpacked(final int index) throws IOException {
        final byte[] known = unpacked.get(index);
        if (known != null)
            return known;
        final long size = page.rowBytes() * rows(index), most = Runtime.getRuntime().maxMemory();
        if (size > Math.min(Integer.MAX_VALUE - 8, most / 4))
            throw new InpaintException("A strip or tile of '" + name + "' takes " + (size >> 20)
                    + " MB, and Java may use " + (most >> 20)
                    + " MB: save it uncompressed or in tiles, or give Java more with java -Xmx8g -jar ...");
        final byte[] out;
        if (!isStored(index))
            out = new byte[(int) size];
        else {
            if (bytes(index) < 0 || bytes(index) > Math.min(file.length(), Integer.MAX_VALUE - 8))
                throw new IOException("a strip or tile has " + bytes(index) + " bytes and the file " + file.length());
            final byte[] packed = new byte[(int) bytes(index)];
            file.read(offsets[index], packed, 0, packed.length);
            out = page.compression().decode(packed, (int) size);
            page.predictor().decode(out, (int) page.rowBytes(), page.together(), page.stored());
        }
        keep(index, out);
        return out;
    }

    private void keep(final int index, final byte[] block) {
        held += block.length;
        unpacked.put(index, block);
        final var oldest = unpacked.entrySet().iterator();
        while (held > Runtime.getRuntime().maxMemory() / 8 && unpacked.size() > 1) {
            held -= oldest.next().getValue().length;
            oldest.remove();
        }
    }

    /** Puts a part back into its strip or tile, and that where there is room for it. */
    private void store(final Part part, final byte[] block, final byte[] bytes) throws IOException {
        final int row = part.box.width() * pixel();
        for (int y = 0; y < part.box.height(); y++)
            System.arraycopy(bytes, y * row, block, (int) ((part.row + y) * page.rowBytes()) + part.x * pixel(), row);
        final byte[] differences = block.clone();
        page.predictor().encode(differences, (int) page.rowBytes(), page.together(), page.stored());
        final byte[] packed = page.compression().encode(differences, (int) page.rowBytes());
        final int index = part.index;
        if (moved.getOrDefault(index, 0) >= packed.length)
            file.write(offsets[index], packed, 0, packed.length);
        else {
            // not over the old bytes, for another strip or tile may have the same
            offsets[index] = file.append(packed);
            moved.put(index, packed.length);
            offsetEntry = file.put(offsetEntry, offsets, index);
        }
        if (lengths != null && lengths[index] != packed.length) {
            lengths[index] = packed.length;
            lengthEntry = file.put(lengthEntry, lengths, index);
        }
    }
}
