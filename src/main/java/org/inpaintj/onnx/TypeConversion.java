package org.inpaintj.onnx;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.IntBuffer;
import java.nio.LongBuffer;

import ai.onnxruntime.OnnxJavaType;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.TensorInfo;
import ai.onnxruntime.platform.Fp16Conversions;

import org.inpaintj.onnx.file.ElementType;

/**
 * This class converts our floats to and from the element types that graphs ask for. 32-bit floats go in without a copy;
 * everything else is converted, exactly for whole numbers below 2^24.
 */
final class TypeConversion {

    private TypeConversion() {}

    /** The tensor as ONNX Runtime wants it; the caller closes it and keeps {@code tensor} reachable until then. */
    static OnnxTensor toRuntime(final Tensor tensor, final ElementType type, final long[] shape) throws OrtException {
        final OrtEnvironment env = OnnxRuntime.environment();
        final FloatBuffer from = tensor.buffer();
        final int n = tensor.size();
        switch (type) {
            case FLOAT:
                return OnnxTensor.createTensor(env, from, shape);
            case FLOAT16: {
                final ByteBuffer to = direct(n, 2);
                for (int i = 0; i < n; i++)
                    to.putShort(2 * i, Fp16Conversions.floatToFp16(from.get(i)));
                return OnnxTensor.createTensor(env, to, shape, OnnxJavaType.FLOAT16);
            }
            case BFLOAT16: {
                final ByteBuffer to = direct(n, 2);
                for (int i = 0; i < n; i++)
                    to.putShort(2 * i, Fp16Conversions.floatToBf16(from.get(i)));
                return OnnxTensor.createTensor(env, to, shape, OnnxJavaType.BFLOAT16);
            }
            case DOUBLE: {
                final ByteBuffer to = direct(n, 8);
                for (int i = 0; i < n; i++)
                    to.putDouble(8 * i, from.get(i));
                return OnnxTensor.createTensor(env, to, shape, OnnxJavaType.DOUBLE);
            }
            case INT64: {
                final ByteBuffer to = direct(n, 8);
                for (int i = 0; i < n; i++)
                    to.putLong(8 * i, whole(from.get(i)));
                return OnnxTensor.createTensor(env, to, shape, OnnxJavaType.INT64);
            }
            case INT32: {
                final ByteBuffer to = direct(n, 4);
                for (int i = 0; i < n; i++)
                    to.putInt(4 * i, Math.toIntExact(whole(from.get(i))));
                return OnnxTensor.createTensor(env, to, shape, OnnxJavaType.INT32);
            }
            case UINT8:
            case BOOL: {
                final int top = type == ElementType.BOOL ? 1 : 255;
                final ByteBuffer to = direct(n, 1);
                for (int i = 0; i < n; i++) {
                    final long value = whole(from.get(i));
                    if (value < 0 || value > top)
                        throw new IllegalArgumentException(value + " is not within 0 to " + top);
                    to.put(i, (byte) value);
                }
                return OnnxTensor.createTensor(env, to, shape,
                        type == ElementType.BOOL ? OnnxJavaType.BOOL : OnnxJavaType.UINT8);
            }
            default:
                throw new IllegalArgumentException("inputs of type " + type + " are not supported");
        }
    }

    /** A copy of an output as floats. */
    static Tensor fromRuntime(final OnnxTensor output) {
        final TensorInfo info = output.getInfo();
        final Tensor tensor = Tensor.zeros(info.getShape());
        final FloatBuffer to = tensor.buffer();
        switch (info.type) {
            case FLOAT, FLOAT16, BFLOAT16 -> to.put(output.getFloatBuffer());
            case DOUBLE -> {
                final var from = output.getDoubleBuffer();
                while (from.hasRemaining())
                    to.put((float) from.get());
            }
            case INT64 -> {
                final LongBuffer from = output.getLongBuffer();
                while (from.hasRemaining())
                    to.put(from.get());
            }
            case INT32 -> {
                final IntBuffer from = output.getIntBuffer();
                while (from.hasRemaining())
                    to.put(from.get());
            }
            case UINT8, BOOL -> {
                final ByteBuffer from = output.getByteBuffer();
                while (from.hasRemaining())
                    to.put(from.get() & 0xff);
            }
            default -> throw new IllegalArgumentException("outputs of type " + info.type + " are not supported");
        }
        return tensor;
    }

    private static ByteBuffer direct(final int count, final int bytes) {
        return ByteBuffer.allocateDirect(Math.multiplyExact(count, bytes)).order(ByteOrder.nativeOrder());
    }

    private static long whole(final float value) {
        if (value != Math.rint(value))
            throw new IllegalArgumentException(value + " is not a whole number");
        return (long) value;
    }
}
