package org.inpaintj.model.checkpoint;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

import org.inpaintj.core.InpaintException;
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

    /**
     * The size of an axis; a negative index counts from the end.
     *
     * @throws InpaintException if it has no such axis
     */
    public long size(final int axis) {
        final int index = axis < 0 ? dims.size() + axis : axis;
        if (index < 0 || index >= dims.size())
            throw odd();
        return dims.get(index);
    }

    /** The same values under another name. */
    public StoredTensor named(final String other) {
        return new StoredTensor(other, type, dims, file, offset, length);
    }

    /**
     * The same values with other axes.
     *
     * @throws InpaintException if these do not hold as many
     */
    public StoredTensor reshaped(final List<Long> other) {
        final StoredTensor same = new StoredTensor(name, type, other, file, offset, length);
        if (TensorLayout.count(other) != count())
            throw odd();
        return same;
    }

    /**
     * The entries {@code from} (inclusive) to {@code to} (exclusive) along the first axis, under another name.
     *
     * @throws InpaintException if it has not as many
     */
    public StoredTensor rows(final String other, final long from, final long to) {
        if (from < 0 || from > to || to > size(0))
            throw odd();
        final long row = length / Math.max(1, size(0));
        final List<Long> part = new ArrayList<>(dims);
        part.set(0, to - from);
        return new StoredTensor(other, type, part, file, offset + from * row, (to - from) * row);
    }

    private InpaintException odd() {
        return new InpaintException(file + " holds the weights " + name + " in the shape " + dims
                + ", which no network of its kind has; it is damaged or of another kind: download it again.");
    }
}
