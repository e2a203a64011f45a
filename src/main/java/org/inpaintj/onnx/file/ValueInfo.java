package org.inpaintj.onnx.file;

import java.util.List;
import java.util.stream.Collectors;

/**
 * A value info describes an input or output of a network ({@code ValueInfoProto}).
 *
 * @param name as in the graph
 * @param type of its elements; {@link ElementType#UNDEFINED} if it is no tensor
 * @param rank number of axes, 0 for a scalar, -1 if the graph leaves it open
 * @param axes the axes, slowest first; empty if the rank is 0 or open
 */
public record ValueInfo(String name, ElementType type, int rank, List<Axis> axes) {

    /**
     * An axis of an input or output.
     *
     * @param size elements along it, or -1 if it is free
     * @param name the graph's name of a free axis, such as {@code batch_size}; empty if it has none
     */
    public record Axis(long size, String name) {

        @Override
        public String toString() {
            return size >= 0 ? Long.toString(size) : name.isEmpty() ? "?" : name;
        }
    }

    public ValueInfo {
        axes = List.copyOf(axes);
    }

    /** The size of an axis, or -1 if it is free or absent; a negative index counts from the end. */
    public long size(final int axis) {
        final int index = axis < 0 ? axes.size() + axis : axis;
        return index >= 0 && index < axes.size() ? axes.get(index).size() : -1;
    }

    /** True if a tensor of that shape may be fed here, as far as the graph tells. */
    public boolean accepts(final long... shape) {
        if (rank < 0)
            return true;
        if (shape.length != rank)
            return false;
        for (int d = 0; d < rank; d++)
            if (axes.get(d).size() >= 0 && axes.get(d).size() != shape[d])
                return false;
        return true;
    }

    /** Such as {@code sample FLOAT [batch_size, 4, height, width]}. */
    @Override
    public String toString() {
        return name + ' ' + type + ' ' + (rank < 0 ? "of any shape"
                : axes.stream().map(Axis::toString).collect(Collectors.joining(", ", "[", "]")));
    }
}
