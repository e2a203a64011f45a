package org.inpaintj.cli.start;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

import ij.process.ByteProcessor;
import ij.process.ColorProcessor;
import ij.process.ImageProcessor;

import org.inpaintj.imagej.file.PngChunks;

/** Reads 8-bit grey and 8-bit RGB without transparency or interlacing, after ISO/IEC 15948. */
final class PngReader {

    private static final int HEADER = PngChunks.kind("IHDR"), DATA = PngChunks.kind("IDAT");
    private static final int TRANSPARENCY = PngChunks.kind("tRNS");
    private static final int GREY = 0, RGB = 2;

    /** No deflated byte stands for more than this: what claims to is not unpacked, for it would take the memory. */
    private static final int DENSEST = 1032;

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
        if (size / DENSEST > file.remaining())
            throw new EOFException("it holds too few samples");
        if (size > Integer.MAX_VALUE - 8)
            return null;
        final int row = 1 + samples * width;
        final byte[] bytes = new byte[row * height];
        if (!inflate(file, bytes))
            return null;
        for (int y = 0; y < height; y++)
            unfilter(bytes, y * row, row, y == 0 ? -1 : (y - 1) * row, samples);
        return samples == 1 ? grey(bytes, width, height) : rgb(bytes, width, height);
    }

    /** Fills the rows from the data chunks; false if a chunk says that the image has transparency. */
    private static boolean inflate(final ByteBuffer file, final byte[] rows) throws IOException {
        final Inflater inflater = new Inflater();
        try {
            int filled = 0;
            while (true) {
                if (file.remaining() < 12)
                    throw new EOFException("it is cut off");
                final int length = file.getInt(), kind = file.getInt();
                if (length < 0 || length > file.remaining() - 4)
                    throw new EOFException("it is cut off");
                if (kind == TRANSPARENCY)
                    return false;
                if (kind == PngChunks.END)
                    break;
                if (kind == DATA) {
                    inflater.setInput(file.array(), file.position(), length);
                    while (filled < rows.length && !inflater.needsInput() && !inflater.finished()
                            && !inflater.needsDictionary())
                        filled += inflater.inflate(rows, filled, rows.length - filled);
                }
                file.position(file.position() + length + 4);
            }
            if (filled < rows.length)
                throw new EOFException("it holds too few samples");
            return true;
        } catch (final DataFormatException e) {
            throw new IOException("its samples cannot be unpacked", e);
        } finally {
            inflater.end();
        }
    }

    /** Undoes the prediction of one row, whose first byte tells which it is. */
    private static void unfilter(final byte[] b, final int start, final int row, final int above, final int back)
            throws IOException {
        final int first = start + 1, end = start + row, up = above - start;
        switch (b[start]) {
            case 0 -> { }
            case 1 -> {
                for (int i = first + back; i < end; i++)
                    b[i] += b[i - back];
            }
            case 2 -> {
                for (int i = first; above >= 0 && i < end; i++)
                    b[i] += b[i + up];
            }
            case 3 -> {
                for (int i = first; i < end; i++)
                    b[i] += (i < first + back ? 0 : b[i - back] & 0xff) + (above < 0 ? 0 : b[i + up] & 0xff) >> 1;
            }
            case 4 -> {
                for (int i = first; i < end; i++)
                    b[i] += paeth(i < first + back ? 0 : b[i - back] & 0xff, above < 0 ? 0 : b[i + up] & 0xff,
                            i < first + back || above < 0 ? 0 : b[i + up - back] & 0xff);
            }
            default -> throw new IOException("a row has no known filter");
        }
    }

    private static int paeth(final int left, final int up, final int corner) {
        final int toLeft = Math.abs(up - corner), toUp = Math.abs(left - corner);
        final int toCorner = Math.abs(left + up - 2 * corner);
        return toLeft <= toUp && toLeft <= toCorner ? left : toUp <= toCorner ? up : corner;
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
