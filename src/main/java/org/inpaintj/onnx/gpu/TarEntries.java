package org.inpaintj.onnx.gpu;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;

/**
 * Reads the entries of a tar archive one after the other, as POSIX (ustar, pax) and GNU tar write them. Only names and
 * sizes of plain files are given out; links, devices and folders are passed over. Not thread-safe; the stream is the
 * caller's to close.
 */
final class TarEntries {

    private static final int BLOCK = 512, LONGEST_NAME = 4096;
    private static final int NAME = 100, SIZE_AT = 124, SIZE = 12, SUM_AT = 148, SUM = 8, TYPE_AT = 156;
    private static final int PREFIX_AT = 345, PREFIX = 155;

    private final InputStream in;
    private String name = "";
    private long left, size, padding;

    TarEntries(final InputStream in) {
        this.in = in;
    }

    /**
     * Goes to the next plain file, over what is left of this one.
     *
     * @return false at the end
     * @throws IOException if this is no tar archive, or a part of one
     */
    boolean next() throws IOException {
        String longName = "";
        while (true) {
            in.skipNBytes(left + padding);
            left = padding = 0;
            final byte[] header = in.readNBytes(BLOCK);
            if (header.length == 0 || header.length == BLOCK && isEmpty(header))
                return false;
            check(header);
            size = number(header, SIZE_AT, SIZE);
            left = size;
            padding = (BLOCK - size % BLOCK) % BLOCK;
            final char type = (char) header[TYPE_AT];
            if (type == 'L')
                longName = contents().replaceFirst("\0.*", "");
            else if (type == 'x')
                longName = paxPath(contents(), longName);
            else if (type == '0' || type == 0) {
                final String prefix = text(header, PREFIX_AT, PREFIX), last = text(header, 0, NAME);
                final boolean ustar = text(header, 257, 5).equals("ustar") && header[262] == 0;
                name = !longName.isEmpty() ? longName : ustar && !prefix.isEmpty() ? prefix + '/' + last : last;
                return true;
            } else
                longName = "";
        }
    }

    String name() {
        return name;
    }

    /** Bytes of the file. */
    long size() {
        return size;
    }

    /** The bytes of the file; closing it closes nothing. */
    InputStream content() {
        return new FilterInputStream(in) {
            @Override
            public int read() throws IOException {
                final byte[] one = new byte[1];
                return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
            }

            @Override
            public int read(final byte[] bytes, final int from, final int count) throws IOException {
                if (left == 0)
                    return -1;
                final int n = in.read(bytes, from, (int) Math.min(count, left));
                if (n < 0)
                    throw new IOException("the archive ends within '" + name + "'");
                left -= n;
                return n;
            }

            @Override
            public void close() {}
        };
    }

    /** A name that is too long for a header. */
    private String contents() throws IOException {
        if (size > LONGEST_NAME)
            throw new IOException("the archive has a name of " + size + " bytes");
        final byte[] bytes = in.readNBytes((int) size);
        left = 0;
        return new String(bytes, StandardCharsets.UTF_8);
    }

    /** Of records "LENGTH KEY=VALUE\n" the path; {@code absent} if there is none. */
    private static String paxPath(final String records, final String absent) {
        for (final String record : records.split("\n")) {
            final int key = record.indexOf(' ') + 1;
            if (record.startsWith("path=", key))
                return record.substring(key + 5);
        }
        return absent;
    }

    private static void check(final byte[] header) throws IOException {
        if (header.length < BLOCK)
            throw new IOException("the archive ends within a header");
        long sum = 0;
        for (int i = 0; i < BLOCK; i++)
            sum += i >= SUM_AT && i < SUM_AT + SUM ? ' ' : header[i] & 0xff;
        if (sum != number(header, SUM_AT, SUM))
            throw new IOException("it is no tar archive, or damaged");
    }

    private static boolean isEmpty(final byte[] block) {
        for (final byte each : block)
            if (each != 0)
                return false;
        return true;
    }

    private static String text(final byte[] header, final int at, final int length) {
        int end = at;
        while (end < at + length && header[end] != 0)
            end++;
        return new String(header, at, end - at, StandardCharsets.UTF_8);
    }

    /** Octal digits; GNU tar writes large numbers as bytes, the first of which has its highest bit set. */
    private static long number(final byte[] header, final int at, final int length) throws IOException {
        long value = 0;
        if ((header[at] & 0x80) != 0) {
            for (int i = at + length - 8; i < at + length; i++)
                value = value << 8 | header[i] & 0xff;
            if (value < 0)
                throw new IOException("the archive states a negative size");
            return value;
        }
        final String digits = text(header, at, length).strip();
        if (!digits.matches("[0-7]{0,12}"))
            throw new IOException("it is no tar archive, or damaged");
        return digits.isEmpty() ? 0 : Long.parseLong(digits, 8);
    }
}
