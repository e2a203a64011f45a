package org.inpaintj.engine.remote;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.zip.Deflater;

import org.inpaintj.core.Plane;
import org.inpaintj.core.PngChunks;

/** Writes 8-bit PNG files of one, three or four channels, after ISO/IEC 15948, with nothing in them but the pixels. */
public final class PngBytes {

    private static final int HEADER = PngChunks.kind("IHDR"), DATA = PngChunks.kind("IDAT");
    private static final byte[] COLOUR_TYPES = { 0, 0, 0, 2, 6 };

    private PngBytes() {}

    /**
     * @param channels one (grey), three (RGB) or four (RGB and alpha) of one size, 0 to 1; what is beyond is clamped
     */
    public static byte[] of(final List<Plane> channels) {
        final int n = channels.size(), width = channels.get(0).width(), height = channels.get(0).height();
        final byte[] rows = new byte[Math.multiplyExact(1 + Math.multiplyExact(n, width), height)];
        for (int y = 0, i = 0; y < height; y++) {
            i++;
            for (int x = 0; x < width; x++)
                for (final Plane channel : channels)
                    rows[i++] = (byte) Math.round(255 * Math.max(0, Math.min(1, channel.at(x, y))));
        }
        final ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.writeBytes(ByteBuffer.allocate(Long.BYTES).putLong(PngChunks.SIGNATURE).array());
        try {
            PngChunks.write(out, HEADER, ByteBuffer.allocate(13).putInt(width).putInt(height).put((byte) 8)
                    .put(COLOUR_TYPES[n]).array(), 13);
            deflate(out, rows);
            PngChunks.write(out, PngChunks.END, new byte[0], 0);
        } catch (final IOException e) {
            throw new UncheckedIOException("memory cannot fail to be written", e);
        }
        return out.toByteArray();
    }

    private static void deflate(final ByteArrayOutputStream out, final byte[] rows) throws IOException {
        final Deflater deflater = new Deflater();
        try {
            deflater.setInput(rows);
            deflater.finish();
            final byte[] part = new byte[1 << 16];
            while (!deflater.finished())
                PngChunks.write(out, DATA, part, deflater.deflate(part));
        } finally {
            deflater.end();
        }
    }
}
