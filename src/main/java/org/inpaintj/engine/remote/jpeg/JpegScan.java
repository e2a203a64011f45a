package org.inpaintj.engine.remote.jpeg;

import java.util.List;
import java.util.zip.DataFormatException;

/** Reads the coefficients of one scan: bits, Huffman codes, and for progressive pictures what they add. */
final class JpegScan {

    private static final int FULL = 63, BYTE = 0xff;

    private final byte[] file;
    private final int[][] codes;
    private final int[] tables;
    private final int first, last, high, low;
    private final boolean progressive;
    private int at, bits, held, blank;

    /**
     * @param at     where its coded data begins
     * @param codes  Huffman tables: DC 0 to 3, AC 4 to 7, as {@link #codes} makes them
     * @param tables of each component: 16 times DC, and AC
     * @param band   first and last coefficient, and what was known and will be known of them
     */
    JpegScan(final byte[] file, final int at, final int[][] codes, final int[] tables, final int[] band,
            final boolean progressive) {
        this.file = file;
        this.at = at;
        this.codes = codes;
        this.tables = tables;
        first = band[0];
        last = band[1];
        high = band[2];
        low = band[3];
        this.progressive = progressive;
    }

    /**
     * A table for look-ups: how many codes there are of each length from 1 to 16, the first code of each, where its
     * symbols begin, and the symbols.
     */
    static int[] codes(final byte[] file, final int at, final int count) {
        final int[] out = new int[51 + count];
        for (int length = 1, code = 0, begun = 0; length <= 16; length++) {
            final int n = file[at + length - 1] & BYTE;
            out[length] = n;
            out[17 + length] = code;
            out[34 + length] = begun;
            code = code + n << 1;
            begun += n;
        }
        for (int i = 0; i < count; i++)
            out[51 + i] = file[at + 16 + i] & BYTE;
        return out;
    }

    /**
     * Reads it.
     *
     * @param restart units between two markers that begin anew; 0 for none
     * @param wide    units in a row, where there is more than one component
     * @param tall    rows of units
     * @return where the next segment begins
     */
    int read(final List<JpegComponent> components, final int restart, final int wide, final int tall)
            throws DataFormatException {
        final boolean alone = components.size() == 1;
        final int columns = alone ? components.get(0).blocksWide : wide, rows = alone ? components.get(0).blocksHigh
                : tall;
        components.forEach(component -> component.predicted = 0);
        for (int unit = 0; unit < columns * rows; unit++) {
            if (restart > 0 && unit > 0 && unit % restart == 0)
                begin(components);
            for (int i = 0; i < components.size(); i++) {
                final JpegComponent c = components.get(i);
                final int n = alone ? 1 : c.across * c.down;
                for (int k = 0; k < n; k++)
                    block(c, tables[i], alone ? c.block(unit % columns, unit / columns) : c.block(unit % columns
                            * c.across + k % c.across, unit / columns * c.down + k / c.across));
            }
        }
        return marker();
    }

    /** The next marker that is none of a new beginning. */
    private int marker() {
        while (at + 1 < file.length && ((file[at] & BYTE) != BYTE || file[at + 1] == 0 || (file[at + 1] & 0xf8) == 0xd0
                || (file[at + 1] & BYTE) == BYTE))
            at++;
        return at;
    }

    private void begin(final List<JpegComponent> components) {
        bits = 0;
        blank = 0;
        while (at + 1 < file.length && ((file[at] & BYTE) != BYTE || file[at + 1] == 0))
            at++;
        if (at + 1 < file.length && (file[at + 1] & 0xf8) == 0xd0)
            at += 2;
        components.forEach(component -> component.predicted = 0);
    }

    /** Behind the data, or before a marker, all bits are 0. */
    private int bit() {
        if (bits == 0) {
            held = 0;
            if (at < file.length) {
                held = file[at] & BYTE;
                if (held != BYTE)
                    at++;
                else if (at + 1 < file.length && file[at + 1] == 0)
                    at += 2;
                else
                    held = 0;
            }
            bits = 8;
        }
        return held >> --bits & 1;
    }

    private int bits(final int count) {
        int value = 0;
        for (int i = 0; i < count; i++)
            value = value << 1 | bit();
        return value;
    }

    /** A number of so many bits, whose first one is its sign. */
    private int signed(final int count) {
        final int value = bits(count);
        return count == 0 || value >> count - 1 == 1 ? value : value - (1 << count) + 1;
    }

    private int symbol(final int table) throws DataFormatException {
        final int[] known = codes[table];
        if (known == null)
            throw new DataFormatException("a table is missing");
        int code = 0;
        for (int length = 1; length <= 16; length++) {
            code = code << 1 | bit();
            if (code - known[17 + length] < known[length] && code >= known[17 + length])
                return known[51 + known[34 + length] + code - known[17 + length]];
        }
        throw new DataFormatException("a code is unknown");
    }

    private void block(final JpegComponent c, final int table, final int from) throws DataFormatException {
        final int dc = table >> 4 & 3, ac = 4 + (table & 3);
        final short[] to = c.coefficients;
        if (first == 0) {
            if (high == 0) {
                c.predicted += signed(Math.min(16, symbol(dc)));
                to[from] = (short) (c.predicted << low);
            } else
                to[from] |= (short) (bit() << low);
        }
        if (!progressive)
            sequence(to, from, ac, 1, FULL);
        else if (first > 0 && high == 0)
            sequence(to, from, ac, first, last);
        else if (first > 0)
            refine(to, from, ac);
    }

    /** Coefficients that were not known. */
    private void sequence(final short[] to, final int from, final int table, final int begin, final int end)
            throws DataFormatException {
        if (blank > 0) {
            blank--;
            return;
        }
        for (int k = begin; k <= end; k++) {
            final int symbol = symbol(table), zeros = symbol >> 4, size = symbol & 15;
            if (size == 0 && zeros < 15) {
                blank = (1 << zeros) - 1 + (zeros > 0 ? bits(zeros) : 0);
                return;
            }
            k += zeros;
            if (k > end)
                throw new DataFormatException("a block is too long");
            to[from + k] = (short) (signed(size) << low);
        }
    }

    /** One more bit of coefficients that are known, and those that this bit makes known. */
    private void refine(final short[] to, final int from, final int table) throws DataFormatException {
        int k = first;
        while (blank == 0 && k <= last) {
            final int symbol = symbol(table), size = symbol & 15;
            int zeros = symbol >> 4;
            if (size == 0 && zeros < 15) {
                blank = (1 << zeros) + (zeros > 0 ? bits(zeros) : 0);
                break;
            }
            final int fresh = size == 0 ? 0 : bit() == 1 ? 1 << low : -1 << low;
            for (; k <= last; k++)
                if (to[from + k] != 0)
                    sharpen(to, from + k);
                else if (zeros-- == 0)
                    break;
            if (k <= last)
                to[from + k++] = (short) fresh;
        }
        if (blank > 0) {
            for (; k <= last; k++)
                if (to[from + k] != 0)
                    sharpen(to, from + k);
            blank--;
        }
    }

    private void sharpen(final short[] to, final int at) {
        if (bit() == 1)
            to[at] += (short) (to[at] > 0 ? 1 << low : -1 << low);
    }
}
