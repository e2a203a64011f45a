package org.inpaintj.model.checkpoint;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

import org.inpaintj.core.InpaintException;
import org.inpaintj.model.pickle.FileInput;
import org.inpaintj.onnx.file.ElementType;

/**
 * Reads the values of stored tensors as floats. Floats of 32, 16 (both kinds) and 8 bits (E4M3FN, E5M2) are exact,
 * subnormal numbers, signed zeros, infinities and NaN among them; doubles and whole numbers are rounded to the nearest
 * float, which is exact for whole numbers below 2^24.
 */
public final class TensorValues {

    private static final int MOST = Integer.MAX_VALUE - 8;
    private static final int NAN = 0x7fc00000;
    private static final int CHUNK = 1 << 14;

    private TensorValues() {}

    /**
     * The values in C order.
     *
     * @throws InpaintException if the tensor is of no type of numbers, is too large for an array, or cannot be read
     */
    public static float[] floats(final StoredTensor tensor) {
        final ElementType type = tensor.type();
        final long count = TensorLayout.count(tensor.dims());
        if (TensorLayout.bytes(type, count) != tensor.length())
            throw refused(tensor);
        if (count > MOST)
            throw new InpaintException(tensor.file() + " holds the tensor " + tensor.name() + " of " + count
                    + " values, which is too large; use another file.");
        try (FileInput in = new FileInput(tensor.file())) {
            in.range(tensor.offset(), Math.addExact(tensor.offset(), tensor.length()));
            final float[] values = new float[(int) count];
            final int width = (int) type.bytes(1);
            for (int done = 0; done < values.length;) {
                final int n = Math.min(CHUNK, values.length - done);
                convert(ByteBuffer.wrap(in.bytes(n * width)).order(ByteOrder.LITTLE_ENDIAN), tensor, values, done, n);
                done += n;
            }
            return values;
        } catch (final IOException | ArithmeticException e) {
            throw new InpaintException("The tensor " + tensor.name() + " of " + tensor.file() + " cannot be read ("
                    + e.getMessage() + "); download the file again.", e);
        }
    }

    private static void convert(final ByteBuffer from, final StoredTensor tensor, final float[] to, final int at,
            final int n) {
        switch (tensor.type()) {
            case FLOAT -> from.asFloatBuffer().get(to, at, n);
            case FLOAT16 -> {
                for (int i = 0; i < n; i++)
                    to[at + i] = half(from.getShort(2 * i));
            }
            case BFLOAT16 -> {
                for (int i = 0; i < n; i++)
                    to[at + i] = Float.intBitsToFloat(from.getShort(2 * i) << 16);
            }
            default -> {
                for (int i = 0; i < n; i++)
                    to[at + i] = next(from, tensor);
            }
        }
    }

    private static float next(final ByteBuffer from, final StoredTensor tensor) {
        return switch (tensor.type()) {
            case DOUBLE -> (float) from.getDouble();
            case FLOAT8E4M3FN -> e4m3(from.get());
            case FLOAT8E5M2 -> half(from.get() << 8);
            case BOOL, UINT8 -> from.get() & 0xff;
            case INT8 -> from.get();
            case UINT16 -> from.getShort() & 0xffff;
            case INT16 -> from.getShort();
            case INT32 -> from.getInt();
            case UINT32 -> from.getInt() & 0xffffffffL;
            case INT64 -> from.getLong();
            case UINT64 -> unsigned(from.getLong());
            default -> throw refused(tensor);
        };
    }

    /** IEEE binary16: 1 bit sign, 5 exponent (bias 15), 10 fraction; higher bits do not matter. */
    static float half(final int bits) {
        final int sign = (bits & 0x8000) << 16, exponent = bits >> 10 & 31, fraction = bits & 0x3ff;
        if (exponent == 0) // fraction 2^-24; a float holds that as a normal number
            return Float.intBitsToFloat(Float.floatToRawIntBits(fraction * 0x1p-24f) | sign);
        return Float.intBitsToFloat(sign | (exponent == 31 ? 0xff : exponent + 112) << 23 | fraction << 13);
    }

    /** Float8 E4M3FN: 1 bit sign, 4 exponent (bias 7), 3 fraction; no infinity, all ones is NaN. */
    static float e4m3(final int bits) {
        final int sign = (bits & 0x80) << 24, exponent = bits >> 3 & 15, fraction = bits & 7;
        if ((bits & 0x7f) == 0x7f)
            return Float.intBitsToFloat(sign | NAN);
        if (exponent == 0)
            return Float.intBitsToFloat(Float.floatToRawIntBits(fraction * 0x1p-9f) | sign);
        return Float.intBitsToFloat(sign | exponent + 120 << 23 | fraction << 20);
    }

    private static float unsigned(final long bits) {
        // Halved with the lost bit kept, so that it is rounded once.
        return bits >= 0 ? bits : (float) (bits >>> 1 | bits & 1) * 2;
    }

    private static InpaintException refused(final StoredTensor tensor) {
        return new InpaintException(tensor.file() + " holds the tensor " + tensor.name() + " in a type or size that"
                + " cannot be read; use a file of fp32, fp16, bf16 or fp8.");
    }
}
