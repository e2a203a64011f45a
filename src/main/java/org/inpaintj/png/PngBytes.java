package org.inpaintj.png;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.zip.Deflater;

import org.inpaintj.core.Plane;
import org.inpaintj.core.PngChunks;

/**
 * Writes 8-bit PNG files of one, three or four channels, after ISO/IEC 15948, with nothing in them but the pixels and
 * the texts that are given.
 */
public final class PngBytes {

    private static final int HEADER = PngChunks.kind("IHDR"), DATA = PngChunks.kind("IDAT");
    private static final byte[] COLOUR_TYPES = { 0, 0, 0, 2, 6 };

    private PngBytes() {}

    /**
     * A text in a file.
     *
     * @param keyword 1 to 79 letters of Latin-1
     * @param text    of any letters
     */
    public record Text(String keyword, String text) {
    }

    /**
     * A file without texts.
     *
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
        return file(rows, n, width, height, List.of());
    }

    /**
     * A file of red, green and blue.
     *
     * @param rgb   red in bits 16 to 23, green 8 to 15, blue 0 to 7, row by row
     * @param texts in their order
     */
    public static byte[] of(final int[] rgb, final int width, final int height, final List<Text> texts) {
        final byte[] rows = new byte[Math.multiplyExact(1 + Math.multiplyExact(3, width), height)];
        for (int y = 0, i = 0; y < height; y++) {
            i++;
            for (int x = 0; x < width; x++, i += 3) {
                final int pixel = rgb[y * width + x];
                rows[i] = (byte) (pixel >> 16);
                rows[i + 1] = (byte) (pixel >> 8);
                rows[i + 2] = (byte) pixel;
            }
        }
        return file(rows, 3, width, height, texts);
    }

    private static byte[] file(final byte[] rows, final int channels, final int width, final int height,
            final List<Text> texts) {
        final ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.writeBytes(ByteBuffer.allocate(Long.BYTES).putLong(PngChunks.SIGNATURE).array());
        try {
            PngChunks.write(out, HEADER, ByteBuffer.allocate(13).putInt(width).putInt(height).put((byte) 8)
                    .put(COLOUR_TYPES[channels]).array(), 13);
            for (final Text text : texts)
                PngTextChunk.write(out, text.keyword(), text.text());
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
