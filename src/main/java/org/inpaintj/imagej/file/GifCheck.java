package org.inpaintj.imagej.file;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * This check tells whether a GIF (version 89a) is whole: its blocks up to the trailer, which some programs leave out.
 */
final class GifCheck {

    private static final int EXTENSION = 0x21, IMAGE = 0x2c, TRAILER = 0x3b, END = -1;

    private GifCheck() {}

    /**
     * @return how many bytes the samples take once they are read
     * @throws IOException if it is cut off or damaged
     */
    static long check(final Path path) throws IOException {
        try (InputStream in = new BufferedInputStream(Files.newInputStream(path))) {
            skip(in, 6);
            final int width = word(in), height = word(in), flags = octet(in);
            skip(in, 2 + table(flags));
            int images = 0;
            for (int block = in.read(); block != TRAILER && (block != END || images == 0); block = in.read())
                switch (block) {
                    case EXTENSION -> {
                        skip(in, 1);
                        data(in);
                    }
                    case IMAGE -> {
                        images++;
                        skip(in, 8);
                        // a table of its own, then the size of the codes
                        skip(in, table(octet(in)) + 1);
                        data(in);
                    }
                    case END -> throw new EOFException("it is cut off");
                    default -> throw new IOException("it has a block of unknown kind");
                }
            // every frame as colours, and the one that is composed
            return FileCheck.product(width, height, 4L * (images + 1));
        }
    }

    /** Bytes of a colour table. */
    private static int table(final int flags) {
        return (flags & 0x80) == 0 ? 0 : 3 << (flags & 7) + 1;
    }

    /** Passes over blocks of data up to the empty one. */
    private static void data(final InputStream in) throws IOException {
        for (int length = octet(in); length > 0; length = octet(in))
            skip(in, length);
    }

    private static void skip(final InputStream in, final int bytes) throws IOException {
        if (in.readNBytes(bytes).length < bytes)
            throw new EOFException("it is cut off");
    }

    private static int word(final InputStream in) throws IOException {
        return octet(in) | octet(in) << 8;
    }

    private static int octet(final InputStream in) throws IOException {
        final int read = in.read();
        if (read < 0)
            throw new EOFException("it is cut off");
        return read;
    }
}
