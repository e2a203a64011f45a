package org.inpaintj.inpaint.large.zarr;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.LongStream;

import org.inpaintj.inpaint.large.StoredType;

/** An array of Zarr 2 or 3 in a folder, chunk by chunk. Chunks that were used last are kept. Used by one thread. */
final class ZarrArray {

    /** A codec may add so much to what it is given. */
    private static final int MORE = 1024;

    private final Path folder;
    private final ZarrMetadata metadata;
    private final int size;
    private final Map<String, byte[]> kept = new LinkedHashMap<>(16, 0.75f, true);
    private long held;

    ZarrArray(final Path folder) {
        this.folder = folder;
        metadata = ZarrMetadata.of(folder);
        int bytes = metadata.type().bytes();
        for (final int side : metadata.chunks())
            bytes *= side;
        size = bytes;
    }

    long[] shape() {
        return metadata.shape();
    }

    int[] chunks() {
        return metadata.chunks();
    }

    StoredType type() {
        return metadata.type();
    }

    /** True if nothing is stored of a chunk, and its samples are 0. */
    boolean isBlank(final long[] chunk) {
        return metadata.fill() == 0 && !Files.exists(metadata.sharding().isPresent() ? shard(chunk) : file(chunk));
    }

    private Path file(final long[] chunk) {
        final String numbers = LongStream.of(chunk).mapToObj(Long::toString)
                .collect(Collectors.joining(metadata.between()));
        return folder.resolve(metadata.prefix().isEmpty() ? numbers : metadata.prefix() + metadata.between() + numbers);
    }

    private Path shard(final long[] chunk) {
        final long[] shard = new long[chunk.length];
        for (int i = 0; i < shard.length; i++)
            shard[i] = chunk[i] / across(i);
        return file(shard);
    }

    /** Chunks of a shard along a dimension. */
    private int across(final int dimension) {
        return metadata.sharding().orElseThrow().shape()[dimension] / metadata.chunks()[dimension];
    }

    /**
     * The samples of a whole chunk, the last dimension first; nobody but {@link #write} changes them.
     *
     * @throws IOException if it cannot be read, or is damaged
     */
    byte[] read(final long[] chunk) throws IOException {
        final String key = file(chunk).toString();
        final byte[] known = kept.get(key);
        if (known != null)
            return known;
        final byte[] stored = metadata.sharding().isPresent() ? opened(chunk).read(number(chunk))
                : Files.exists(file(chunk)) ? Files.readAllBytes(file(chunk)) : null;
        final byte[] out = stored == null ? filled() : decoded(stored, metadata.codecs(), size);
        if (out.length != size)
            throw new IOException("the chunk '" + key + "' has " + out.length + " bytes and not " + size);
        keep(key, out);
        return out;
    }

    /** Stores the samples of a whole chunk. */
    void write(final long[] chunk, final byte[] samples) throws IOException {
        final byte[] stored = encoded(samples, metadata.codecs());
        if (metadata.sharding().isPresent())
            opened(chunk).write(number(chunk), stored);
        else {
            final Path file = file(chunk);
            Files.createDirectories(file.getParent());
            Files.write(file, stored);
        }
        keep(file(chunk).toString(), samples);
    }

    private ZarrShard opened(final long[] chunk) {
        int count = 1;
        for (int i = 0; i < chunk.length; i++)
            count = Math.multiplyExact(count, across(i));
        return new ZarrShard(shard(chunk), count, metadata.sharding().orElseThrow());
    }

    /** Which of its shard a chunk is. */
    private int number(final long[] chunk) {
        int number = 0;
        for (int i = 0; i < chunk.length; i++)
            number = number * across(i) + (int) (chunk[i] % across(i));
        return number;
    }

    static byte[] decoded(final byte[] stored, final List<ZarrCodec> codecs, final int size) throws IOException {
        final List<ZarrCodec> back = new ArrayList<>(codecs);
        Collections.reverse(back);
        byte[] bytes = stored;
        for (int i = 0; i < back.size(); i++)
            bytes = back.get(i).decode(bytes, i == back.size() - 1 ? size
                    : (int) Math.min(Integer.MAX_VALUE - 8, size + (long) size / 16 + MORE));
        return bytes;
    }

    static byte[] encoded(final byte[] bytes, final List<ZarrCodec> codecs) throws IOException {
        byte[] out = bytes;
        for (final ZarrCodec codec : codecs)
            out = codec.encode(out);
        return out;
    }

    private byte[] filled() {
        final byte[] out = new byte[size];
        if (metadata.fill() != 0)
            for (int i = 0; i < size; i += metadata.type().bytes())
                metadata.type().put(metadata.fill(), out, i);
        return out;
    }

    private void keep(final String key, final byte[] samples) {
        final byte[] before = kept.put(key, samples);
        held += samples.length - (before == null ? 0 : before.length);
        final var oldest = kept.entrySet().iterator();
        while (held > Runtime.getRuntime().maxMemory() / 8 && kept.size() > 1) {
            held -= oldest.next().getValue().length;
            oldest.remove();
        }
    }
}
