package org.inpaintj.inpaint.large.zarr;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;

import org.inpaintj.inpaint.large.Zlib;

/**
 * Frames of Blosc 1, as <a href="https://github.com/Blosc/c-blosc/blob/main/README_CHUNK_FORMAT.rst">its format</a> is
 * described: a header of 16 bytes, then blocks whose bytes are shuffled by sample and compressed. Reads all
 * compressors; writes LZ4, zlib and Zstandard in one block.
 */
final class Blosc {

    private static final int HEADER = 16, SHUFFLE = 1, STORED = 2, BIT_SHUFFLE = 4, WHOLE = 16;
    private static final int MOST_SPLITS = 16, LEAST_SPLIT = 128;
    private static final String DAMAGED = "a Blosc frame is damaged";

    private Blosc() {}

    /**
     * @param most bytes that there may be
     * @throws IOException if the frame is damaged, or claims more
     */
    static byte[] decode(final byte[] frame, final int most) throws IOException {
        try {
            final ByteBuffer in = ByteBuffer.wrap(frame).order(ByteOrder.LITTLE_ENDIAN);
            final int flags = in.get(2), typeSize = Math.max(1, in.get(3) & 0xff);
            final int size = in.getInt(4), blockSize = in.getInt(8);
            if (size < 0 || size > most || size > 0 && blockSize <= 0)
                throw new IOException(DAMAGED);
            if ((flags & STORED) != 0)
                return Arrays.copyOfRange(check(frame, HEADER, size), HEADER, HEADER + size);
            final byte[] out = new byte[size];
            for (int start = 0, i = 0; start < size; start += blockSize, i++) {
                final int length = Math.min(blockSize, size - start);
                final byte[] block = block(in, in.getInt(HEADER + 4 * i), length, length < blockSize, flags, typeSize);
                System.arraycopy(unshuffled(block, flags, typeSize), 0, out, start, length);
            }
            return out;
        } catch (final IndexOutOfBoundsException | IllegalArgumentException e) {
            throw new IOException(DAMAGED, e);
        }
    }

    private static byte[] check(final byte[] bytes, final int at, final int count) throws IOException {
        if (at < 0 || count < 0 || at > bytes.length - count)
            throw new IOException(DAMAGED);
        return bytes;
    }

    private static byte[] block(final ByteBuffer in, final int start, final int length, final boolean last,
            final int flags, final int typeSize) throws IOException {
        final boolean split = (flags & WHOLE) == 0 && typeSize <= MOST_SPLITS && length / typeSize >= LEAST_SPLIT
                && !last;
        final int streams = split ? typeSize : 1, each = length / streams;
        final byte[] out = new byte[length];
        int at = start;
        for (int i = 0; i < streams; i++) {
            final int packed = in.getInt(at);
            check(in.array(), at + 4, packed);
            final byte[] bytes = Arrays.copyOfRange(in.array(), at + 4, at + 4 + packed);
            final byte[] plain = packed == each ? bytes : unpacked(flags >> 5 & 7, bytes, each);
            if (plain.length != each)
                throw new IOException(DAMAGED);
            System.arraycopy(plain, 0, out, i * each, each);
            at += 4 + packed;
        }
        return out;
    }

    private static byte[] unpacked(final int compressor, final byte[] bytes, final int size) throws IOException {
        return switch (compressor) {
            case 0 -> blosclz(bytes, size);
            case 1 -> Compressors.lz4(bytes, size);
            case 2 -> Compressors.snappy(bytes, size);
            case 3 -> Zlib.inflate(bytes, size);
            case 4 -> Compressors.zstd(bytes, size);
            default -> throw new IOException("a Blosc frame has the compressor number " + compressor);
        };
    }

