package org.inpaintj.model.checkpoint;

import java.util.List;

import org.inpaintj.onnx.file.ElementType;

/**
 * Elements of a storage, found by a first one and a step for each axis, as {@code torch.Tensor.stride} gives them.
 *
 * @param type   of the elements
 * @param start  where the storage begins in the file
 * @param offset of the first element in the storage, elements
 * @param sizes  of the axes
 * @param steps  from one entry along an axis to the next, elements
 */
record StridedView(ElementType type, long start, long offset, List<Long> sizes, List<Long> steps) {

    /** Whether all elements lie in a storage of that many bytes, and are no more than it holds. */
    boolean fits(final long room) {
        final long count = TensorLayout.count(sizes), wide = type.bytes(1);
        if (count < 0 || offset < 0 || offset > room / wide || count > room / wide)
            return false;
        if (count == 0)
            return true;
        long last = offset;
        for (int i = 0; i < sizes.size(); i++) {
            final long more = sizes.get(i) - 1, step = steps.get(i);
            if (step < 0 || more > 0 && step > (room / wide - last) / more)
                return false;
            last += more * step;
        }
        return last < room / wide;
    }

    /** Whether the elements follow one another, the last axis fastest. */
    boolean contiguous() {
        long step = 1;
        for (int i = sizes.size() - 1; i >= 0; i--) {
            if (sizes.get(i) > 1 && steps.get(i) != step)
                return TensorLayout.count(sizes) == 0;
            step *= sizes.get(i);
        }
        return true;
    }

    /** Where the first element lies in the file. */
    long first() {
        return start + type.bytes(offset);
    }

    /** Bytes of all elements. */
    long bytes() {
        return type.bytes(TensorLayout.count(sizes));
    }

    /** Bytes from the first to the last element. */
    long span() {
        long last = 0;
        for (int i = 0; i < sizes.size(); i++)
            last += (sizes.get(i) - 1) * steps.get(i);
        return type.bytes(last + 1);
    }
}
