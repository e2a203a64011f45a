package org.inpaintj.cli.start;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.DataFormatException;

import ij.process.ByteProcessor;
import ij.process.ColorProcessor;
import ij.process.ImageProcessor;

import org.inpaintj.core.PngChunks;
import org.inpaintj.core.PngRows;

/** Reads 8-bit grey and 8-bit RGB without transparency or interlacing, after ISO/IEC 15948. */
final class PngReader {

    private static final int HEADER = PngChunks.kind("IHDR");
    private static final int TRANSPARENCY = PngChunks.kind("tRNS");
    private static final int GREY = 0, RGB = 2;

    private PngReader() {}

    /**
     * @return the image; null if the file is no PNG or another kind of it
     * @throws IOException if the file cannot be read, is damaged or cut off
     */
    static ImageProcessor read(final Path path) throws IOException {
        final ByteBuffer file;
        try (InputStream in = Files.newInputStream(path)) {
            final byte[] start = in.readNBytes(Long.BYTES);
            if (start.length < Long.BYTES || ByteBuffer.wrap(start).getLong() != PngChunks.SIGNATURE)
                return null;
            file = ByteBuffer.wrap(in.readAllBytes());
        }
        if (file.remaining() < 25 || file.getInt() != 13 || file.getInt() != HEADER)
            return null;
        final int width = file.getInt(), height = file.getInt();
        final int depth = file.get(), colour = file.get(), compression = file.get(), filter = file.get();
        final int interlaced = file.get();
        if (depth != 8 || colour != GREY && colour != RGB || (compression | filter | interlaced) != 0 || width <= 0
                || height <= 0)
            return null;
        file.getInt();
        final int samples = colour == RGB ? 3 : 1;
        final long size = (1L + (long) samples * width) * height;
        if (size / PngRows.DENSEST > file.remaining())
            throw new EOFException("it holds too few samples");
        if (size > Integer.MAX_VALUE - 8)
            return null;
        final int row = 1 + samples * width;
        final byte[] bytes = new byte[row * height];
        try {
            if (!PngRows.inflate(file, bytes, (kind, data, length) -> kind != TRANSPARENCY))
                return null;
            for (int y = 0; y < height; y++)
                PngRows.unfilter(bytes, y * row, row, y == 0 ? -1 : (y - 1) * row, samples);
        } catch (final DataFormatException e) {
            throw new IOException(e.getMessage(), e);
        }
        return samples == 1 ? grey(bytes, width, height) : rgb(bytes, width, height);
    }

    private static ImageProcessor grey(final byte[] rows, final int width, final int height) {
        final byte[] pixels = new byte[width * height];
        for (int y = 0; y < height; y++)
            System.arraycopy(rows, y * (width + 1) + 1, pixels, y * width, width);
        return new ByteProcessor(width, height, pixels);
    }

    private static ImageProcessor rgb(final byte[] rows, final int width, final int height) {
        final int[] pixels = new int[width * height];
        for (int y = 0, i = 0, k = 0; y < height; y++) {
            k++;
            for (int x = 0; x < width; x++, k += 3)
                pixels[i++] = 0xff000000 | (rows[k] & 0xff) << 16 | (rows[k + 1] & 0xff) << 8 | rows[k + 2] & 0xff;
        }
        return new ColorProcessor(width, height, pixels);
    }
}
