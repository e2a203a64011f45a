package org.inpaintj.onnx.file;

import java.util.List;
import java.util.Optional;

/**
 * An initializer is a constant of a network ({@code TensorProto}), here without its values.
 *
 * @param name   as in the graph
 * @param type   of its elements
 * @param dims   sizes of the axes, slowest first
 * @param at     first byte of its values in the model file, if they are stored there as one block
 * @param stored bytes of its values inside the model file, -1 if they are not stored as one block
 * @param file   where its values are if they are not in the model file
 */
public record Initializer(String name, ElementType type, List<Long> dims, long at, long stored,
        Optional<External> file) {

    /**
     * A part of another file.
     *
     * @param location relative to the folder of the model, as the graph says
     * @param offset   first byte; less than 0 if the graph says something impossible
     * @param length   bytes, -1 if the graph leaves it to the shape, less if it says something impossible
     */
    public record External(String location, long offset, long length) {
    }

    public Initializer {
        dims = List.copyOf(dims);
    }

    /** Bytes its values take by type and shape, or -1 if that cannot be told. */
    public long bytes() {
        try {
            long count = 1;
            for (final long d : dims) {
                if (d < 0)
                    return -1;
                count = Math.multiplyExact(count, d);
            }
            return type.bytes(count);
        } catch (final ArithmeticException e) {
            return -1;
        }
    }
}
