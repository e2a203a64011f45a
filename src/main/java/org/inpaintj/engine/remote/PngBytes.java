package org.inpaintj.engine.remote;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.zip.CRC32;
import java.util.zip.Deflater;

import org.inpaintj.core.Plane;

/** Writes 8-bit PNG files of one, three or four channels, after ISO/IEC 15948, with nothing in them but the pixels. */
public final class PngBytes {

    private static final long SIGNATURE = 0x89504e470d0a1a0aL;
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
        out.writeBytes(ByteBuffer.allocate(8).putLong(SIGNATURE).array());
        chunk(out, "IHDR", ByteBuffer.allocate(13).putInt(width).putInt(height).put((byte) 8)
                .put(COLOUR_TYPES[n]).put(new byte[3]).array());
        chunk(out, "IDAT", deflated(rows));
        chunk(out, "IEND", new byte[0]);
        return out.toByteArray();
    }

    private static byte[] deflated(final byte[] rows) {
        final Deflater deflater = new Deflater();
        try {
            deflater.setInput(rows);
            deflater.finish();
            final ByteArrayOutputStream out = new ByteArrayOutputStream();
            final byte[] part = new byte[1 << 16];
            while (!deflater.finished())
                out.write(part, 0, deflater.deflate(part));
            return out.toByteArray();
        } finally {
            deflater.end();
        }
    }

    private static void chunk(final ByteArrayOutputStream out, final String kind, final byte[] data) {
        final byte[] named = Arrays.copyOf(kind.getBytes(StandardCharsets.US_ASCII), 4 + data.length);
        System.arraycopy(data, 0, named, 4, data.length);
        final CRC32 crc = new CRC32();
        crc.update(named);
        out.writeBytes(ByteBuffer.allocate(4).putInt(data.length).array());
        out.writeBytes(named);
        out.writeBytes(ByteBuffer.allocate(4).putInt((int) crc.getValue()).array());
    }
}
