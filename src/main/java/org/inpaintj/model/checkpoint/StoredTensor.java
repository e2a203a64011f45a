package org.inpaintj.model.checkpoint;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

import org.inpaintj.onnx.file.ElementType;

/**
 * A stored tensor is an array of weights where it lies in a file, without its values: contiguous, little endian, the
 * last axis fastest. Offsets need not be aligned.
 *
 * @param name   as its file calls it
 * @param type   of its elements
 * @param dims   sizes of the axes, slowest first; empty for a scalar
 * @param file   that holds it, the real path: no link
 * @param offset of its first byte in the file
 * @param length bytes
 */
public record StoredTensor(String name, ElementType type, List<Long> dims, Path file, long offset, long length) {

    public StoredTensor {
        dims = List.copyOf(dims);
    }

    /** How many elements it has. */
    public long count() {
        return dims.stream().reduce(1L, Math::multiplyExact);
    }

    /** The size of an axis; a negative index counts from the end. */
    public long size(final int axis) {
        return dims.get(axis < 0 ? dims.size() + axis : axis);
    }

    /** The same values under another name. */
    public StoredTensor named(final String other) {
        return new StoredTensor(other, type, dims, file, offset, length);
    }

    /** The same values with other axes, which must hold as many. */
    public StoredTensor reshaped(final List<Long> other) {
        final StoredTensor same = new StoredTensor(name, type, other, file, offset, length);
        if (same.count() != count())
            throw new IllegalArgumentException(dims + " has not as many elements as " + other);
        return same;
    }

    /** The entries {@code from} (inclusive) to {@code to} (exclusive) along the first axis, under another name. */
    public StoredTensor rows(final String other, final long from, final long to) {
        final long row = length / size(0);
        final List<Long> part = new ArrayList<>(dims);
        part.set(0, to - from);
        return new StoredTensor(other, type, part, file, offset + from * row, (to - from) * row);
    }
}
