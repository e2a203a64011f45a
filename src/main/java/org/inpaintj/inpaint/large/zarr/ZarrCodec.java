package org.inpaintj.inpaint.large.zarr;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.zip.CRC32C;

import org.inpaintj.core.InpaintException;
import org.inpaintj.core.JsonConfig;
import org.inpaintj.inpaint.large.Zlib;

/**
 * One step from the bytes of a chunk to those of its file, as {@code compressor} of Zarr 2 and {@code codecs} of Zarr 3
 * name it.
 *
 * @param kind     what it does
 * @param inner    of Blosc, the compressor inside
 * @param shuffle  of Blosc: 0 none, 1 bytes, 2 bits
 * @param typeSize of Blosc: bytes a sample
 * @param level    of zlib
 */
record ZarrCodec(Kind kind, String inner, int shuffle, int typeSize, int level) {

    private static final int CHECKSUM = 4;

    /** What a step does. */
    enum Kind { GZIP, ZLIB, ZSTD, LZ4, BLOSC, CRC32C }

    /**
     * @param source for messages
     * @param name   of the codec
     * @param how    its configuration
     * @param sample bytes a sample
     * @throws InpaintException if it is not known here
     */
    static ZarrCodec of(final String source, final String name, final JsonConfig how, final int sample) {
        final int level = how.whole("level", -1);
        return switch (name) {
            case "gzip" -> new ZarrCodec(Kind.GZIP, "", 0, sample, level);
            case "zlib" -> new ZarrCodec(Kind.ZLIB, "", 0, sample, level);
            case "zstd" -> new ZarrCodec(Kind.ZSTD, "", 0, sample, level);
            case "lz4" -> new ZarrCodec(Kind.LZ4, "", 0, sample, level);
            case "crc32c" -> new ZarrCodec(Kind.CRC32C, "", 0, sample, level);
            case "blosc" -> new ZarrCodec(Kind.BLOSC, how.text("cname", "lz4"), shuffle(how, sample),
                    Math.max(1, Math.min(255, how.whole("typesize", sample))), level);
            default -> throw new InpaintException("'" + source + "' is compressed with '" + name
                    + "', which is not known here: save it with blosc, zstd, lz4, gzip or zlib.");
        };
    }

    private static int shuffle(final JsonConfig how, final int sample) {
        final String word = how.text("shuffle", "1");
        return switch (word) {
            case "noshuffle", "0" -> 0;
            case "bitshuffle", "2" -> 2;
            // numcodecs chooses by the size of a sample
            case "-1" -> sample == 1 ? 2 : 1;
            default -> 1;
        };
    }

    /**
     * @param most bytes that there may be
     * @throws IOException if it cannot be unpacked
     */
    byte[] decode(final byte[] in, final int most) throws IOException {
        return switch (kind) {
            case GZIP -> Compressors.gunzip(in, most);
            case ZLIB -> Zlib.inflate(in, most);
            case ZSTD -> Compressors.zstd(in, most);
            case LZ4 -> lz4(in, most);
            case BLOSC -> Blosc.decode(in, most);
            case CRC32C -> checked(in);
        };
    }

    byte[] encode(final byte[] in) throws IOException {
        return switch (kind) {
            case GZIP -> Compressors.gzip(in);
            case ZLIB -> Zlib.deflate(in, level);
            case ZSTD -> Compressors.toZstd(in);
            case LZ4 -> joined(number(in.length), Compressors.toLz4(in));
            case BLOSC -> Blosc.encode(in, inner, shuffle, typeSize);
            case CRC32C -> joined(in, number(sum(in, in.length)));
        };
    }

    /** LZ4 as numcodecs has it: the size comes before. */
    private static byte[] lz4(final byte[] in, final int most) throws IOException {
        final int size = in.length < CHECKSUM ? -1 : ByteBuffer.wrap(in).order(ByteOrder.LITTLE_ENDIAN).getInt();
        if (size < 0 || size > most)
            throw new IOException("a compressed chunk cannot be unpacked");
        return Compressors.lz4(Arrays.copyOfRange(in, CHECKSUM, in.length), size);
    }

    private static byte[] checked(final byte[] in) throws IOException {
        final int length = in.length - CHECKSUM;
        if (length < 0 || ByteBuffer.wrap(in).order(ByteOrder.LITTLE_ENDIAN).getInt(length) != sum(in, length))
            throw new IOException("the checksum of a chunk is wrong");
        return Arrays.copyOf(in, length);
    }

    private static int sum(final byte[] in, final int length) {
        final CRC32C sum = new CRC32C();
        sum.update(in, 0, length);
        return (int) sum.getValue();
    }

    private static byte[] number(final int value) {
        return ByteBuffer.allocate(CHECKSUM).order(ByteOrder.LITTLE_ENDIAN).putInt(value).array();
    }

    private static byte[] joined(final byte[] one, final byte[] other) {
        final byte[] out = Arrays.copyOf(one, one.length + other.length);
        System.arraycopy(other, 0, out, one.length, other.length);
        return out;
    }
}
