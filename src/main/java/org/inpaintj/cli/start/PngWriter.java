package org.inpaintj.cli.start;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.Deflater;

import ij.process.ByteProcessor;
import ij.process.ColorProcessor;
import ij.process.ImageProcessor;

import org.inpaintj.core.PngChunks;

/** Writes 8-bit grey and 8-bit RGB, after the specification of PNG, ISO/IEC 15948. */
final class PngWriter {

    private static final int HEADER = PngChunks.kind("IHDR"), DATA = PngChunks.kind("IDAT");
    private static final int GREY = 0, RGB = 2;
    /** The prediction that is written: the sample above. */
    private static final byte UP = 2;
    /** Of the deflater, 1 to 9: more hardly makes the files of a predicted photograph smaller. */
    private static final int EFFORT = 4;

    private PngWriter() {}

    /**
     * Writes an image of the two kinds.
     *
     * @return false, with nothing written, if it is of another kind
     */
    static boolean write(final ImageProcessor ip, final Path path) throws IOException {
        final boolean rgb = ip instanceof ColorProcessor;
        final int width = ip.getWidth(), height = ip.getHeight();
        if (!rgb && !(ip instanceof ByteProcessor && ip.isDefaultLut())
                || (1 + (rgb ? 3L : 1L) * width) * height > Integer.MAX_VALUE - 8)
            return false;
        final int row = 1 + (rgb ? 3 : 1) * width;
        final byte[] samples = samples(ip, row);
        for (int y = height - 1; y >= 0; y--) {
            samples[y * row] = UP;
            for (int i = y * row + 1; y > 0 && i < (y + 1) * row; i++)
                samples[i] -= samples[i - row];
        }
        try (OutputStream out = Files.newOutputStream(path)) {
            out.write(ByteBuffer.allocate(Long.BYTES).putLong(PngChunks.SIGNATURE).array());
            PngChunks.write(out, HEADER, ByteBuffer.allocate(13).putInt(width).putInt(height).put((byte) 8)
                    .put((byte) (rgb ? RGB : GREY)).array(), 13);
            deflate(out, samples);
            PngChunks.write(out, PngChunks.END, new byte[0], 0);
        }
        return true;
    }

    /** Rows of samples, each after a free byte. */
    private static byte[] samples(final ImageProcessor ip, final int row) {
        final int width = ip.getWidth(), height = ip.getHeight();
        final byte[] out = new byte[row * height];
        if (ip.getPixels() instanceof byte[] grey)
            for (int y = 0; y < height; y++)
                System.arraycopy(grey, y * width, out, y * row + 1, width);
        else {
            final int[] rgb = (int[]) ip.getPixels();
            for (int y = 0, i = 0, k = 0; y < height; y++) {
                k++;
                for (int x = 0; x < width; x++, i++) {
                    out[k++] = (byte) (rgb[i] >> 16);
                    out[k++] = (byte) (rgb[i] >> 8);
                    out[k++] = (byte) rgb[i];
                }
            }
        }
        return out;
    }

    private static void deflate(final OutputStream out, final byte[] samples) throws IOException {
        final Deflater deflater = new Deflater(EFFORT);
        try {
            deflater.setInput(samples);
            deflater.finish();
            final byte[] part = new byte[1 << 16];
            while (!deflater.finished())
                PngChunks.write(out, DATA, part, deflater.deflate(part));
        } finally {
            deflater.end();
        }
    }
}