    /** BloscLZ: runs of 1 to 32 bytes as they are, and copies of 3 or more bytes from up to 73726 bytes before. */
    private static byte[] blosclz(final byte[] in, final int size) throws IOException {
        final byte[] out = new byte[size];
        int at = 1, filled = 0, control = in[0] & 31;
        while (true) {
            if (control < 32) {
                System.arraycopy(in, at, out, filled, control + 1);
                at += control + 1;
                filled += control + 1;
            } else {
                int length = (control >> 5) - 1, distance = (control & 31) << 8, code;
                if (length == 6)
                    do {
                        code = in[at++] & 0xff;
                        length += code;
                    } while (code == 255);
                code = in[at++] & 0xff;
                if (code == 255 && distance == 31 << 8) {
                    distance = ((in[at] & 0xff) << 8) + (in[at + 1] & 0xff) + 8191;
                    at += 2;
                } else
                    distance += code;
                check(out, filled - distance - 1, 0);
                check(out, filled, length + 3);
                for (int i = 0; i < length + 3; i++, filled++)
                    out[filled] = out[filled - distance - 1];
            }
            if (at >= in.length)
                return Arrays.copyOf(out, filled);
            control = in[at++] & 0xff;
        }
    }

    private static byte[] unshuffled(final byte[] block, final int flags, final int typeSize) {
        final int many = block.length / typeSize;
        if ((flags & SHUFFLE) != 0 && typeSize > 1)
            return turned(block, many, typeSize, true);
        return (flags & BIT_SHUFFLE) != 0 && many % 8 == 0 ? bits(block, many, typeSize, true) : block;
    }

    /** The first bytes of all samples, then their second ones, and so on, and back; what is left over stays. */
    private static byte[] turned(final byte[] block, final int many, final int typeSize, final boolean back) {
        final byte[] out = block.clone();
        for (int i = 0; i < many; i++)
            for (int b = 0; b < typeSize; b++)
                out[back ? i * typeSize + b : b * many + i] = block[back ? b * many + i : i * typeSize + b];
        return out;
    }

    /** The same with bits, the lowest first; the number of samples is a multiple of 8. */
    private static byte[] bits(final byte[] block, final int many, final int typeSize, final boolean back) {
        final byte[] out = block.clone();
        Arrays.fill(out, 0, many * typeSize, (byte) 0);
        for (int bit = 0; bit < 8 * typeSize; bit++)
            for (int i = 0; i < many; i++) {
                final int own = i * typeSize + bit / 8, apart = bit * (many / 8) + i / 8;
                final int from = back ? block[apart] >> i % 8 & 1 : block[own] >> bit % 8 & 1;
                out[back ? own : apart] |= (byte) (from << (back ? bit % 8 : i % 8));
            }
        return out;
    }

    /**
     * @param compressor its name as metadata have it
     * @param shuffle    0 none, 1 bytes, 2 bits
     */
    static byte[] encode(final byte[] bytes, final String compressor, final int shuffle, final int typeSize) {
        final int many = bytes.length / typeSize;
        final boolean turn = shuffle == 1 && typeSize > 1, turnBits = shuffle == 2 && many % 8 == 0;
        final byte[] block = turn ? turned(bytes, many, typeSize, false)
                : turnBits ? bits(bytes, many, typeSize, false) : bytes;
        final int number = compressor.equals("zstd") ? 4 : compressor.equals("zlib") ? 3 : 1;
        final byte[] packed = number == 4 ? Compressors.toZstd(block) : number == 3 ? Zlib.deflate(block, -1)
                : Compressors.toLz4(block);
        final boolean stored = packed.length >= bytes.length;
        final ByteBuffer header = ByteBuffer.allocate(stored ? HEADER : HEADER + 8).order(ByteOrder.LITTLE_ENDIAN);
        final int size = header.capacity() + (stored ? bytes.length : packed.length);
        header.put((byte) 2).put((byte) 1).put((byte) (number << 5 | WHOLE | (stored ? STORED : 0)
                | (turn ? SHUFFLE : 0) | (turnBits ? BIT_SHUFFLE : 0))).put((byte) typeSize);
        header.putInt(bytes.length).putInt(bytes.length).putInt(size);
        if (!stored)
            header.putInt(HEADER + 4).putInt(packed.length);
        final ByteArrayOutputStream out = new ByteArrayOutputStream(size);
        out.writeBytes(header.array());
        out.writeBytes(stored ? bytes : packed);
        return out.toByteArray();
    }
}
