package org.inpaintj.imagej.file;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.CRC32;
import java.util.zip.DataFormatException;
import java.util.zip.Deflater;
import java.util.zip.Inflater;

import ij.process.ByteProcessor;
import ij.process.ColorProcessor;
import ij.process.ImageProcessor;

/**
 * Reads and writes the two commonest kinds of PNG, 8-bit grey and 8-bit RGB without transparency or interlacing, with
 * the same samples as ImageJ. ImageJ goes through Java's image library, whose loading takes longer than a whole small
 * job. After the specification of PNG, ISO/IEC 15948.
 */
public final class Png {

    static final long SIGNATURE = 0x89504e470d0a1a0aL;
    private static final int HEADER = name("IHDR"), DATA = name("IDAT"), TRANSPARENCY = name("tRNS");
    static final int END = name("IEND");
    private static final int GREY = 0, RGB = 2;
    /** The prediction that is written: the sample above. */
    private static final byte UP = 2;
    /** Of the deflater, 1 to 9: more hardly makes the files of a predicted photograph smaller. */
    private static final int EFFORT = 4;

    /** No deflated byte stands for more than this: what claims to is not unpacked, which would take the memory for it. */
    private static final int DENSEST = 1032;

    private Png() {}

    /**
     * @return the image; null if the file is no PNG or another kind of it
     * @throws IOException if the file cannot be read, is damaged or cut off
     */
    public static ImageProcessor read(final Path path) throws IOException {
        final ByteBuffer file;
        try (InputStream in = Files.newInputStream(path)) {
            final byte[] start = in.readNBytes(Long.BYTES);
            if (start.length < Long.BYTES || ByteBuffer.wrap(start).getLong() != SIGNATURE)
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
                if (kind == END)
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

    /**
     * Writes an image of the two kinds.
     *
     * @return false, with nothing written, if it is of another kind
     */
    public static boolean write(final ImageProcessor ip, final Path path) throws IOException {
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
            out.write(ByteBuffer.allocate(Long.BYTES).putLong(SIGNATURE).array());
            chunk(out, HEADER, ByteBuffer.allocate(13).putInt(width).putInt(height).put((byte) 8)
                    .put((byte) (rgb ? RGB : GREY)).array(), 13);
            deflate(out, samples);
            chunk(out, END, new byte[0], 0);
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
                chunk(out, DATA, part, deflater.deflate(part));
        } finally {
            deflater.end();
        }
    }

    static void chunk(final OutputStream out, final int kind, final byte[] data, final int length)
            throws IOException {
        final ByteBuffer bytes = ByteBuffer.allocate(length + 12).putInt(length).putInt(kind).put(data, 0, length);
        final CRC32 crc = new CRC32();
        crc.update(bytes.array(), 4, length + 4);
        out.write(bytes.putInt((int) crc.getValue()).array());
    }

    static int name(final String chunk) {
        return ByteBuffer.wrap(chunk.getBytes(StandardCharsets.US_ASCII)).getInt();
    }
}
