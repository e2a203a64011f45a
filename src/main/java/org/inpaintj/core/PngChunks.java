package org.inpaintj.core;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32;

/** A PNG file consists of chunks, which this class reads and writes after the specification of PNG, ISO/IEC 15948. */
public final class PngChunks {

    /** The eight bytes that a file starts with. */
    public static final long SIGNATURE = 0x89504e470d0a1a0aL;
    /** The kind of the last chunk. */
    public static final int END = kind("IEND");

    private PngChunks() {}

    /** The number of a kind by its name, four letters. */
    public static int kind(final String name) {
        return ByteBuffer.wrap(name.getBytes(StandardCharsets.US_ASCII)).getInt();
    }

    /** Writes the first {@code length} bytes of the data as a chunk, with its length and checksum. */
    public static void write(final OutputStream out, final int kind, final byte[] data, final int length)
            throws IOException {
        final ByteBuffer bytes = ByteBuffer.allocate(length + 12).putInt(length).putInt(kind).put(data, 0, length);
        final CRC32 crc = new CRC32();
        crc.update(bytes.array(), 4, length + 4);
        out.write(bytes.putInt((int) crc.getValue()).array());
    }
}
