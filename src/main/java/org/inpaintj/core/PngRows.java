package org.inpaintj.core;

import java.nio.ByteBuffer;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/** The rows of samples of a PNG file that is not interlaced, after ISO/IEC 15948: a byte and then the samples each. */
public final class PngRows {

    /** No deflated byte stands for more than this: what claims to is not unpacked, for it would take the memory. */
    public static final int DENSEST = 1032;

    private static final int DATA = PngChunks.kind("IDAT");

    private PngRows() {}

    /** Hears of the chunks that hold no samples. */
    @FunctionalInterface
    public interface OtherChunk {

        /**
         * @param file   at the first byte of its data; may be moved
         * @param length of its data, bytes
         * @return whether to go on
         */
        boolean read(int kind, ByteBuffer file, int length);
    }

    /**
     * Fills the rows from the data chunks.
     *
     * @param file backed by an array, at the first chunk behind the header
     * @return false if another chunk said not to go on
     * @throws DataFormatException if the file is damaged or cut off, saying what is wrong
     */
    public static boolean inflate(final ByteBuffer file, final byte[] rows, final OtherChunk others)
            throws DataFormatException {
        final Inflater inflater = new Inflater();
        try {
            int filled = 0;
            while (true) {
                if (file.remaining() < 12)
                    throw new DataFormatException("it is cut off");
                final int length = file.getInt(), kind = file.getInt(), start = file.position();
                if (length < 0 || length > file.remaining() - 4)
                    throw new DataFormatException("it is cut off");
                if (kind == PngChunks.END)
                    break;
                if (kind == DATA) {
                    inflater.setInput(file.array(), start, length);
                    filled += fill(inflater, rows, filled);
                } else if (!others.read(kind, file, length))
                    return false;
                file.position(start + length + 4);
            }
            if (filled < rows.length)
                throw new DataFormatException("it holds too few samples");
            return true;
        } finally {
            inflater.end();
        }
    }

    private static int fill(final Inflater inflater, final byte[] rows, final int from) throws DataFormatException {
        int filled = from;
        try {
            while (filled < rows.length && !inflater.needsInput() && !inflater.finished()
                    && !inflater.needsDictionary())
                filled += inflater.inflate(rows, filled, rows.length - filled);
        } catch (final DataFormatException e) {
            throw new DataFormatException("its samples cannot be unpacked");
        }
        return filled - from;
    }

    /**
     * Undoes the prediction of one row, whose first byte tells which it is.
     *
     * @param start of the row
     * @param row   bytes of a row
     * @param above start of the row above; -1 if there is none
     * @param back  bytes of a pixel
     */
    public static void unfilter(final byte[] b, final int start, final int row, final int above, final int back)
            throws DataFormatException {
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
            default -> throw new DataFormatException("a row has no known filter");
        }
    }

    private static int paeth(final int left, final int up, final int corner) {
        final int toLeft = Math.abs(up - corner), toUp = Math.abs(left - corner);
        final int toCorner = Math.abs(left + up - 2 * corner);
        return toLeft <= toUp && toLeft <= toCorner ? left : toUp <= toCorner ? up : corner;
    }
}
