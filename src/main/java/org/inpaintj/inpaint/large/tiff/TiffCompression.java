package org.inpaintj.inpaint.large.tiff;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.Optional;

import org.inpaintj.inpaint.large.Zlib;

/** How strips and tiles are compressed, of those ways that lose nothing. */
enum TiffCompression {

    NONE(1), LZW(5), DEFLATE(8), OLD_DEFLATE(32946), PACKBITS(32773);

    private static final String DAMAGED = "its compressed samples cannot be unpacked";

    private final int number;

    TiffCompression(final int number) {
        this.number = number;
    }

    /** The one of a number; empty for those that are not known here. */
    static Optional<TiffCompression> of(final long number) {
        return Arrays.stream(values()).filter(each -> each.number == number).findFirst();
    }

    /**
     * @param size bytes that a strip or tile has; what is missing at the end is 0
     * @throws IOException if it cannot be unpacked
     */
    byte[] decode(final byte[] in, final int size) throws IOException {
        return switch (this) {
            case NONE -> Arrays.copyOf(in, size);
            case LZW -> TiffLzw.decode(in, size);
            case DEFLATE, OLD_DEFLATE -> Arrays.copyOf(Zlib.inflate(in, size), size);
            case PACKBITS -> unpack(in, size);
        };
    }

    byte[] encode(final byte[] in, final int row) {
        return switch (this) {
            case NONE -> in;
            case LZW -> TiffLzw.encode(in);
            case DEFLATE, OLD_DEFLATE -> Zlib.deflate(in, -1);
            case PACKBITS -> pack(in, row);
        };
    }

    private static byte[] unpack(final byte[] in, final int size) throws IOException {
        final byte[] out = new byte[size];
        int at = 0, filled = 0;
        while (filled < size && at < in.length) {
            final int n = in[at++];
            final int many = Math.min(n >= 0 ? n + 1 : n == -128 ? 0 : 1 - n, size - filled);
            if (n >= 0 ? at + many > in.length : many > 0 && at >= in.length)
                throw new IOException(DAMAGED);
            if (n >= 0) {
                System.arraycopy(in, at, out, filled, many);
                at += n + 1;
            } else if (many > 0)
                Arrays.fill(out, filled, filled + many, in[at++]);
            filled += many;
        }
        return out;
    }

    /** Row by row, as TIFF 6.0 wants it. */
    private static byte[] pack(final byte[] in, final int row) {
        final ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (int start = 0; start < in.length; start += row) {
            final int end = Math.min(start + row, in.length);
            int at = start;
            while (at < end) {
                int same = 1;
                while (same < 128 && at + same < end && in[at + same] == in[at])
                    same++;
                if (same > 2) {
                    out.write(1 - same);
                    out.write(in[at]);
                    at += same;
                    continue;
                }
                int many = 1;
                while (many < 128 && at + many < end && !(at + many + 2 < end && in[at + many] == in[at + many + 1]
                        && in[at + many] == in[at + many + 2]))
                    many++;
                out.write(many - 1);
                out.write(in, at, many);
                at += many;
            }
        }
        return out.toByteArray();
    }
}
