package org.inpaintj.inpaint.large.zarr;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;

import io.airlift.compress.Compressor;
import io.airlift.compress.Decompressor;
import io.airlift.compress.MalformedInputException;
import io.airlift.compress.lz4.Lz4Compressor;
import io.airlift.compress.lz4.Lz4Decompressor;
import io.airlift.compress.snappy.SnappyDecompressor;
import io.airlift.compress.zstd.ZstdCompressor;
import io.airlift.compress.zstd.ZstdDecompressor;

/**
 * The ways in which chunks of Zarr are compressed. What comes out of one is never more than a number of bytes that is
 * told before.
 */
final class Compressors {

    private static final String DAMAGED = "a compressed chunk cannot be unpacked";

    private Compressors() {}

    static byte[] lz4(final byte[] in, final int most) throws IOException {
        return decode(new Lz4Decompressor(), in, most);
    }

    static byte[] snappy(final byte[] in, final int most) throws IOException {
        return decode(new SnappyDecompressor(), in, most);
    }

    static byte[] zstd(final byte[] in, final int most) throws IOException {
        return decode(new ZstdDecompressor(), in, most);
    }

    private static byte[] decode(final Decompressor decompressor, final byte[] in, final int most)
            throws IOException {
        try {
            final byte[] out = new byte[most];
            final int size = decompressor.decompress(in, 0, in.length, out, 0, most);
            return size == most ? out : Arrays.copyOf(out, size);
        } catch (final MalformedInputException | IllegalArgumentException | IndexOutOfBoundsException e) {
            throw new IOException(DAMAGED, e);
        }
    }

    static byte[] toLz4(final byte[] in) {
        return encode(new Lz4Compressor(), in);
    }

    static byte[] toZstd(final byte[] in) {
        return encode(new ZstdCompressor(), in);
    }

    private static byte[] encode(final Compressor compressor, final byte[] in) {
        final byte[] out = new byte[compressor.maxCompressedLength(in.length)];
        return Arrays.copyOf(out, compressor.compress(in, 0, in.length, out, 0, out.length));
    }

    static byte[] gunzip(final byte[] in, final int most) throws IOException {
        try (GZIPInputStream gzip = new GZIPInputStream(new ByteArrayInputStream(in))) {
            final byte[] out = gzip.readNBytes(most);
            if (gzip.read() >= 0)
                throw new IOException(DAMAGED);
            return out;
        }
    }

    static byte[] gzip(final byte[] in) throws IOException {
        final ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(out)) {
            gzip.write(in);
        }
        return out.toByteArray();
    }
}
