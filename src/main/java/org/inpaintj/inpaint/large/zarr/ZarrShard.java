package org.inpaintj.inpaint.large.zarr;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;

/**
 * A shard of Zarr 3: a file of chunks and an index of where each lies ({@code sharding_indexed}). A chunk that changes
 * takes its old place if there is room, else one at the end, before an index that lies there.
 *
 * @param file     which need not be there
 * @param count    chunks of a whole shard
 * @param sharding how the index is stored
 */
record ZarrShard(Path file, int count, ZarrMetadata.Sharding sharding) {

    private static final long NONE = -1;
    private static final int ENTRY = 2 * Long.BYTES, MOST = 1 << 24;

    /** The stored bytes of a chunk; null if there are none. */
    byte[] read(final int chunk) throws IOException {
        if (!Files.exists(file))
            return null;
        try (FileChannel in = FileChannel.open(file, StandardOpenOption.READ)) {
            final long[] index = index(in);
            final long at = index[2 * chunk], length = index[2 * chunk + 1];
            return at == NONE && length == NONE ? null : bytes(in, at, length);
        }
    }

    /** Stores the bytes of a chunk. */
    void write(final int chunk, final byte[] bytes) throws IOException {
        Files.createDirectories(file.getParent());
        final boolean isNew = !Files.exists(file);
        try (FileChannel out = FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE,
                StandardOpenOption.CREATE)) {
            final long[] index = isNew ? new long[2 * count] : index(out);
            if (isNew)
                Arrays.fill(index, NONE);
            final int size = encoded(index).length;
            long end = isNew ? sharding.atEnd() ? 0 : size : sharding.atEnd() ? out.size() - size : out.size();
            final boolean fits = index[2 * chunk] != NONE && index[2 * chunk + 1] >= bytes.length;
            final long place = fits ? index[2 * chunk] : end;
            put(out, bytes, place);
            end = Math.max(end, place + bytes.length);
            index[2 * chunk] = place;
            index[2 * chunk + 1] = bytes.length;
            put(out, encoded(index), sharding.atEnd() ? end : 0);
        }
    }

    private static void put(final FileChannel out, final byte[] bytes, final long place) throws IOException {
        final ByteBuffer buffer = ByteBuffer.wrap(bytes);
        while (buffer.hasRemaining())
            out.write(buffer, place + buffer.position());
    }

    private byte[] encoded(final long[] index) throws IOException {
        final ByteBuffer out = ByteBuffer.allocate(index.length * Long.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        out.asLongBuffer().put(index);
        return ZarrArray.encoded(out.array(), sharding.codecs());
    }

    /** Offset and length of each chunk. */
    private long[] index(final FileChannel in) throws IOException {
        if (count > MOST)
            throw new IOException("the shard '" + file + "' has " + count + " chunks");
        final int size = encoded(new long[2 * count]).length;
        final byte[] stored = bytes(in, sharding.atEnd() ? in.size() - size : 0, size);
        final byte[] plain = ZarrArray.decoded(stored, sharding.codecs(), count * ENTRY);
        if (plain.length != count * ENTRY)
            throw new IOException("the index of the shard '" + file + "' is damaged");
        final long[] index = new long[2 * count];
        ByteBuffer.wrap(plain).order(ByteOrder.LITTLE_ENDIAN).asLongBuffer().get(index);
        return index;
    }

    private byte[] bytes(final FileChannel in, final long at, final long length) throws IOException {
        if (at < 0 || length < 0 || length > Integer.MAX_VALUE - 8 || at > in.size() - length)
            throw new EOFException("the shard '" + file + "' is cut off");
        final ByteBuffer out = ByteBuffer.allocate((int) length);
        while (out.hasRemaining())
            if (in.read(out, at + out.position()) < 0)
                throw new EOFException("the shard '" + file + "' is cut off");
        return out.array();
    }
}
