package org.inpaintj.inpaint.large.zarr;

import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import com.google.gson.JsonElement;
import com.google.gson.JsonPrimitive;

import org.inpaintj.core.InpaintException;
import org.inpaintj.core.JsonConfig;
import org.inpaintj.inpaint.large.StoredType;
import org.inpaintj.inpaint.large.StoredType.Kind;

/**
 * What {@code .zarray} of Zarr 2 or {@code zarr.json} of Zarr 3 says of an array.
 *
 * @param shape    samples along each dimension
 * @param chunks   the same of a chunk; with shards of one within them
 * @param type     of a sample
 * @param fill     bits of the samples of chunks that are not stored
 * @param prefix   what names of chunks begin with
 * @param between  what lies between the numbers in them
 * @param codecs   from the bytes of a chunk to those that are stored
 * @param sharding how chunks lie in shards
 */
record ZarrMetadata(long[] shape, int[] chunks, StoredType type, long fill, String prefix, String between,
        List<ZarrCodec> codecs, Optional<Sharding> sharding) {

    private static final int MOST_DIMENSIONS = 5;
    private static final Pattern V2_TYPE = Pattern.compile("([<>|])([iufb])(\\d)"),
            V3_TYPE = Pattern.compile("(u?int|float)(\\d{1,2})|bool");

    /**
     * Several chunks in one file, with an index of where each lies.
     *
     * @param shape  samples of a shard along each dimension
     * @param atEnd  whether the index comes last
     * @param codecs of the index
     */
    record Sharding(int[] shape, boolean atEnd, List<ZarrCodec> codecs) {
    }

    /** @throws InpaintException if it is no array, damaged, or stored as is not known here */
    static ZarrMetadata of(final Path folder) {
        final Path v3 = folder.resolve("zarr.json"), v2 = folder.resolve(".zarray");
        try {
            final ZarrMetadata read;
            if (Files.isRegularFile(v3))
                read = v3(JsonConfig.read(v3));
            else if (Files.isRegularFile(v2))
                read = v2(JsonConfig.read(v2));
            else
                throw new InpaintException("'" + folder + "' is no array of Zarr: there is neither .zarray nor "
                        + "zarr.json in it.");
            read.check(folder);
            return read;
        } catch (final IllegalStateException | ClassCastException | ArithmeticException
                | UnsupportedOperationException e) {
            throw new InpaintException("'" + folder + "' is damaged: its metadata cannot be read.", e);
        }
    }

    private void check(final Path folder) {
        long bytes = type.bytes();
        boolean right = shape.length >= 2 && shape.length <= MOST_DIMENSIONS && chunks.length == shape.length
                && type.isKnown();
        for (int i = 0; i < shape.length && right; i++) {
            right = shape[i] > 0 && shape[i] < 1L << 30 && chunks[i] > 0
                    && sharding.map(s -> s.shape.length == shape.length).orElse(true);
            bytes = right ? Math.multiplyExact(bytes, chunks[i]) : bytes;
            if (right && sharding.isPresent())
                right = sharding.get().shape[i] > 0 && sharding.get().shape[i] % chunks[i] == 0;
        }
        if (!right)
            throw new InpaintException("'" + folder + "' is damaged, or has more than " + MOST_DIMENSIONS
                    + " dimensions or samples of " + type + ", which cannot be worked on.");
        if (bytes > Math.min(Integer.MAX_VALUE - 1024, Runtime.getRuntime().maxMemory() / 4))
            throw new InpaintException("A chunk of '" + folder + "' takes " + (bytes >> 20) + " MB, and Java may use "
                    + (Runtime.getRuntime().maxMemory() >> 20)
                    + " MB: give it more with java -Xmx8g -jar ..., or save the image in smaller chunks.");
    }

    private static ZarrMetadata v2(final JsonConfig in) {
        final Matcher type = V2_TYPE.matcher(in.text("dtype", ""));
        if (!type.matches())
            throw other(in, "samples of the type " + in.text("dtype", ""));
        if (!in.text("order", "C").equals("C") || in.has("filters") && !in.texts("filters").isEmpty())
            throw other(in, "order F or filters");
        final StoredType stored = new StoredType(kind(type.group(2)), Integer.parseInt(type.group(3)),
                type.group(1).equals(">") ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN);
        final JsonConfig compressor = in.child("compressor");
        return new ZarrMetadata(longs(in, "shape"), ints(in, "chunks"), stored, fill(in, stored), "",
                in.text("dimension_separator", "."), compressor.isEmpty() ? List.of()
                        : List.of(ZarrCodec.of(in.source(), compressor.text("id", ""), compressor, stored.bytes())),
                Optional.empty());
    }

    private static ZarrMetadata v3(final JsonConfig in) {
        final String word = in.text("data_type", "");
        final Matcher type = V3_TYPE.matcher(word);
        if (!in.text("node_type", "").equals("array") || !type.matches()
                || !in.child("chunk_grid").text("name", "").equals("regular") || in.has("storage_transformers")
                && !in.texts("storage_transformers").isEmpty())
            throw other(in, "samples of the type '" + word + "', or chunks of several sizes");
        final int bytes = type.group(2) == null ? 1 : Integer.parseInt(type.group(2)) / 8;
        final Kind kind = type.group(1) == null ? Kind.UNSIGNED : kind(type.group(1).substring(0, 1));
        final int[] grid = ints(in.child("chunk_grid").child("configuration"), "chunk_shape");
        final JsonConfig keys = in.child("chunk_key_encoding");
        final boolean plain = keys.text("name", "default").equals("v2");
        final String between = keys.child("configuration").text("separator", plain ? "." : "/");
        final List<JsonConfig> codecs = in.children("codecs");
        final boolean sharded = codecs.size() == 1 && codecs.get(0).text("name", "").equals("sharding_indexed");
        final JsonConfig shard = sharded ? codecs.get(0).child("configuration") : in;
        final Chain chain = Chain.of(shard, "codecs", bytes);
        final StoredType stored = new StoredType(kind, bytes, chain.order);
        return new ZarrMetadata(longs(in, "shape"), sharded ? ints(shard, "chunk_shape") : grid, stored,
                fill(in, stored), plain ? "" : "c", between, chain.codecs, sharded
                        ? Optional.of(new Sharding(grid, !shard.text("index_location", "end").equals("start"),
                                Chain.of(shard, "index_codecs", Long.BYTES).codecs))
                        : Optional.empty());
    }

    /** The codecs of Zarr 3: one that makes bytes of samples, then those that change bytes. */
    private record Chain(ByteOrder order, List<ZarrCodec> codecs) {

        static Chain of(final JsonConfig in, final String key, final int sample) {
            ByteOrder order = null;
            final List<ZarrCodec> codecs = new ArrayList<>();
            for (final JsonConfig codec : in.children(key)) {
                final String name = codec.text("name", "");
                final JsonConfig how = codec.child("configuration");
                if (name.equals("bytes") && order == null)
                    order = how.text("endian", "little").equals("big") ? ByteOrder.BIG_ENDIAN
                            : ByteOrder.LITTLE_ENDIAN;
                else if (order == null)
                    throw other(in, "the codec '" + name + "'");
                else
                    codecs.add(ZarrCodec.of(in.source(), name, how, sample));
            }
            if (order == null)
                throw other(in, "no codec that makes bytes of samples");
            return new Chain(order, codecs);
        }
    }

    private static Kind kind(final String letter) {
        return letter.equals("f") ? Kind.FLOAT : letter.equals("i") ? Kind.SIGNED : Kind.UNSIGNED;
    }

    private static InpaintException other(final JsonConfig in, final String what) {
        return new InpaintException("'" + in.source() + "' is stored with " + what
                + ", which is not known here: save it anew with whole numbers or floats in C order.");
    }

    private static long[] longs(final JsonConfig in, final String key) {
        return in.numbers(key).stream().mapToLong(Double::longValue).toArray();
    }

    private static int[] ints(final JsonConfig in, final String key) {
        return in.numbers(key).stream().mapToInt(value -> Math.toIntExact(value.longValue())).toArray();
    }

    /** The bits of the value that samples have where nothing is stored. */
    private static long fill(final JsonConfig in, final StoredType type) {
        if (!in.has("fill_value"))
            return 0;
        final JsonElement raw = in.raw("fill_value");
        final JsonPrimitive value = raw.getAsJsonPrimitive();
        if (value.isBoolean())
            return value.getAsBoolean() ? 1 : 0;
        final String text = value.getAsString();
        try {
            if (text.startsWith("0x"))
                return Long.parseUnsignedLong(text.substring(2), 16);
            if (type.kind() != Kind.FLOAT)
                return value.getAsBigDecimal().toBigIntegerExact().longValue();
            final double number = Double.parseDouble(text);
            return type.bytes() == 4 ? Float.floatToRawIntBits((float) number) & 0xffffffffL
                    : Double.doubleToRawLongBits(number);
        } catch (final NumberFormatException e) {
            throw other(in, "the fill value " + text);
        }
    }
}
