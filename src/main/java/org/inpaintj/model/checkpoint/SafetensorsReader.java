package org.inpaintj.model.checkpoint;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import com.google.gson.stream.JsonReader;
import com.google.gson.stream.JsonToken;

import org.inpaintj.core.InpaintException;
import org.inpaintj.model.pickle.FileInput;
import org.inpaintj.onnx.file.ElementType;

/**
 * Reads the header of a safetensors file: its length (8 bytes, little endian), a JSON object of names, types, shapes
 * and places, then the values. The header is streamed, so no more memory is taken than the index needs.
 *
 * @see <a href="https://github.com/huggingface/safetensors">safetensors</a>
 */
final class SafetensorsReader {

    /** Longest header that the reference implementation reads. */
    static final long MOST_HEADER = 100_000_000;

    /** Metadata that is longer, such as pictures, is left out. */
    private static final int MOST_VALUE = 1 << 16, MOST_VALUES = 1 << 20;
    private static final int MOST_NAME = 4096;

    private final Path file;
    private final Map<String, StoredTensor> tensors = new LinkedHashMap<>();
    private final Map<String, String> metadata = new LinkedHashMap<>();
    private int kept;

    private SafetensorsReader(final Path file) {
        this.file = file;
    }

    /** @param file the real path */
    static Checkpoint read(final Path file) {
        return new SafetensorsReader(file).read();
    }

    private Checkpoint read() {
        try (FileInput in = new FileInput(file)) {
            final long header = in.i64();
            if (header < 0 || header > MOST_HEADER)
                throw damaged("its header has an impossible length");
            if (header > in.size() - 8)
                throw incomplete(in.size(), 8 + header);
            in.range(8, 8 + header);
            header(new JsonReader(new InputStreamReader(blanked(in.stream()), StandardCharsets.UTF_8)),
                    8 + header);
            check(in.size());
        } catch (final IOException | IllegalStateException | NumberFormatException e) {
            throw new InpaintException(file + " is damaged: its header is no JSON text as safetensors writes it;"
                    + " download it again.", e);
        }
        return new Checkpoint(file, List.of(file), tensors, metadata, Map.of());
    }

    private void header(final JsonReader json, final long data) throws IOException {
        json.beginObject();
        while (json.hasNext()) {
            final String name = json.nextName();
            if (name.length() > MOST_NAME)
                throw damaged("it holds a name of " + name.length() + " letters");
            if (name.equals("__metadata__"))
                metadata(json);
            else if (tensors.put(name, entry(json, name, data)) != null)
                throw damaged("it holds the tensor " + name + " twice");
        }
        json.endObject();
        json.peek(); // complains if anything follows
    }

    private void metadata(final JsonReader json) throws IOException {
        if (json.peek() != JsonToken.BEGIN_OBJECT) {
            json.skipValue();
            return;
        }
        json.beginObject();
        while (json.hasNext()) {
            final String key = json.nextName();
            if (json.peek() != JsonToken.STRING) {
                json.skipValue();
                continue;
            }
            final String value = json.nextString();
            if (key.length() <= MOST_NAME && value.length() <= MOST_VALUE
                    && kept + key.length() + value.length() <= MOST_VALUES) {
                kept += key.length() + value.length();
                metadata.put(key, value);
            }
        }
        json.endObject();
    }

    private StoredTensor entry(final JsonReader json, final String name, final long data) throws IOException {
        ElementType type = null;
        List<Long> dims = null, place = null;
        json.beginObject();
        while (json.hasNext())
            switch (json.nextName()) {
                case "dtype" -> type = TensorLayout.type(json.nextString());
                case "shape" -> dims = whole(json, TensorLayout.MOST_AXES);
                case "data_offsets" -> place = whole(json, 2);
                default -> json.skipValue();
            }
        json.endObject();
        if (type == null || dims == null || place == null || place.size() != 2)
            throw damaged("the entry of " + name + " lacks its type, shape or place");
        final long begin = place.get(0), end = place.get(1), count = TensorLayout.count(dims);
        if (begin < 0 || end < begin || end > Long.MAX_VALUE - data || count < 0)
            throw damaged("the tensor " + name + " has an impossible shape or place");
        // What nobody asks for does no harm; who asks is told that it is of no known type.
        final boolean fits = TensorLayout.bytes(type, count) == end - begin;
        return new StoredTensor(name, fits ? type : ElementType.UNDEFINED, dims, file, data + begin, end - begin);
    }

    private List<Long> whole(final JsonReader json, final int most) throws IOException {
        final List<Long> numbers = new ArrayList<>();
        json.beginArray();
        while (json.hasNext()) {
            if (numbers.size() == most)
                throw damaged("a tensor has more than " + most + " sizes or places");
            numbers.add(json.nextLong());
        }
        json.endArray();
        return numbers;
    }

    private void check(final long size) {
        final List<StoredTensor> inOrder = new ArrayList<>(tensors.values());
        inOrder.removeIf(t -> t.length() == 0);
        inOrder.sort(Comparator.comparingLong(StoredTensor::offset));
        long end = 0;
        for (final StoredTensor t : inOrder) {
            if (t.offset() < end)
                throw damaged("the tensor " + t.name() + " overlaps another one");
            end = t.offset() + t.length();
        }
        for (final StoredTensor t : tensors.values())
            end = Math.max(end, t.offset());
        if (end > size)
            throw incomplete(size, end);
    }

    /** With blanks for the NULs that some writers pad the end with. */
    private static InputStream blanked(final InputStream in) {
        return new FilterInputStream(in) {
            @Override
            public int read(final byte[] to, final int offset, final int length) throws IOException {
                final int n = super.read(to, offset, length);
                for (int i = offset; i < offset + n; i++)
                    to[i] = to[i] == 0 ? (byte) ' ' : to[i];
                return n;
            }
        };
    }

    private InpaintException incomplete(final long size, final long needed) {
        return new InpaintException(file + " is incomplete: it has " + size + " of at least " + needed
                + " bytes, as after an interrupted download; download it again.");
    }

    private InpaintException damaged(final String what) {
        return new InpaintException(file + " is damaged: " + what + "; download it again.");
    }
}
