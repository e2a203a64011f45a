package org.inpaintj.inpaint.large.tiff;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Arrays;

/**
 * LZW as TIFF has it (TIFF 6.0, section 13): codes of 9 to 12 bits, the highest bit first, each length one code early.
 */
final class TiffLzw {

    private static final int CLEAR = 256, END = 257, FIRST = 258, MOST = 4094, SHORTEST = 9;

    private TiffLzw() {}

    /**
     * @param size how many bytes there are at most; what is missing is 0
     * @throws IOException if there are codes that mean nothing
     */
    static byte[] decode(final byte[] in, final int size) throws IOException {
        final byte[] out = new byte[size];
        // a code's text is what the code before it said and one byte more, so it lies in what is out already
        final int[] start = new int[MOST + 2], length = new int[MOST + 2];
        int next = FIRST, bits = SHORTEST, filled = 0, before = -1;
        long buffer = 0;
        int held = 0, at = 0;
        while (filled < size) {
            while (held < bits && at < in.length) {
                buffer = buffer << 8 | in[at++] & 0xff;
                held += 8;
            }
            if (held < bits)
                break;
            final int code = (int) (buffer >> held - bits) & (1 << bits) - 1;
            held -= bits;
            if (code == END)
                break;
            if (code == CLEAR) {
                next = FIRST;
                bits = SHORTEST;
                before = -1;
                continue;
            }
            final int from = filled;
            if (code < CLEAR)
                out[filled++] = (byte) code;
            else {
                // the code that is just being made repeats the first byte of the one before it
                if (code > next || code == next && before < 0 || code < next && length[code] == 0)
                    throw new IOException("its compressed samples cannot be unpacked");
                final int text = code == next ? before : start[code];
                final int many = code == next ? from - before + 1 : length[code];
                for (int i = 0; i < many && filled < size; i++)
                    out[filled++] = out[text + i];
            }
            if (before >= 0 && next <= MOST) {
                start[next] = before;
                length[next] = from - before + 1;
                next++;
                if (next == (1 << bits) - 1 && bits < 12)
                    bits++;
            }
            before = from;
        }
        return out;
    }

    static byte[] encode(final byte[] in) {
        final Bits out = new Bits();
        final int[] table = new int[1 << 14], codes = new int[1 << 14];
        Arrays.fill(table, -1);
        int next = FIRST, bits = SHORTEST, prefix = -1;
        out.put(CLEAR, bits);
        for (final byte value : in) {
            final int symbol = value & 0xff;
            if (prefix < 0) {
                prefix = symbol;
                continue;
            }
            final int key = prefix << 8 | symbol;
            int slot = (key * 0x9E3779B1) >>> 18;
            while (table[slot] >= 0 && table[slot] != key)
                slot = slot + 1 & table.length - 1;
            if (table[slot] == key) {
                prefix = codes[slot];
                continue;
            }
            out.put(prefix, bits);
            table[slot] = key;
            codes[slot] = next++;
            if (next == 1 << bits)
                bits++;
            if (next == MOST) {
                out.put(CLEAR, bits);
                Arrays.fill(table, -1);
                next = FIRST;
                bits = SHORTEST;
            }
            prefix = symbol;
        }
        if (prefix >= 0) {
            out.put(prefix, bits);
            // the reader has made one code more by now
            if (next + 1 == 1 << bits && bits < 12)
                bits++;
        }
        out.put(END, bits);
        return out.end();
    }

    /** Numbers of some bits each, the highest bit first. */
    private static final class Bits {

        private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        private long buffer;
        private int held;

        void put(final int value, final int bits) {
            buffer = buffer << bits | value;
            held += bits;
            while (held >= 8) {
                bytes.write((int) (buffer >> held - 8));
                held -= 8;
            }
        }

        byte[] end() {
            if (held > 0)
                bytes.write((int) (buffer << 8 - held));
            return bytes.toByteArray();
        }
    }
}
