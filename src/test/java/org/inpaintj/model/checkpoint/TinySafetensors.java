package org.inpaintj.model.checkpoint;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.inpaintj.onnx.file.ElementType;

/** Writes small safetensors files, valid ones by their tensors and others by their header. */
public final class TinySafetensors {

    private TinySafetensors() {}

    /** A header and data as they stand in a file. */
    static byte[] bytes(final String header, final byte[] data) {
        final byte[] json = header.getBytes(StandardCharsets.UTF_8);
        return ByteBuffer.allocate(8 + json.length + data.length).order(ByteOrder.LITTLE_ENDIAN).putLong(json.length)
                .put(json).put(data).array();
    }

    static Path write(final Path file, final String header, final int data) throws IOException {
        return Files.write(file, bytes(header, new byte[data]));
    }

    /** A file of 32-bit floats, all zero. */
    public static Path zeros(final Path file, final Map<String, List<Long>> shapes) throws IOException {
        final StringBuilder header = new StringBuilder("{");
        int end = 0;
        for (final Map.Entry<String, List<Long>> each : shapes.entrySet()) {
            final int begin = end;
            end += 4 * Math.toIntExact(TensorLayout.count(each.getValue()));
            header.append(begin == 0 && header.length() == 1 ? "" : ",").append(
                    "\"%s\":{\"dtype\":\"F32\",\"shape\":%s,\"data_offsets\":[%d,%d]}".formatted(each.getKey(),
                            each.getValue(), begin, end));
        }
        return write(file, header.append('}').toString(), end);
    }

    /** A checkpoint of tensors of one value each, that lie one after another in no file. */
    static Checkpoint named(final List<String> names) {
        final Map<String, List<Long>> shapes = new LinkedHashMap<>();
        names.forEach(name -> shapes.put(name, List.of(1L)));
        return shaped(shapes);
    }

    /** A checkpoint of tensors that lie one after another in no file. */
    static Checkpoint shaped(final Map<String, List<Long>> shapes) {
        return shaped(Path.of("model.safetensors"), shapes, Map.of(), Map.of());
    }

    static Checkpoint shaped(final Path file, final Map<String, List<Long>> shapes, final Map<String, String> metadata,
            final Map<String, Double> numbers) {
        final Map<String, StoredTensor> tensors = new LinkedHashMap<>();
        long at = 0;
        for (final Map.Entry<String, List<Long>> each : shapes.entrySet()) {
            final long length = 4 * TensorLayout.count(each.getValue());
            tensors.put(each.getKey(), new StoredTensor(each.getKey(), ElementType.FLOAT,
                    each.getValue(), file, at, length));
            at += length;
        }
        return new Checkpoint(file, List.of(file), tensors, metadata, numbers);
    }
}
