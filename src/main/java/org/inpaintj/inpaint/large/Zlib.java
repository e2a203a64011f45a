package org.inpaintj.inpaint.large;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.zip.DataFormatException;
import java.util.zip.Deflater;
import java.util.zip.Inflater;

/** Blocks of bytes that zlib has compressed (RFC 1950). */
public final class Zlib {

    private Zlib() {}

    /**
     * @param most bytes that there may be; what comes behind them is left out
     * @throws IOException if they cannot be unpacked
     */
    public static byte[] inflate(final byte[] in, final int most) throws IOException {
        final Inflater inflater = new Inflater();
        try {
            inflater.setInput(in);
            final byte[] out = new byte[most];
            int filled = 0;
            while (filled < most && !inflater.finished()) {
                final int n = inflater.inflate(out, filled, most - filled);
                if (n == 0 && !inflater.finished())
                    throw new IOException("its compressed samples cannot be unpacked");
                filled += n;
            }
            return filled == most ? out : Arrays.copyOf(out, filled);
        } catch (final DataFormatException e) {
            throw new IOException("its compressed samples cannot be unpacked", e);
        } finally {
            inflater.end();
        }
    }

    /** @param level 0 to 9; any other for zlib's own */
    public static byte[] deflate(final byte[] in, final int level) {
        final Deflater deflater = new Deflater(level < 0 || level > 9 ? Deflater.DEFAULT_COMPRESSION : level);
        try {
            deflater.setInput(in);
            deflater.finish();
            final ByteArrayOutputStream out = new ByteArrayOutputStream();
            final byte[] buffer = new byte[1 << 16];
            while (!deflater.finished())
                out.write(buffer, 0, deflater.deflate(buffer));
            return out.toByteArray();
        } finally {
            deflater.end();
        }
    }
}
