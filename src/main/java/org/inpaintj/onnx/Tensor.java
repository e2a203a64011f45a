package org.inpaintj.onnx;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.file.Path;
import java.util.Arrays;

import net.imglib2.img.array.ArrayImg;
import net.imglib2.img.array.ArrayImgs;
import net.imglib2.img.basictypeaccess.nio.FloatBufferAccess;
import net.imglib2.type.numeric.real.FloatType;

import org.inpaintj.core.InpaintException;

/**
 * A tensor is a dense array of 32-bit floats in C order (last axis fastest) that is at the same time an ImgLib2 image:
 * both look at one direct buffer in native byte order, which ONNX Runtime reads and writes in place. Holds no native
 * handle, so nothing has to be closed; the memory goes with the object. Not thread-safe for writing.
 */
public final class Tensor {

    private final FloatBuffer values;
    private final long[] shape;

    private Tensor(final FloatBuffer values, final long[] shape) {
        this.values = values;
        this.shape = shape;
    }

    /**
     * A tensor of zeros.
     *
     * @param shape sizes of the axes, slowest first, such as 1, 3, height, width; none for a scalar
     * @throws IllegalArgumentException if a size is negative or the tensor would exceed 2^29 - 1 elements (2 GiB)
     */
    public static Tensor zeros(final long... shape) {
        final int count = count(shape);
        if (count > Integer.MAX_VALUE / Float.BYTES)
            throw new IllegalArgumentException("a tensor of shape " + Arrays.toString(shape) + " exceeds 2 GiB");
        final ByteBuffer bytes = ByteBuffer.allocateDirect(count * Float.BYTES).order(ByteOrder.nativeOrder());
        return new Tensor(bytes.asFloatBuffer(), shape.clone());
    }

    /** A tensor holding a copy of the values, in C order; the shape as in {@link #zeros}. */
    public static Tensor of(final float[] values, final long... shape) {
        final Tensor tensor = zeros(shape);
        if (values.length != tensor.size())
            throw mismatch(values.length, shape);
        tensor.values.put(0, values);
        return tensor;
    }

    /**
     * A tensor over memory that exists: no copy, both see each other's writes.
     *
     * @param values direct and in native byte order, since ONNX Runtime would read anything else as garbage; all of
     *               it from 0 to its limit
     */
    public static Tensor wrap(final FloatBuffer values, final long... shape) {
        if (!values.isDirect() || values.order() != ByteOrder.nativeOrder())
            throw new IllegalArgumentException("a tensor needs a direct buffer in native byte order");
        if (values.limit() != count(shape))
            throw mismatch(values.limit(), shape);
        return new Tensor(values.duplicate().rewind().slice(), shape.clone());
    }

    /** One number as a tensor without axes. */
    public static Tensor scalar(final float value) {
        return of(new float[] { value });
    }

    /** Sizes of the axes, slowest first. A copy. */
    public long[] shape() {
        return shape.clone();
    }

    public int rank() {
        return shape.length;
    }

    /** The size of one axis, 0-based, slowest first; a negative index counts from the end. */
    public long size(final int axis) {
        return shape[axis < 0 ? shape.length + axis : axis];
    }

    /** Number of elements. */
    public int size() {
        return values.capacity();
    }

    public float get(final int index) {
        return values.get(index);
    }

    /** The elements in C order, position 0: a view, writes go through. */
    public FloatBuffer buffer() {
        return values.duplicate().rewind();
    }

    /** A copy of the elements in C order. */
    public float[] array() {
        final float[] array = new float[size()];
        values.get(0, array);
        return array;
    }

    /**
     * This tensor, if it has the shape that is expected.
     *
     * @param source the file of the network that gave it, for the message
     * @param wanted sizes of the axes; -1 for one that may be any but 0
     * @throws InpaintException if it has another
     */
    public Tensor expect(final Path source, final long... wanted) {
        boolean right = shape.length == wanted.length && size() > 0;
        for (int d = 0; right && d < shape.length; d++)
            right = wanted[d] < 0 || wanted[d] == shape[d];
        if (!right)
            throw new InpaintException(source + " gave a tensor of shape " + Arrays.toString(shape) + " where "
                    + Arrays.toString(wanted).replace("-1", "any") + " was expected; it is damaged or belongs to "
                    + "another model, so download it again.");
        return this;
    }

    /** The same memory seen with other axes of the same number of elements. */
    public Tensor reshape(final long... other) {
        if (count(other) != size())
            throw mismatch(size(), other);
        return new Tensor(values, other.clone());
    }

    /**
     * The same memory, narrowed to some of the entries along the slowest axis.
     *
     * @param from  first entry, 0-based
     * @param count entries
     */
    public Tensor entries(final int from, final int count) {
        if (rank() == 0 || from < 0 || count < 0 || from + count > shape[0])
            throw new IllegalArgumentException("entries " + from + " to " + (from + count - 1)
                    + " of a tensor of shape "
                    + Arrays.toString(shape));
        final int each = shape[0] == 0 ? 0 : (int) (size() / shape[0]);
        final long[] part = shape.clone();
        part[0] = count;
        return new Tensor(values.slice(from * each, count * each), part);
    }

    /**
     * The same memory as an image whose axes run the other way round, fastest first: a tensor 1, 3, height, width is
     * an image x, y, channel, batch. Writes go through. Its cursors are several times slower than over an array: move
     * bulk data through {@link #buffer()}.
     *
     * @throws IllegalStateException for a scalar or a tensor without elements, which no image can be
     */
    public ArrayImg<FloatType, FloatBufferAccess> image() {
        if (rank() == 0 || size() == 0)
            throw new IllegalStateException("a tensor of shape " + Arrays.toString(shape) + " is no image");
        final long[] axes = new long[rank()];
        for (int d = 0; d < axes.length; d++)
            axes[d] = shape[axes.length - 1 - d];
        return ArrayImgs.floats(new FloatBufferAccess(buffer(), true), axes);
    }

    @Override
    public String toString() {
        return "Tensor" + Arrays.toString(shape);
    }

    /** Elements of a shape, checked against overflow. */
    static int count(final long... shape) {
        long count = 1;
        for (final long n : shape) {
            if (n < 0)
                throw new IllegalArgumentException("negative size in shape " + Arrays.toString(shape));
            if (n > 0 && count > Integer.MAX_VALUE / n)
                throw new IllegalArgumentException("a tensor of shape " + Arrays.toString(shape) + " is too large");
            count *= n;
        }
        return (int) count;
    }

    private static IllegalArgumentException mismatch(final int count, final long[] shape) {
        return new IllegalArgumentException(count + " values do not fill a tensor of shape " + Arrays.toString(shape));
    }
}
